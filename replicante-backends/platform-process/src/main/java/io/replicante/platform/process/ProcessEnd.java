package io.replicante.platform.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the processes of a host that goes away: asks all of them at once, then uses force. */
final class ProcessEnd {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessEnd.class);

    private ProcessEnd() {}

    static void of(List<ProcessNode> nodes, Duration atMost) {
        List<ChildProcess> children = nodes.stream()
                .map(node -> node.process().abandon())
                .flatMap(Optional::stream)
                .toList();
        List<ProcessHandle> descendants =
                children.stream().flatMap(child -> child.descendants().stream()).toList();
        children.forEach(ChildProcess::terminate);
        await(children, atMost);
        children.forEach(ChildProcess::kill);
        descendants.forEach(ProcessHandle::destroyForcibly);
        await(children, ChildProcess.KILL_TIME);
        children.stream()
                .filter(ChildProcess::isAlive)
                .forEach(child -> LOGGER.atError()
                        .addKeyValue("incarnation", child.incarnation())
                        .log("A process does not end"));
    }

    private static void await(List<ChildProcess> children, Duration atMost) {
        try {
            CompletableFuture.allOf(children.stream().map(ChildProcess::ended).toArray(CompletableFuture[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unfinished) {
            LOGGER.atDebug().setCause(unfinished).log("Not all processes have ended by themselves");
        }
    }
}
