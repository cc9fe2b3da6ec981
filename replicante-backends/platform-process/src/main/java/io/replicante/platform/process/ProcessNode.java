package io.replicante.platform.process;

import io.replicante.spec.ReplicanteException;
import io.replicante.spec.agent.Supervisor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine with the supervisor of its process, for the agents of the same host. Thread-safe. */
public final class ProcessNode {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessNode.class);

    private final ProcessMachine machine;
    private final Instant createdTime;
    private final NodeFiles files;
    private final ProcessSupervisor supervisor;

    ProcessNode(ProcessMachine machine, Instant createdTime, NodeFiles files, ProcessSupervisor supervisor) {
        this.machine = machine;
        this.createdTime = createdTime;
        this.files = files;
        this.supervisor = supervisor;
    }

    /**
     * The machine.
     *
     * @return its facts
     */
    public ProcessMachine machine() {
        return machine;
    }

    /**
     * Starts and stops the machine's process. After the machine was given back, nothing runs and nothing starts.
     *
     * @return the one supervisor of this machine
     */
    public Supervisor supervisor() {
        return supervisor;
    }

    /**
     * The process that runs now, as the operating system knows it.
     *
     * @return the process, or empty when none runs
     */
    public Optional<ProcessHandle> handle() {
        return supervisor.handle();
    }

    /**
     * Where the output of the process goes; what is older lies beside it, with {@code .1} added to its name.
     *
     * @return the file, which may not exist yet
     */
    public Path log() {
        return files.log();
    }

    /** Starts the process where nobody waits for the outcome: a failure is logged, and seen by the supervisor. */
    void start() {
        try {
            supervisor.start();
        } catch (ReplicanteException failure) {
            LOGGER.atWarn()
                    .addKeyValue("node", machine.nodeId())
                    .setCause(failure)
                    .log("A process could not be started");
        }
    }

    Instant createdTime() {
        return createdTime;
    }

    NodeFiles files() {
        return files;
    }

    ProcessSupervisor process() {
        return supervisor;
    }
}
