package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.model.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the datastore's own configuration with the nodes that there are. */
final class MembershipCheck implements DesiredStateCheck {
    private static final Set<String> BY_CONFIGURATION =
            Set.of(FindingCodes.VOTER_LOST, FindingCodes.UNDER_REPLICATED, FindingCodes.SHARD_WITHOUT_QUORUM);

    @Override
    public String name() {
        return "membership";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        if (!view.ensemble().isKnown()) {
            asBefore(view, signals);
        }
        if (view.ensemble() instanceof Evidence.Known<Ensemble> known) {
            lostVoters(view, known.value(), signals);
            leftOvers(view, signals);
            lostLearners(view, signals);
            counts(view, known.value(), signals);
            if (known.value().observed()) {
                signals.add(new Signal(
                        FindingCodes.CONFIGURATION_NOT_REPORTED,
                        Severity.WARNING,
                        Subject.cluster(view.ref().clusterId()),
                        "The datastore's own configuration is not reported: who is a member is only observed.",
                        Map.of("members", known.value().members().size() + " observed")));
            }
        } else if (view.ensemble() instanceof Evidence.Unknown<Ensemble> unknown
                && view.definition().isKnown()
                && !view.nodes().isEmpty()) {
            signals.add(new Signal(
                    FindingCodes.CONFIGURATION_NOT_REPORTED,
                    Severity.WARNING,
                    Subject.cluster(view.ref().clusterId()),
                    "The datastore's own configuration is not known.",
                    Map.of("reason", unknown.reason())));
        }
        return signals;
    }

    /** That the configuration is not read does not bring anybody back: what was found stays, of nodes as long as they do not answer. */
    private static void asBefore(ClusterView view, List<Signal> signals) {
        view.state().findings().values().stream()
                .filter(finding -> BY_CONFIGURATION.contains(finding.code()))
                .filter(finding -> view.node(finding.subject().id())
                        .map(node -> DeclaredGroups.isLost(view, node))
                        .orElse(finding.subject()
                                .equals(Subject.cluster(view.ref().clusterId()))))
                .map(finding -> new Signal(
                        finding.code(), finding.severity(), finding.subject(), finding.message(), finding.evidence()))
                .forEach(signals::add);
    }

    private static void lostVoters(ClusterView view, Ensemble ensemble, List<Signal> signals) {
        for (Ensemble.Member voter : ensemble.voters()) {
            Optional<NodeView> node = voter.nodeId().flatMap(view::node);
            if (node.isEmpty() || DeclaredGroups.isLost(view, node.get())) {
                signals.add(new Signal(
                        FindingCodes.VOTER_LOST,
                        Severity.ERROR,
                        Subject.node(voter.label()),
                        "Voter " + voter.label() + " does not answer.",
                        Map.of("member_id", voter.id())));
            }
        }
    }

    private static void leftOvers(ClusterView view, List<Signal> signals) {
        for (NodeView node : view.nodes().values()) {
            if (DeclaredGroups.isLeftOver(view, node) && node.discovered().isPresent()) {
                signals.add(Signal.of(
                        FindingCodes.ZOMBIE_NODE,
                        Severity.WARNING,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + " was a member, is none any more, and its machine is still there."));
            }
        }
    }

    private static void lostLearners(ClusterView view, List<Signal> signals) {
        for (NodeView node : view.nodes().values()) {
            if (Learners.isLost(view, node)) {
                signals.add(Signal.of(
                        FindingCodes.LEARNER_LOST,
                        Severity.WARNING,
                        Subject.node(node.nodeId()),
                        "Node " + node.nodeId() + " was asked to learn and does not answer; it never had a vote."));
            }
        }
    }

    private static void counts(ClusterView view, Ensemble ensemble, List<Signal> signals) {
        Subject cluster = Subject.cluster(view.ref().clusterId());
        long total =
                ensemble.voters().stream().mapToLong(Ensemble.Member::votes).sum();
        long up = ensemble.voters().stream()
                .filter(voter -> voter.nodeId()
                        .flatMap(view::node)
                        .filter(NodeView::isUp)
                        .isPresent())
                .mapToLong(Ensemble.Member::votes)
                .sum();
        if (total > 0 && up < total / 2 + 1) {
            signals.add(Signal.of(
                    FindingCodes.SHARD_WITHOUT_QUORUM,
                    Severity.ERROR,
                    cluster,
                    up + " of " + total + " votes are known to be up; a quorum needs " + (total / 2 + 1) + "."));
        }
        Optional<Integer> declared = view.spec().declaration().definition().map(ClusterDefinition::desiredNodes);
        if (view.everInitialised() && declared.isPresent() && up < declared.get()) {
            signals.add(Signal.of(
                    FindingCodes.UNDER_REPLICATED,
                    Severity.WARNING,
                    cluster,
                    up + " voters are known to be up, of " + declared.get() + " declared."));
        }
    }
}
