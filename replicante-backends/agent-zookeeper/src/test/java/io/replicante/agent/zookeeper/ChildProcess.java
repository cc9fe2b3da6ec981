package io.replicante.agent.zookeeper;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs a server as a child of the test. */
final class ChildProcess implements Supervisor {

    private final Supplier<List<String>> command;
    private final Path output;
    private Process process;
    private int starts;

    ChildProcess(Supplier<List<String>> command, Path output) {
        this.command = command;
        this.output = output;
        // Also when the tests are broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    @Override
    public synchronized ProcessState state() {
        return process != null && process.isAlive()
                ? new ProcessState(true, Optional.of(starts + "-" + process.pid()))
                : new ProcessState(false, Optional.empty());
    }

    @Override
    public synchronized ProcessState start() {
        if (!state().running()) {
            try {
                process = new ProcessBuilder(command.get())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
                starts++;
            } catch (IOException e) {
                throw new UnavailableException("cannot start", e);
            }
        }
        return state();
    }

    @Override
    public synchronized void stop(Duration atMost) {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndeterminateException("interrupted", e);
        }
    }

    /** Ends the process as a crash would. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
