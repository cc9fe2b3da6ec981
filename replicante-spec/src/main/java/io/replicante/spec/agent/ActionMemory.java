package io.replicante.spec.agent;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What an {@link ActionQueue} remembers: unfinished actions in the order of their arrival, the newest finished ones, the id of
 * every action for ever, and the greatest epoch that has begun for every issuer.
 *
 * <p><b>Durability:</b> what a method was told is remembered when it returns, for as long as the memory promises. A durable one
 * has the same answers after the end of its process, however that came. <b>Thread safety:</b> none needed; a queue makes one
 * call at a time. <b>Failure:</b> a memory that cannot write throws {@link io.replicante.spec.UnavailableException} and has not
 * changed.
 */
public interface ActionMemory extends AutoCloseable {
    /**
     * A memory that lasts as long as its process.
     *
     * @param maxFinished how many finished actions it keeps, the newest; at least 1
     * @return an empty memory
     */
    static ActionMemory inMemory(int maxFinished) {
        if (maxFinished < 1) {
            throw new IllegalArgumentException("must be at least 1, is " + maxFinished);
        }
        return new InMemoryActions(maxFinished);
    }

    /**
     * Whether an action was ever put under an id, also one that is forgotten.
     *
     * @param id the id
     * @return true if so
     */
    boolean knows(UUID id);

    /**
     * How many ids are known.
     *
     * @return the number
     */
    int idCount();

    /**
     * How many unfinished actions there are.
     *
     * @return the number
     */
    int unfinishedCount();

    /**
     * Remembers an action as it is now, in the place of what it was. A new one comes last; one that has ended is the newest of
     * the finished, of which the oldest may be forgotten.
     *
     * @param action the action
     */
    void put(ActionExecution action);

    /**
     * The action whose turn it is: one that has begun before one that has not, then the one that waits longest.
     *
     * @return the action, or empty when none is unfinished
     */
    Optional<ActionExecution> next();

    /**
     * One action.
     *
     * @param id the action
     * @return the action, or empty when it never came or is forgotten
     */
    Optional<ActionExecution> find(UUID id);

    /**
     * Unfinished actions, oldest first.
     *
     * @return all of them
     */
    ActionList queued();

    /**
     * Finished actions, newest first.
     *
     * @return those that are not forgotten; complete as long as none ever was
     */
    ActionList finished();

    /**
     * Forgets finished actions; their ids stay known.
     *
     * @param finishedBefore those that ended earlier
     */
    void forget(Instant finishedBefore);

    /**
     * Remembers that an action is about to begin, unless one of a greater epoch has begun before.
     *
     * @param issuer who issued its token
     * @param epoch the epoch of its token
     * @return the greatest epoch of the issuer that has begun, this one included; empty when no further issuer can be remembered
     */
    OptionalLong begin(String issuer, long epoch);

    /** Lets go of files. Idempotent. */
    @Override
    default void close() {}
}
