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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
    private final List<Evidence<Margin>> margins = new ArrayList<>();
    private final Spares spares;
    private final boolean hasQuorum;
    private final Optional<String> leading;
    private @Nullable Evidence<Margin> quorum;
    private final Map<String, List<Margin>> byNode = new HashMap<>();
    private final NavigableMap<String, String> others = new TreeMap<>();

    private Stoppable(ClusterView view, Duration caughtUpMax) {
        this.view = view;
        this.caughtUpMax = caughtUpMax;
        spares = new Spares(view.spec().declaration().tolerate());
        hasQuorum = Touching.hasQuorum(view.definition().toOptional());
        leading = leading(view);
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
        Stoppable stoppable = new Stoppable(view, settings.caughtUpMax());
        Optional<String> nobody = stoppable.againstAll(situation);
        if (nobody.isPresent()) {
            view.nodes().keySet().forEach(node -> stoppable.others.put(node, nobody.get()));
            return new StopSet(List.of(), stoppable.others);
        }
        ShardsReading shards = ShardsReading.of(view, settings.caughtUpMax());
        shards.all().forEach(each -> stoppable.margins.add(stoppable.margin(each, shards.state(each))));
        view.nodes().values().forEach(node -> stoppable.look(node, shards));
        return stoppable.choose();
    }

    private Optional<String> againstAll(Situation situation) {
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

    private void look(NodeView node, ShardsReading shards) {
        Optional<String> against = against(node);
        if (against.isPresent()) {
            others.put(node.nodeId(), against.get());
            return;
        }
        if (!(shards.held(node.nodeId()) instanceof Evidence.Known<List<Holders>> held)) {
            others.put(node.nodeId(), Touching.reason(shards.held(node.nodeId())));
            return;
        }
        List<Margin> touched = new ArrayList<>(held.value().size() + 1);
        for (Holders holders : held.value()) {
            Evidence<Margin> margin = margins.get(holders.place());
            if (margin instanceof Evidence.Unknown<Margin> unknown) {
                others.put(node.nodeId(), unknown.reason());
                return;
            }
            touched.add(((Evidence.Known<Margin>) margin).value());
        }
        boolean votes = isVoter(node);
        if ((votes || touched.isEmpty())
                && leading.isPresent()
                && !view.leadership().primary().isKnown()) {
            others.put(node.nodeId(), "it is not known who the primary is");
            return;
        }
        if (votes) {
            touched.add(quorumOnce().toOptional().orElseThrow());
        }
        byNode.put(node.nodeId(), touched);
    }

    private Evidence<Margin> margin(Holders holders, Evidence<Copies> state) {
        return state instanceof Evidence.Unknown<Copies> unknown
                ? Evidence.unknown("shard " + holders.name() + ": " + unknown.reason())
                : state.map(copies -> Margin.of(holders.name(), copies, spares));
    }

    private Evidence<Margin> quorumOnce() {
        Evidence<Margin> read = quorum;
        if (read == null) {
            read = quorum();
            quorum = read;
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
                        .flatMap(ensemble -> ensemble.ofNode(node.nodeId()))
                        .filter(member -> member.votes() > 0)
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
        List<Map.Entry<String, List<Margin>>> order = new ArrayList<>(byNode.entrySet());
        order.sort(Comparator.comparingInt((Map.Entry<String, List<Margin>> held) ->
                        held.getValue().size())
                .thenComparing(held -> view.leadership().isPrimary(held.getKey()))
                .thenComparing(Map.Entry::getKey));
        for (Map.Entry<String, List<Margin>> held : order) {
            String node = held.getKey();
            Optional<String> against = against(held.getValue(), node);
            if (against.isPresent()) {
                others.put(node, against.get());
            } else {
                held.getValue().forEach(margin -> margin.take(node));
                together.add(node);
            }
        }
        return new StopSet(together, others);
    }

    private Optional<String> against(List<Margin> margins, String node) {
        for (Margin margin : margins) {
            Optional<String> against = margin.against(node, leading);
            if (against.isPresent()) {
                return against;
            }
        }
        return Optional.empty();
    }
}
