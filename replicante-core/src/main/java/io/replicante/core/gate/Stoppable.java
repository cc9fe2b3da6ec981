package io.replicante.core.gate;

import io.replicante.core.check.Foreign;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Intent;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells which nodes may stop together. Each shard keeps one number, what it can still miss, that is counted down as nodes are
 * taken; so the work is linear in the number of copies. Nodes with the fewest copies are tried first, then those that are not the
 * primary, then by name. Pure.
 *
 * <p>It answers for the rules that ask for identities, others' changes, copies, incarnations, storage and the primary; windows,
 * budgets and what a person has to agree to are not asked for. Each stop is still judged by the whole gate when it is asked for.
 */
public final class Stoppable {
    private final ClusterView view;
    private final Duration caughtUpMax;
    private final ShardsReading shards;
    /** By the place of the shard; nothing where it is not known. That of the quorum comes last. */
    private final @Nullable Margin[] margins;

    private final int quorumAt;
    private final Map<Integer, String> unknown = new HashMap<>();
    private final Spares spares;
    private final boolean hasQuorum;
    private final Optional<String> leading;
    private final Map<String, int[]> byNode = new HashMap<>();
    private final NavigableMap<String, String> others = new TreeMap<>();

    private Stoppable(ClusterView view, Duration caughtUpMax) {
        this.view = view;
        this.caughtUpMax = caughtUpMax;
        hasQuorum = hasQuorum(view);
        leading = leading(view);
        spares = new Spares(view.spec().declaration().tolerate());
        shards = ShardsReading.of(view, caughtUpMax);
        quorumAt = shards.all().size();
        margins = margins();
    }

    /**
     * Which nodes of a cluster may stop together.
     *
     * @param situation the cluster, and what is wrong in it
     * @param settings the numbers that the rules use
     * @return a maximal set, and what stands against the others
     */
    public static StopSet of(Situation situation, SafetySettings settings) {
        ClusterView view = situation.view();
        Optional<String> nobody = againstAll(situation);
        if (nobody.isPresent()) {
            NavigableMap<String, String> all = new TreeMap<>();
            view.nodes().keySet().forEach(node -> all.put(node, nobody.get()));
            return new StopSet(List.of(), all);
        }
        Stoppable stoppable = new Stoppable(view, settings.caughtUpMax());
        view.nodes().values().forEach(stoppable::look);
        return stoppable.choose();
    }

    private static boolean hasQuorum(ClusterView view) {
        return Touching.hasQuorum(view.definition().toOptional());
    }

    private static Optional<String> againstAll(Situation situation) {
        ClusterView view = situation.view();
        boolean hasQuorum = hasQuorum(view);
        if (view.definition() instanceof Evidence.Unknown<DatastoreDefinition> unknown) {
            return Optional.of(unknown.reason());
        }
        if (hasQuorum && !view.ensemble().isKnown()) {
            return Optional.of("the voters are not known: " + Touching.reason(view.ensemble()));
        }
        Optional<String> unsure = IdentityCertain.against(situation)
                .or(() -> hasQuorum ? Observed.againstVoluntary(situation) : Optional.empty());
        if (unsure.isPresent()) {
            return unsure;
        }
        Foreign.Seen seen = Foreign.look(view);
        Optional<String> foreign =
                seen.changes().stream().findFirst().map(Foreign.Change::what).or(seen::untold);
        if (foreign.isPresent()) {
            return foreign;
        }
        return view.inFlight().stream()
                .map(Intent::candidate)
                .filter(candidate ->
                        candidate.effect().disrupts() || candidate.effect().changesMembership())
                .findFirst()
                .map(candidate -> candidate.kind() + " is not complete yet");
    }

    private void look(NodeView node) {
        String id = node.nodeId();
        Optional<String> against = against(node).or(() -> shards.unread(id));
        if (against.isPresent()) {
            others.put(id, against.get());
            return;
        }
        int[] touched = asked(shards.places(id));
        for (int place : touched) {
            if (margins[place] == null) {
                others.put(id, Objects.requireNonNull(unknown.get(place)));
                return;
            }
        }
        boolean votes = isVoter(node);
        if ((votes || touched.length == 0)
                && leading.isPresent()
                && !view.leadership().primary().isKnown()) {
            others.put(id, "it is not known who the primary is");
            return;
        }
        byNode.put(id, votes ? withQuorum(touched) : touched);
    }

    private static int[] asked(int[] places) {
        for (int place : places) {
            if (place == Holders.UNASKED) {
                return Arrays.stream(places)
                        .filter(each -> each != Holders.UNASKED)
                        .toArray();
            }
        }
        return places;
    }

    private int[] withQuorum(int[] touched) {
        if (margins[quorumAt] == null) {
            margins[quorumAt] = quorum().toOptional().orElseThrow();
        }
        int[] more = Arrays.copyOf(touched, touched.length + 1);
        more[touched.length] = quorumAt;
        return more;
    }

    private @Nullable Margin[] margins() {
        @Nullable Margin[] read = new @Nullable Margin[quorumAt + 1];
        for (Holders holders : shards.all()) {
            Evidence<Copies> state = shards.state(holders);
            if (state instanceof Evidence.Known<Copies> known) {
                read[holders.place()] = Margin.of(holders.name(), known.value(), spares);
            } else {
                unknown.put(holders.place(), "shard " + holders.name() + ": " + Touching.reason(state));
            }
        }
        return read;
    }

    private Evidence<Margin> quorum() {
        return Voters.of(view).map(voters -> {
            int size = view.spec()
                    .declaration()
                    .definition()
                    .map(ClusterDefinition::desiredNodes)
                    .orElse(voters.list().size());
            Instant since = view.now().minus(caughtUpMax);
            boolean ready = voters.list().stream()
                    .allMatch(voter -> voter.up()
                            && voter.nodeId()
                                    .flatMap(view::node)
                                    .flatMap(node -> Facts.caughtUp(node, since))
                                    .orElse(false));
            return Margin.of(voters, size, ready, view.spec().declaration().tolerate());
        });
    }

    private boolean isVoter(NodeView node) {
        return hasQuorum
                && view.ensemble()
                        .toOptional()
                        .filter(ensemble -> ensemble.isVoter(node.nodeId()))
                        .isPresent();
    }

    private Optional<String> against(NodeView node) {
        if (!node.isUp()) {
            return Optional.of("it is not known to be up: " + node.status());
        }
        if (!node.incarnation().isKnown()) {
            return Optional.of("its return could not be seen: " + Touching.reason(node.incarnation()));
        }
        DatastoreDefinition definition = view.definition().toOptional().orElseThrow();
        if (!IncarnationKnown.isDurable(view, definition.members(), node.nodeId())) {
            return Optional.of("it could come back empty: its storage is not known to be durable");
        }
        return leading.filter(reason -> view.leadership().isPrimary(node.nodeId()))
                .map(reason -> "it is the primary; " + reason);
    }

    /** What stands against taking a primary away. */
    private static Optional<String> leading(ClusterView view) {
        return handsOver(view) ? Available.tooLong(view) : Optional.of("its role has to be moved first");
    }

    private static boolean handsOver(ClusterView view) {
        return view.definition()
                .toOptional()
                .filter(known -> known.failover().onStop() == Failover.OnStop.LOSSLESS_HANDOVER)
                .isPresent();
    }

    private StopSet choose() {
        List<String> together = new ArrayList<>();
        List<Map.Entry<String, int[]>> order = new ArrayList<>(byNode.entrySet());
        order.sort(Comparator.comparingInt((Map.Entry<String, int[]> held) -> held.getValue().length)
                .thenComparing(held -> view.leadership().isPrimary(held.getKey()))
                .thenComparing(Map.Entry::getKey));
        for (Map.Entry<String, int[]> held : order) {
            String node = held.getKey();
            Optional<String> against = against(held.getValue(), node);
            if (against.isPresent()) {
                others.put(node, against.get());
            } else {
                for (int place : held.getValue()) {
                    margin(place).take(node);
                }
                together.add(node);
            }
        }
        return new StopSet(together, others);
    }

    private Margin margin(int place) {
        return Objects.requireNonNull(margins[place]);
    }

    private Optional<String> against(int[] places, String node) {
        for (int place : places) {
            Optional<String> against = margin(place).against(node, leading);
            if (against.isPresent()) {
                return against;
            }
        }
        return Optional.empty();
    }
}
