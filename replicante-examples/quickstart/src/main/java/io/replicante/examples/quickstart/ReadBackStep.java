package io.replicante.examples.quickstart;

import io.replicante.platform.process.ProcessNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that was ever acknowledged is read back, from every server that votes and runs. */
final class ReadBackStep implements Step {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReadBackStep.class);

    @Override
    public String name() {
        return "read-back";
    }

    @Override
    public String title() {
        return "Every acknowledged write is read back";
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(60);
    }

    @Override
    public void run(Stage stage, Patience patience) throws InterruptedException {
        stage.writer().close();
        List<String> acknowledged = stage.ledger().paths();
        if (acknowledged.isEmpty()) {
            stage.timeline().note("nothing was ever acknowledged, so there is nothing to read");
            stage.readBack(0);
            return;
        }
        Set<String> missing = new TreeSet<>();
        for (ProcessNode node : readers(stage, patience)) {
            String server = ZooKeeperServers.clientAddress(node.machine());
            List<String> lost =
                    patience.await(node.machine().nodeId() + " can be read", () -> attempt(server, acknowledged));
            stage.timeline()
                    .note(node.machine().nodeId() + " holds " + (acknowledged.size() - lost.size()) + " of "
                            + acknowledged.size() + " acknowledged writes");
            missing.addAll(lost);
        }
        stage.readBack(acknowledged.size() - missing.size());
        if (!missing.isEmpty()) {
            throw new StepFailedException("acknowledged writes are lost: " + missing);
        }
    }

    private static List<ProcessNode> readers(Stage stage, Patience patience) throws InterruptedException {
        return patience.await("a member can be read", () -> {
            List<ProcessNode> found = stage.ensemble().machines().stream()
                    .filter(stage.ensemble()::isHealthy)
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(found);
        });
    }

    private static Optional<List<String>> attempt(String server, List<String> acknowledged) {
        try {
            return Optional.of(ReadBack.missing(server, acknowledged));
        } catch (IOException unreachable) {
            LOGGER.atInfo().addKeyValue("server", server).setCause(unreachable).log("Reading is tried again");
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailedException("interrupted while reading", interrupted);
        }
    }
}
