package io.replicante.agent.zookeeper;

import io.replicante.spec.agent.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that only exists as a number. */
final class FakeSupervisor implements Supervisor {

    final List<String> calls = new ArrayList<>();
    private int incarnation;
    private boolean running;
    private boolean diesAtOnce;

    static FakeSupervisor running() {
        FakeSupervisor supervisor = new FakeSupervisor();
        supervisor.replace();
        return supervisor;
    }

    /** Lets every process end right after its start. */
    FakeSupervisor diesAtOnce() {
        diesAtOnce = true;
        return this;
    }

    /** Puts a new process in the place of the one that runs. */
    void replace() {
        incarnation++;
        running = true;
    }

    @Override
    public ProcessState state() {
        return running
                ? new ProcessState(true, Optional.of("process-" + incarnation))
                : new ProcessState(false, Optional.empty());
    }

    @Override
    public ProcessState start() {
        calls.add("start");
        replace();
        ProcessState started = state();
        running = !diesAtOnce;
        return started;
    }

    @Override
    public void stop(Duration atMost) {
        calls.add("stop process-" + incarnation);
        running = false;
    }
}
