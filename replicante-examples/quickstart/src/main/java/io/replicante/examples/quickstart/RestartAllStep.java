package io.replicante.examples.quickstart;

import io.replicante.platform.process.ProcessNode;
import io.replicante.spec.action.NodeActionPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Somebody asks to restart all servers at once. */
final class RestartAllStep implements Step {
    private static final String WHO = "bob";

    @Override
    public String name() {
        return "restart-all";
    }

    @Override
    public String title() {
        return "All is well; somebody asks to restart all three at once";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(100);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        stage.beginSabotage();
        Map<ProcessNode, Optional<String>> incarnations = new LinkedHashMap<>();
        List<UUID> requests = new ArrayList<>();
        for (ProcessNode node : stage.ensemble().machines()) {
            incarnations.put(node, node.supervisor().state().incarnation());
            requests.add(stage.engine().askRestart(node.machine().nodeId(), WHO));
        }
        for (UUID request : requests) {
            patience.await("restart " + request + " is done", () -> isDone(stage, request));
        }
        patience.await("all is well", stage::isWell);
        boolean renewed = incarnations.entrySet().stream()
                .noneMatch(
                        each -> each.getKey().supervisor().state().incarnation().equals(each.getValue()));
        stage.check(Check.of(
                "every server was restarted", renewed, incarnations.size() + " processes, each a new incarnation"));
    }

    private static boolean isDone(Stage stage, UUID request) {
        Optional<NodeActionPhase> phase = stage.engine().phase(request);
        phase.filter(each -> each.isFinal() && each != NodeActionPhase.DONE).ifPresent(each -> {
            throw new StepFailedException("restart " + request + " ended " + each);
        });
        return phase.equals(Optional.of(NodeActionPhase.DONE));
    }
}
