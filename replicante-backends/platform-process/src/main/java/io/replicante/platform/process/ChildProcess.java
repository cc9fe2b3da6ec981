package io.replicante.platform.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that was started here, with what it started in its turn. Thread-safe. */
final class ChildProcess {
    /** How long the operating system may take to end a process by force. */
    static final Duration KILL_TIME = Duration.ofSeconds(10);

    private final Process process;
    private final Instant startedTime;

    private ChildProcess(Process process, Instant startedTime) {
        this.process = process;
        this.startedTime = startedTime;
    }

    /** Starts a process; somebody must read its output. */
    static ChildProcess start(ProcessMachine machine, ProcessCommand command, Instant now) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.arguments())
                .directory(machine.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        ChildProcess child =
                new ChildProcess(process, process.info().startInstant().orElse(now));
        try {
            process.getOutputStream().close();
        } catch (IOException failure) {
            child.kill();
            throw failure;
        }
        return child;
    }

    Process process() {
        return process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Names this start of the process: process ids are used again, a start is not. */
    String incarnation() {
        return process.pid() + "@" + startedTime;
    }

    /** What tells the process from others that get its id later, for a host that finds it left behind. */
    ObjectNode identity() {
        return ProcessIdentity.of(process.pid(), startedTime).toJson();
    }

    /**
     * Ends the process and its descendants, by force when the time is over.
     *
     * @return whether it has ended
     */
    boolean stop(Duration atMost) throws InterruptedException {
        List<ProcessHandle> descendants = descendants();
        // Process.destroy() would close the pipe and lose what the process says last.
        process.toHandle().destroy();
        process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        descendants.forEach(ProcessHandle::destroyForcibly);
        kill();
        return process.waitFor(KILL_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the process to end. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Ends the process and its descendants by force, without waiting for it. */
    void kill() {
        List<ProcessHandle> descendants = descendants();
        process.toHandle().destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    CompletableFuture<ProcessHandle> ended() {
        return process.toHandle().onExit();
    }

    List<ProcessHandle> descendants() {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            return descendants.toList();
        }
    }
}
