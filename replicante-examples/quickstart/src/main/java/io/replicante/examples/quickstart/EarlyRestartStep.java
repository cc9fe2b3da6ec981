package io.replicante.examples.quickstart;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Reason;
import io.replicante.platform.process.ProcessNode;
import io.replicante.spec.action.NodeActionPhase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** While a member is missing, somebody asks to restart another. */
final class EarlyRestartStep implements Step {
    @Override
    public String name() {
        return "ask-too-early";
    }

    @Override
    public String title() {
        return "While a member is missing, somebody asks to restart another";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        ProcessNode survivor = patience.await(
                "a follower is left",
                () -> stage.ensemble().machines().stream()
                        .filter(node -> node.handle().isPresent())
                        .filter(node -> !stage.ensemble().leads(node))
                        .findFirst());
        String nodeId = survivor.machine().nodeId();
        Optional<String> incarnation = survivor.supervisor().state().incarnation();
        UUID request = stage.engine().askRestart(nodeId, "alice");
        Decision decision =
                patience.await("the gate answers", () -> stage.engine().decision(request));
        stage.timeline().note("the answer is " + decision.verdict() + ", because");
        for (Reason reason : decision.against()) {
            stage.timeline().print("            - " + reason.rule() + ": " + reason.message());
        }
        stage.engine().takeBack(request, "alice");
        patience.await(
                "the request is cancelled",
                () -> stage.engine()
                        .phase(request)
                        .filter(phase -> phase == NodeActionPhase.CANCELLED)
                        .isPresent());
        boolean untouched = survivor.supervisor().state().incarnation().equals(incarnation);
        boolean heldBack =
                decision.verdict() == Decision.Verdict.REFUSED || decision.verdict() == Decision.Verdict.WAITING;
        stage.check(Check.of(
                "a restart beside a missing member was held back",
                untouched && heldBack && !decision.against().isEmpty(),
                decision.verdict() + ", and the server of " + nodeId + (untouched ? " ran on" : " was restarted")));
    }
}
