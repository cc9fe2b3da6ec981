package io.replicante.testkit;

/** What a stream under test is able to do. All are taken for granted unless {@link EventStreamContract#lacks()} names them. */
public enum StreamAbility {
    /** {@link EventStreamContract#open()} reaches the same events and groups again. Without it, every stream begins empty. */
    REOPEN
}
