package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.Capacity;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.datastore.Tolerable;
import io.replicante.spec.model.AgentShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Looks at what is declared, or left undeclared, that forbids work for as long as it stays so. */
final class PromiseCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "promise";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        view.definition().toOptional().ifPresent(definition -> {
            for (ShardClass each : definition.shardClasses()) {
                acknowledges(view, definition, each, signals);
            }
            tolerance(view, definition, signals);
            room(view, definition, signals);
        });
        return signals;
    }

    private static void acknowledges(
            ClusterView view, DatastoreDefinition definition, ShardClass shards, List<Signal> signals) {
        boolean weak = shards.acknowledges() != ShardClass.Acknowledges.MODEL
                && !(shards.durability() instanceof Durability.Primary)
                && !(shards.durability() instanceof Durability.Unknown);
        if (weak && hasUndeclared(view, definition, shards)) {
            String by = shards.acknowledges() == ShardClass.Acknowledges.ONE ? "any one copy" : "the primary";
            signals.add(Signal.of(
                    FindingCodes.ACKNOWLEDGES_UNDECLARED,
                    Severity.INFO,
                    new Subject("shards", shards.match()),
                    "The declaration does not say what clients wait for, so that a write may be on " + by
                            + " alone: whatever could lose that copy is refused."));
        }
    }

    private static boolean hasUndeclared(ClusterView view, DatastoreDefinition definition, ShardClass shards) {
        Declaration declaration = view.spec().declaration();
        if (declaration.acknowledges().stream().anyMatch(each -> each.covers(""))) {
            return false;
        }
        return view.nodes().values().stream()
                .flatMap(node -> node.observation().shards().toOptional().stream())
                .flatMap(reading -> reading.shards().stream())
                .map(AgentShard::id)
                .filter(id -> declaration.acknowledges().stream().noneMatch(each -> each.covers(id)))
                .anyMatch(id -> definition.shardClass(id).equals(Optional.of(shards)));
    }

    private static void tolerance(ClusterView view, DatastoreDefinition definition, List<Signal> signals) {
        Optional<Integer> size = view.spec().declaration().definition().map(ClusterDefinition::desiredNodes);
        if (size.isEmpty()) {
            return;
        }
        Declaration.Tolerate wanted = view.spec().declaration().tolerate();
        Tolerable possible = Tolerable.of(definition, view.spec().declaration(), size.get());
        boolean durability = wanted.durability().orElse(0) > possible.durability();
        int asked = (durability ? wanted.durability() : wanted.availability()).orElse(0);
        int most = durability ? possible.durability() : possible.availability();
        int smallest = definition.membership().smallest();
        String why = asked > most
                ? "It is declared to survive " + asked + " failures, and " + size.get() + " nodes survive " + most
                        + " at most: no voluntary work is ever allowed."
                : size.get() < smallest
                        ? "It is declared to have " + size.get() + " nodes, and the datastore wants at least "
                                + smallest + "."
                        : "";
        if (!why.isEmpty()) {
            signals.add(Signal.of(
                    FindingCodes.DECLARATION_CANNOT_BE_MET,
                    Severity.WARNING,
                    Subject.cluster(view.ref().clusterId()),
                    why));
        }
    }

    /** Could every other node take in what a node holds? The two nodes with the least room answer for all. */
    private static void room(ClusterView view, DatastoreDefinition definition, List<Signal> signals) {
        if (!(definition.capacity() instanceof Capacity.Facts capacity)) {
            return;
        }
        Facts facts = Facts.of(view);
        List<NodeView> up =
                view.nodes().values().stream().filter(NodeView::isUp).toList();
        NavigableMap<String, Double> free = new TreeMap<>();
        up.forEach(node -> number(capacity.free(), facts.node(node)).ifPresent(room -> free.put(node.nodeId(), room)));
        List<Map.Entry<String, Double>> tightest = free.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(2)
                .toList();
        if (tightest.isEmpty()) {
            return;
        }
        for (NodeView leaver : up) {
            OptionalDouble needed = number(capacity.needed(), facts.subject(leaver, Optional.empty()));
            boolean tight = tightest.stream()
                    .filter(other -> !other.getKey().equals(leaver.nodeId()))
                    .anyMatch(other -> needed.isPresent() && other.getValue() < needed.getAsDouble());
            if (tight) {
                signals.add(Signal.of(
                        FindingCodes.CANNOT_ABSORB_DRAIN,
                        Severity.WARNING,
                        Subject.node(leaver.nodeId()),
                        "Not every other node has room for what node " + leaver.nodeId() + " holds."));
            }
        }
    }

    private static OptionalDouble number(Expression expression, Facts facts) {
        return expression.evaluate(facts.variables()) instanceof Outcome.Value value
                        && value.value() instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
