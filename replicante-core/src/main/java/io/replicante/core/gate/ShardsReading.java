package io.replicante.core.gate;

import io.replicante.core.view.ClusterView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The copies of all shards that are no quorum of voters, or whose clients may wait for less than that, by shard and by node, as
 * nodes report them now or did last. Looked at when they are first asked for, once per cycle, in time linear in the number of
 * copies. Immutable and thread-safe.
 */
public final class ShardsReading {
    private static final String SOURCE = "the copies that nodes report";

    private final ClusterView view;
    private final Optional<CopiesReading> copies;
    private @Nullable ReplicaIndex index;

    private ShardsReading(ClusterView view, Optional<CopiesReading> copies) {
        this.view = view;
        this.copies = copies;
    }

    /**
     * The copies in a view.
     *
     * @param view the cluster
     * @param caughtUpMax how long ago a copy may have been caught up to count as such
     * @return the copies; none where all shards are quorums
     */
    static ShardsReading of(ClusterView view, Duration caughtUpMax) {
        Optional<DatastoreDefinition> definition = view.definition()
                .toOptional()
                .filter(known -> known.shardClasses().stream()
                        .anyMatch(each -> !(each.durability() instanceof Durability.Quorum)
                                || each.acknowledges() != ShardClass.Acknowledges.MODEL));
        return new ShardsReading(view, definition.map(known -> new CopiesReading(view, known, caughtUpMax)));
    }

    /** Most cycles touch no copy at all, and need no index. */
    private synchronized ReplicaIndex index() {
        if (index == null) {
            index = new ReplicaIndex(view, copies.orElseThrow().definition());
        }
        return index;
    }

    /**
     * The shards of which nodes hold copies.
     *
     * @param nodes the nodes
     * @param joins whether somebody joins, which concerns all data that is spread over all members
     * @return the shards, or why they are not known
     */
    Evidence<List<Shard>> of(Set<String> nodes, boolean joins) {
        boolean spreads = joins && isSpread();
        if (copies.isEmpty() || (nodes.isEmpty() && !spreads)) {
            return Evidence.known(List.of(), Instant.EPOCH, "no copy is touched");
        }
        Set<Holders> touched = new LinkedHashSet<>();
        for (String node : nodes) {
            if (index().mayHoldAny(node)) {
                touched.addAll(index().all());
                continue;
            }
            Optional<String> unread = index().unread(node);
            if (unread.isPresent()) {
                return Evidence.unknown(unread.get());
            }
            touched.addAll(index().of(node));
        }
        if (spreads) {
            index().all().stream()
                    .filter(holders -> holders.shardClass().durability() instanceof Durability.Replicated)
                    .forEach(touched::add);
        }
        return states(touched);
    }

    private boolean isSpread() {
        return copies.isPresent()
                && copies.get().definition().shardClasses().stream()
                        .anyMatch(each -> each.durability() instanceof Durability.Replicated);
    }

    /** The places among {@link #all} of the shards of which a node holds copies; below 0 for what is not asked for. */
    int[] places(String node) {
        return copies.isEmpty() ? new int[0] : index().placesOf(node);
    }

    /** Why it is not known of which shards a node holds copies, if so. */
    Optional<String> unread(String node) {
        return copies.isEmpty() ? Optional.empty() : index().unread(node);
    }

    /** All shards, by their places. */
    List<Holders> all() {
        return copies.isEmpty() ? List.of() : index().all();
    }

    /** The copies of one shard as they must be assumed to be. */
    Evidence<Copies> state(Holders holders) {
        return holders.state(copies.orElseThrow());
    }

    private Evidence<List<Shard>> states(Set<Holders> touched) {
        List<Holders> ordered = new ArrayList<>(touched);
        ordered.sort(Comparator.comparing(Holders::name));
        List<Shard> found = new ArrayList<>(ordered.size());
        for (Holders holders : ordered) {
            Evidence<Copies> state = state(holders);
            if (state instanceof Evidence.Unknown<Copies> unknown) {
                return Evidence.unknown("shard " + holders.name() + ": " + unknown.reason());
            }
            found.add(new Shard(holders.name(), state.toOptional().orElseThrow()));
        }
        return Evidence.known(List.copyOf(found), Instant.EPOCH, SOURCE);
    }
}
