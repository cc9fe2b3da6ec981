package io.replicante.examples.quickstart;

import java.time.Duration;

/** A chapter of the story. */
interface Step {
    /** Names it in the report. */
    String name();

    /** Says what is going to happen. */
    String title();

    /** How long it may take. */
    Duration deadline();

    /**
     * Lets it happen, and waits until it has.
     *
     * @param stage where it happens
     * @param patience waits, and no longer than the deadline
     * @throws StepFailedException if it does not
     */
    void run(Stage stage, Patience patience) throws InterruptedException;
}
