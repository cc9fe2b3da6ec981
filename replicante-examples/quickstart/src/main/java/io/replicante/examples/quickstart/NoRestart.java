package io.replicante.examples.quickstart;

import io.replicante.spec.agent.Supervisor;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A supervisor that starts nothing again once it has stopped it, and says nothing of that. */
final class NoRestart implements Supervisor {
    private final Supervisor supervisor;
    private final BooleanSupplier begun;
    private volatile boolean stopped;

    NoRestart(Supervisor supervisor, BooleanSupplier begun) {
        this.supervisor = supervisor;
        this.begun = begun;
    }

    @Override
    public ProcessState state() {
        return supervisor.state();
    }

    @Override
    public ProcessState start() {
        return stopped ? supervisor.state() : supervisor.start();
    }

    @Override
    public void stop(Duration atMost) {
        supervisor.stop(atMost);
        stopped = begun.getAsBoolean();
    }
}
