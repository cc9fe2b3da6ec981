package io.replicante.spec.agent;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Starts and stops the datastore process of one node. Thread-safe; calls are carried out one after the other.
 *
 * <p>All methods are idempotent: starting what runs and stopping what does not run succeed and change nothing.
 */
public interface Supervisor {
    /**
     * The state of the process.
     *
     * @param running whether it runs
     * @param incarnation changes with every start of the process; empty when it does not run
     */
    record ProcessState(boolean running, Optional<String> incarnation) {
        /** Refuses nulls. */
        public ProcessState {
            Objects.requireNonNull(incarnation, "incarnation");
        }
    }

    /**
     * The state of the process now.
     *
     * @return the state
     */
    ProcessState state();

    /**
     * Starts the process if it does not run.
     *
     * @return the state after the start; a process that ends at once is seen by {@link #state()}
     * @throws io.replicante.spec.UnavailableException if it could not be started
     */
    ProcessState start();

    /**
     * Stops the process, by force when the time is over.
     *
     * @param atMost how long it may take to end by itself
     * @throws io.replicante.spec.IndeterminateException if it could not be stopped
     */
    void stop(Duration atMost);
}
