package io.replicante.spec.agent;

import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.util.Optional;
import java.util.UUID;

/**
 * Observes one datastore node and runs actions on it.
 *
 * <p><b>Blocking:</b> every method may block on I/O; the engine calls from its own executor, bounds each call by a deadline
 * and interrupts it when that has passed, which an implementation honours.
 *
 * <p><b>Thread safety:</b> methods may be called concurrently.
 *
 * <p><b>Failure:</b> readings throw {@link io.replicante.spec.UnavailableException} when they could not be made; retrying
 * them is always safe. What is returned was read after the call began: an agent never answers from a cache.
 */
public interface Agent extends AutoCloseable {
    /**
     * What is known of the node with or without the datastore process.
     *
     * @return the node
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    AgentNode node();

    /**
     * What is known with the help of the running datastore process.
     *
     * @return the extras
     * @throws io.replicante.spec.UnavailableException if the agent or the process cannot be reached
     */
    StoreExtras store();

    /**
     * The copies on this node.
     *
     * @return the copies
     * @throws io.replicante.spec.UnavailableException if the agent or the process cannot be reached
     */
    ShardsInfo shards();

    /**
     * Unfinished actions, oldest first.
     *
     * @return the list, which says whether it is complete
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    ActionList queuedActions();

    /**
     * Finished actions that the agent still remembers, newest first.
     *
     * @return the list, which says whether it is complete
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    ActionList finishedActions();

    /**
     * One action by its id.
     *
     * @param id the action
     * @return the action, or empty when the agent does not know the id
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    Optional<ActionExecution> action(UUID id);

    /**
     * Hands an action over to be run once. Idempotent by id: an id that was ever accepted is refused for ever, whatever
     * its kind, so that a request may be repeated, and withdrawn by occupying its id.
     *
     * @param request what to run
     * @throws io.replicante.spec.ConflictException if the id is known already: the first request stands
     * @throws io.replicante.spec.UnsupportedException if the kind is not known, or its token or preconditions do not hold
     * @throws io.replicante.spec.UnavailableException if the request certainly did not arrive
     * @throws io.replicante.spec.IndeterminateException if it may have arrived
     */
    void schedule(ActionRequest request);

    /** Lets go of connections; never stops the node. Idempotent. */
    @Override
    default void close() {}
}
