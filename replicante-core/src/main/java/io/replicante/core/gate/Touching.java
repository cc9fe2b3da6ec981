package io.replicante.core.gate;

import io.replicante.core.state.Effect;
import io.replicante.core.state.Shift;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Ensemble;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the shards that a footprint touches: the quorum of the voters, and the shards of which nodes hold copies. */
final class Touching {
    private static final String SOURCE = "the copies that nodes report";

    private Touching() {}

    /** The shards that a candidate touches, each as it must be assumed to be; unknown where that cannot be told. */
    static Evidence<List<Shard>> of(GateCase judged) {
        List<Shard> touched = new ArrayList<>();
        if (hasQuorum(judged.definition()) && voters(judged)) {
            if (!(judged.voters() instanceof Evidence.Known<Voters> known)) {
                return Evidence.unknown("the voters are not known: " + reason(judged.voters()));
            }
            touched.add(new Shard("", known.value()));
        }
        Evidence<List<Shard>> copies =
                judged.shards().of(nodes(judged), judged.effect().voter().isPresent());
        if (copies instanceof Evidence.Known<List<Shard>> known) {
            touched.addAll(known.value());
            return Evidence.known(List.copyOf(touched), Instant.EPOCH, SOURCE);
        }
        return copies;
    }

    /** The shards of which a node holds copies, the quorum included, whether it is one of the voters or not. */
    static Evidence<List<Shard>> of(GateCase judged, String nodeId) {
        List<Shard> shards = new ArrayList<>();
        if (hasQuorum(judged.definition())) {
            if (!(judged.voters() instanceof Evidence.Known<Voters> known)) {
                return Evidence.unknown("the voters are not known: " + reason(judged.voters()));
            }
            shards.add(new Shard("", known.value()));
        }
        Evidence<List<Shard>> copies = judged.shards().of(Set.of(nodeId), false);
        if (copies instanceof Evidence.Known<List<Shard>> known) {
            shards.addAll(known.value());
            return Evidence.known(List.copyOf(shards), Instant.EPOCH, SOURCE);
        }
        return copies;
    }

    /** Without a definition nothing else than a quorum is thinkable; it will not be known, either. */
    static boolean hasQuorum(Optional<DatastoreDefinition> definition) {
        return definition
                .map(known -> known.shardClasses().stream()
                        .anyMatch(shards -> shards.durability() instanceof Durability.Quorum))
                .orElse(true);
    }

    private static Set<String> nodes(GateCase judged) {
        Effect effect = judged.effect();
        Set<String> nodes = new TreeSet<>();
        effect.away().ifPresent(nodes::add);
        effect.lost().ifPresent(nodes::add);
        nodes.addAll(shifted(effect.shift()));
        effect.leaves()
                .flatMap(member -> judged.view()
                        .ensemble()
                        .toOptional()
                        .flatMap(ensemble -> ensemble.byId(member))
                        .flatMap(Ensemble.Member::nodeId))
                .ifPresent(nodes::add);
        return nodes;
    }

    private static List<String> shifted(Shift shift) {
        return Stream.concat(
                        Stream.of(shift.promoted(), shift.demoted(), shift.pauses(), shift.rebuilt(), shift.yields())
                                .flatMap(Optional::stream),
                        shift.blocked().stream())
                .toList();
    }

    /** Whether the primary of a shard is changed: then the rules for that say what may be lost, and how long nobody writes. */
    static boolean movesPrimaryOf(GateCase judged, Shard shard) {
        Shift shift = judged.effect().shift();
        if (!(shard.state() instanceof Copies copies) || copies.model() instanceof Copies.Model.Replicated) {
            return false;
        }
        return shift.promoted().isPresent()
                || shift.demoted().filter(node -> leads(List.of(shard), node)).isPresent();
    }

    /**
     * Whether the place of a primary is given anew that nobody holds, as far as is known: nobody can write as it is, and what may
     * be lost is said by the rule for that, also where the old primary took the model's numbers with it.
     */
    static boolean isFailover(GateCase judged) {
        return judged.candidate().work() == WorkClass.AVAILABILITY
                && judged.effect().shift().movesPrimary()
                && !hasQuorum(judged.definition())
                && judged.view().leadership().conflicting().size() < 2
                && judged.view().leadership().contested().isEmpty()
                && !judged.view().leadership().primary().isKnown();
    }

    private static boolean voters(GateCase judged) {
        Effect effect = judged.effect();
        if (effect.voter().isPresent() || effect.leaves().isPresent()) {
            return true;
        }
        return isVoterOrUnknown(judged, effect.away())
                || isVoterOrUnknown(judged, effect.lost())
                || shifted(effect.shift()).stream().anyMatch(node -> isVoterOrUnknown(judged, Optional.of(node)));
    }

    private static boolean isVoterOrUnknown(GateCase judged, Optional<String> nodeId) {
        if (nodeId.isEmpty()) {
            return false;
        }
        return judged.view()
                .ensemble()
                .toOptional()
                .map(ensemble -> ensemble.ofNode(nodeId.get())
                        .filter(member -> member.votes() > 0)
                        .isPresent())
                .orElse(true);
    }

    /** Whether a node takes the writes of any of these shards. */
    static boolean leads(List<Shard> shards, String nodeId) {
        return shards.stream()
                .map(Shard::state)
                .filter(Copies.class::isInstance)
                .flatMap(state -> ((Copies) state).list().stream())
                .anyMatch(copy -> copy.primary() && copy.nodeId().equals(nodeId));
    }

    static String reason(Evidence<?> evidence) {
        return evidence instanceof Evidence.Unknown<?> unknown ? unknown.reason() : "";
    }
}
