package io.replicante.core.world;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionState;
import java.util.Optional;

/** What becomes of the actions that the agents of a world's machines have taken, one step at a time. */
record AgentRuns(World world) {
    void run(Machine machine) {
        machine.actions.replaceAll(
                (id, action) -> action.state().phase().isFinal() ? action : carriedOut(machine, action));
    }

    private ActionExecution carriedOut(Machine machine, ActionExecution action) {
        ActionPhase phase = action.state().phase();
        ActionPhase next = ActionPhase.DONE;
        switch (action.kind()) {
            case ActionKinds.CLUSTER_LEARN -> {
                machine.learner = true;
                machine.start();
                if (world.learnersHang || phase == ActionPhase.RUNNING) {
                    machine.kill();
                    next = world.learningNeverEnds ? ActionPhase.RUNNING : ActionPhase.DONE;
                }
            }
            case ActionKinds.CLUSTER_ADD ->
                world.join(member(action.args().get("node").asText()));
            case ActionKinds.CLUSTER_SWAP -> {
                world.configured.remove(action.args().get("leave").asText());
                world.join(member(action.args().get("join").asText()));
            }
            case ActionKinds.CLUSTER_REMOVE -> {
                world.configured.remove(action.args().get("node").asText());
                world.configurationVersion++;
            }
            case ActionKinds.STORE_RESTART -> {
                if (phase == ActionPhase.NEW) {
                    machine.kill();
                    next = ActionPhase.RUNNING;
                } else if (world.restartsComeBack) {
                    machine.start();
                } else {
                    next = ActionPhase.RUNNING;
                }
            }
            default -> next = action.kind().startsWith("acme.") ? ActionPhase.RUNNING : ActionPhase.DONE;
        }
        return with(action, next);
    }

    private static String member(String line) {
        return line.substring("server.".length(), line.indexOf('='));
    }

    private ActionExecution with(ActionExecution action, ActionPhase phase) {
        return new ActionExecution(
                action.args(),
                action.createdTime(),
                phase.isFinal() ? Optional.of(world.now) : Optional.empty(),
                action.id(),
                action.kind(),
                action.metadata(),
                action.scheduledTime(),
                new ActionState(phase, Optional.empty(), Optional.empty()));
    }
}
