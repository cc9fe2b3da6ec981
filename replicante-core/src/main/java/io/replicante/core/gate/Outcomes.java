package io.replicante.core.gate;

import io.replicante.core.plan.Situation;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Shift;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that an action can lead to: before, during, after success, after failure, stuck in the middle for ever. */
final class Outcomes {
    private final GateCase judged;

    Outcomes(GateCase judged) {
        this.judged = judged;
    }

    /** One thing that the candidate can lead to. */
    record Outcome(String name, ShardState state) {}

    /** All states in which the candidate may begin: every outcome of every other action in flight. */
    List<ShardState> beginnings(ShardState observed) {
        Set<ShardState> states = new LinkedHashSet<>(Set.of(observed));
        for (Intent other : judged.others()) {
            Set<ShardState> next = new LinkedHashSet<>();
            for (ShardState state : states) {
                of(other.candidate().effect(), state).forEach(outcome -> next.add(outcome.state()));
            }
            states = next;
        }
        return List.copyOf(states);
    }

    /** What the candidate itself can lead to. */
    List<Outcome> ofCandidate(ShardState state) {
        return of(judged.effect(), state);
    }

    private List<Outcome> of(Effect effect, ShardState state) {
        List<Outcome> outcomes = new ArrayList<>(List.of(new Outcome("before", state)));
        effect.away().ifPresent(node -> {
            outcomes.add(new Outcome("while " + node + " is away", state.down(node, true)));
            outcomes.add(new Outcome("if " + node + " never comes back", state.down(node, false)));
        });
        effect.lost()
                .ifPresent(node -> outcomes.add(new Outcome("after " + node + " is lost", state.down(node, false))));
        outcomes.addAll(shifted(effect.shift(), state));
        if (effect.voter().isPresent() || effect.leaves().isPresent()) {
            outcomes.addAll(changed(effect, state));
        }
        return outcomes;
    }

    /** How the shard is while the action runs, whichever node gives its copy, and once somebody has left. */
    List<ShardState> meanwhile(ShardState before) {
        Effect effect = judged.effect();
        List<ShardState> states = new ArrayList<>(running(before));
        effect.leaves()
                .map(before::without)
                .ifPresent(rest -> states.add(effect.voter()
                        .map(newcomer -> rest.joined(voter(newcomer, true)))
                        .orElse(rest)));
        return states;
    }

    private List<ShardState> running(ShardState before) {
        Effect effect = judged.effect();
        ShardState state = before;
        for (String node : effect.away().stream().toList()) {
            state = state.down(node, true);
        }
        for (String node : effect.shift().demoted().stream().toList()) {
            state = state.down(node, true);
        }
        for (String node : effect.shift().rebuilt().stream().toList()) {
            state = state.down(node, false);
        }
        ShardState without = state;
        List<ShardState> states = effect.shift().blocked().stream()
                .map(node -> without.down(node, true))
                .toList();
        return states.isEmpty() ? List.of(without) : states;
    }

    /** Stopped writes are no outcome: they go on by themselves, and how long they may stop is asked for by {@code available}. */
    private static List<Outcome> shifted(Shift shift, ShardState state) {
        List<Outcome> outcomes = new ArrayList<>();
        shift.rebuilt()
                .ifPresent(node -> outcomes.add(
                        new Outcome("while the copy of " + node + " is built anew", state.down(node, false))));
        shift.demoted().ifPresent(node -> {
            outcomes.add(new Outcome("after " + node + " was stopped", state.down(node, true)));
            outcomes.add(new Outcome("if " + node + " never comes back", state.down(node, false)));
        });
        shift.promoted()
                .ifPresent(node -> outcomes.add(new Outcome("after " + node + " took over", state.promoted(node))));
        shift.blocked()
                .forEach(
                        node -> outcomes.add(new Outcome("while " + node + " gives its copy", state.down(node, true))));
        return outcomes;
    }

    private List<Outcome> changed(Effect effect, ShardState state) {
        ShardState remaining = effect.leaves().map(state::left).orElse(state);
        if (effect.voter().isEmpty()) {
            return List.of(new Outcome("after the change", remaining));
        }
        List<Outcome> outcomes = new ArrayList<>();
        String newcomer = effect.voter().get();
        outcomes.add(new Outcome("after the change", remaining.joined(voter(newcomer, true))));
        if (!isCaughtUp(newcomer) && !effect.shift().votesLater()) {
            outcomes.add(new Outcome(
                    "after the change if " + newcomer + " fails", remaining.joined(voter(newcomer, false))));
        }
        if (!effect.atomic() && effect.leaves().isPresent()) {
            outcomes.add(new Outcome("in the middle of the change", remaining));
        }
        if (!effect.atomic() && effect.leaves().isPresent() && state instanceof Voters) {
            boolean whole = effect.shift().votesLater() || isCaughtUp(newcomer);
            outcomes.add(new Outcome("in the middle of the change", state.joined(voter(newcomer, whole))));
        }
        return outcomes;
    }

    private Voters.Voter voter(String nodeId, boolean up) {
        Optional<NodeView> node = judged.view().node(nodeId);
        Optional<String> domain = node.flatMap(NodeView::domain);
        boolean domains = judged.view().nodes().values().stream()
                .anyMatch(each -> each.domain().isPresent());
        return new Voters.Voter(
                node.flatMap(NodeView::memberId).orElse("node:" + nodeId),
                Optional.of(nodeId),
                1,
                domains ? domain : Optional.of("node:" + nodeId),
                up,
                up);
    }

    private boolean isCaughtUp(String nodeId) {
        return isCaughtUp(judged.situation(), nodeId, judged.settings());
    }

    static boolean isCaughtUp(Situation situation, String nodeId, SafetySettings settings) {
        Instant since = situation.view().now().minus(settings.caughtUpMax());
        return situation
                .view()
                .node(nodeId)
                .flatMap(node -> Facts.caughtUp(node, since))
                .orElse(false);
    }
}
