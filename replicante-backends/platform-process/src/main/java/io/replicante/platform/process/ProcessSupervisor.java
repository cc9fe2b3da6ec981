package io.replicante.platform.process;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the process of one machine. */
final class ProcessSupervisor implements Supervisor {
    /** How long a call waits for the one before it, beside the time that a stop may take. */
    private static final Duration TURN = Duration.ofSeconds(30);

    /** How long a start that is under way may take when the host is closed. */
    private static final Duration START_TIME = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessSupervisor.class);

    /**
     * What all machines of a host share.
     *
     * @param clock tells the time where the operating system does not
     * @param threads makes the thread that reads a process's output
     * @param logBytes how much output is kept for each machine
     */
    record Surroundings(InstantSource clock, ThreadFactory threads, long logBytes) {}

    private final ProcessMachine machine;
    private final NodeFiles files;
    private final ProcessTemplate template;
    private final Surroundings surroundings;
    private final PortReservation reservation;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable ChildProcess child;
    private volatile boolean retired;

    ProcessSupervisor(
            ProcessMachine machine,
            NodeFiles files,
            ProcessTemplate template,
            Surroundings surroundings,
            PortReservation reservation) {
        this.machine = machine;
        this.files = files;
        this.template = template;
        this.surroundings = surroundings;
        this.reservation = reservation;
    }

    @Override
    public ProcessState state() {
        ChildProcess current = child;
        return current != null && current.isAlive()
                ? new ProcessState(true, Optional.of(current.incarnation()))
                : new ProcessState(false, Optional.empty());
    }

    @Override
    public ProcessState start() {
        takeTurn();
        try {
            ProcessState now = state();
            if (now.running()) {
                return now;
            }
            startChild();
            return state();
        } catch (IOException failure) {
            throw new UnavailableException("the process of " + machine.nodeId() + " could not be started", failure);
        } finally {
            turn.unlock();
        }
    }

    private void startChild() throws IOException {
        refuseIfRetired();
        ProcessCommand command = template.command(machine);
        if (!Files.exists(files.wanted())) {
            Files.createFile(files.wanted());
        }
        reservation.release();
        refuseIfRetired();
        ChildProcess started =
                ChildProcess.start(machine, command, surroundings.clock().instant());
        child = started;
        try {
            JsonFile.replace(files.process(), started.identity());
            Thread reader = surroundings
                    .threads()
                    .newThread(new CappedLog(started.process().getInputStream(), files.log(), surroundings.logBytes()));
            reader.start();
        } catch (IOException | RuntimeException failure) {
            started.kill();
            throw failure;
        }
        LOGGER.atInfo()
                .addKeyValue("node", machine.nodeId())
                .addKeyValue("incarnation", started.incarnation())
                .log("Started a process");
    }

    @Override
    public void stop(Duration atMost) {
        takeTurn();
        try {
            Files.deleteIfExists(files.wanted());
            ChildProcess current = child;
            if (current == null) {
                return;
            }
            if (!current.stop(atMost)) {
                throw new IndeterminateException("the process of " + machine.nodeId() + " does not end");
            }
            Files.deleteIfExists(files.process());
            LOGGER.atInfo()
                    .addKeyValue("node", machine.nodeId())
                    .addKeyValue("incarnation", current.incarnation())
                    .log("Stopped a process");
        } catch (IOException failure) {
            throw new IndeterminateException("the process of " + machine.nodeId() + " may come back", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IndeterminateException(
                    "interrupted while the process of " + machine.nodeId() + " was stopped", interrupted);
        } finally {
            turn.unlock();
        }
    }

    /** The process that runs now. */
    Optional<ProcessHandle> handle() {
        return Optional.ofNullable(child)
                .filter(ChildProcess::isAlive)
                .map(each -> each.process().toHandle());
    }

    /** Whether the process was running when its host went away, or should have been. */
    boolean isWanted() {
        return Files.exists(files.wanted());
    }

    /** Stops the process by force and for good. */
    void retire() {
        takeTurn();
        try {
            retired = true;
            stop(Duration.ZERO);
            reservation.release();
        } finally {
            turn.unlock();
        }
    }

    /** Refuses further starts; the process, if one runs, is left to the caller. */
    Optional<ChildProcess> abandon() {
        retired = true;
        reservation.release();
        try {
            // A start that is under way has begun before it could see the refusal.
            if (turn.tryLock(START_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                turn.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(child).filter(ChildProcess::isAlive);
    }

    private void refuseIfRetired() {
        if (retired) {
            throw new UnavailableException("machine " + machine.nodeId() + " starts nothing any more");
        }
    }

    private void takeTurn() {
        try {
            if (!turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("another call for the process of " + machine.nodeId() + " goes on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(
                    "interrupted before the process of " + machine.nodeId() + " was touched", interrupted);
        }
    }
}
