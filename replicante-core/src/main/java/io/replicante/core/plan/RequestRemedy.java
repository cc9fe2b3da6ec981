package io.replicante.core.plan;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.ProvisionOrder;
import io.replicante.core.state.Target;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.NodeView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Footprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts what people and hosts asked for before the same gate as everything else. */
final class RequestRemedy implements Remedy {
    @Override
    public String name() {
        return "request";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        List<Candidate> proposed = new ArrayList<>(provisions(situation));
        proposed.addAll(actions(situation));
        return proposed;
    }

    private List<Candidate> provisions(Situation situation) {
        return situation.view().state().orchestrations().values().stream()
                .map(Orchestration::action)
                .filter(action -> action.kind().equals(Candidate.PROVISION))
                .filter(action -> action.phase() == OrchestratorActionPhase.RUNNING)
                .filter(action -> !ProvisionOrder.wasAsked(action))
                .map(this::provision)
                .toList();
    }

    private Candidate provision(OrchestratorAction action) {
        return new Candidate(
                "request|" + action.id(),
                Candidate.PROVISION,
                WorkClass.VOLUNTARY,
                name(),
                Optional.empty(),
                List.of(),
                Optional.of(ProvisionOrder.of(action.args()).group()),
                action.args(),
                Effect.provisioning(false),
                List.of(),
                Optional.of(action.id()),
                action.actor(),
                false);
    }

    private List<Candidate> actions(Situation situation) {
        return situation.view().state().actions().values().stream()
                .filter(action -> action.phase() == NodeActionPhase.PENDING_SCHEDULE)
                .sorted(Comparator.comparing(NodeAction::createdTime).thenComparing(NodeAction::id))
                .map(action -> candidate(situation, action))
                .toList();
    }

    private Candidate candidate(Situation situation, NodeAction action) {
        String nodeId = action.node().nodeId();
        Optional<NodeView> node = situation.view().node(nodeId);
        Optional<ActionDefinition> defined = situation
                .definition()
                .flatMap(definition -> definition.action(action.kind()))
                .map(each -> Described.asFarAsKnown(situation.view(), each, node, Optional.empty()))
                .filter(each -> each.runsOn() == ActionDefinition.RunsOn.SUBJECT);
        Footprint footprint = ActionKinds.isTest(action.kind())
                ? Footprint.EMPTY
                : defined.map(ActionDefinition::footprint).orElse(Footprint.WORST);
        Target target =
                node.map(Candidates::target).orElseGet(() -> new Target(nodeId, Optional.empty(), Optional.empty()));
        return new Candidate(
                "request|" + action.id(),
                action.kind(),
                WorkClass.VOLUNTARY,
                name(),
                Optional.of(nodeId),
                List.of(target),
                Optional.empty(),
                action.args(),
                Effects.of(situation.view(), action.kind(), footprint, node, Optional.empty()),
                List.of(),
                Optional.of(action.id()),
                action.actor(),
                defined.map(ActionDefinition::idempotent).orElse(false));
    }
}
