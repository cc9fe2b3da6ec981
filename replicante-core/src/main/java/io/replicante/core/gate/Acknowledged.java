package io.replicante.core.gate;

import io.replicante.core.view.ClusterView;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import java.util.Optional;

/** What clients wait for: as it is declared of the cluster's shards, otherwise the weakest that the server allows them. */
record Acknowledged(ClusterView view) {
    /** Whether a write may be acknowledged by the primary alone, whatever the model could give. */
    boolean isPrimaryAlone(Holders holders) {
        return declared(holders)
                .map(level -> level == Acknowledgement.Level.ONE)
                .orElse(holders.shardClass().acknowledges() != ShardClass.Acknowledges.MODEL);
    }

    /** How many of so many copies acknowledge each write, if that is declared. */
    Optional<Long> copies(Holders holders, long n) {
        return declared(holders).flatMap(level -> switch (level) {
            case ONE -> Optional.of(1L);
            case QUORUM -> Optional.of(n / 2 + 1);
            case ALL -> Optional.of(n);
            case MODEL -> Optional.empty();
        });
    }

    private Optional<Acknowledgement.Level> declared(Holders holders) {
        if (view.spec().declaration().acknowledges().isEmpty()) {
            return Optional.empty();
        }
        return view.spec().declaration().acknowledges().stream()
                .filter(each -> holders.list().stream()
                        .allMatch(holder -> each.covers(holder.shard().id())))
                .findFirst()
                .map(Acknowledgement::by);
    }

    /** Whether what a quorum's clients wait for may be less than a quorum: then a write may be on the primary alone. */
    boolean isWeakQuorum(ShardClass shards, String shardId) {
        return shards.durability() instanceof Durability.Quorum
                && shards.acknowledges() != ShardClass.Acknowledges.MODEL
                && view.spec().declaration().acknowledges().stream()
                        .filter(each -> each.covers(shardId))
                        .findFirst()
                        .filter(each -> each.by() != Acknowledgement.Level.ONE)
                        .isEmpty();
    }
}
