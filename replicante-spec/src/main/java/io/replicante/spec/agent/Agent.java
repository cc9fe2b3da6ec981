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
 *
 * <p><b>Rules</b> have numbers, A<i>chapter</i>.<i>rule</i>, and the contract tests that every implementation runs name them.
 * Those of a method are listed with it; these concern them all:
 *
 * <ul>
 *   <li>A1.1 A reading holds what was so before the call began.
 *   <li>A1.2 An interrupt ends a call early.
 *   <li>A3.1 Actions are carried out one at a time, in the order in which they were accepted.
 *   <li>A3.2 The phase of an action never goes back, and a final one never changes.
 *   <li>A3.3 Every agent has the kinds {@link ActionKinds#TEST_SUCCESS}, {@link ActionKinds#TEST_FAIL} and
 *       {@link ActionKinds#TEST_LOOP}.
 * </ul>
 *
 * <p>Where an agent understands an {@link ActionToken}, an action ends FAILED, with an error and without effect, if at the
 * start of its execution
 *
 * <ul>
 *   <li>A4.1 the token is for another cluster or another node, or
 *   <li>A4.2 it is later than the token's not-after, or
 *   <li>A4.3 an action of a greater epoch of the same issuer has begun before, or
 *   <li>A4.4 the token names an incarnation that is not the node's.
 * </ul>
 */
public interface Agent extends AutoCloseable {
    /**
     * What is known of the node with or without the datastore process.
     *
     * <ul>
     *   <li>A1.3 It carries the id under which the node was discovered.
     *   <li>A1.4 It needs no running process.
     * </ul>
     *
     * @return the node
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    AgentNode node();

    /**
     * What is known with the help of the running datastore process.
     *
     * <ul>
     *   <li>A1.5 Without the process it is not available.
     * </ul>
     *
     * @return the extras
     * @throws io.replicante.spec.UnavailableException if the agent or the process cannot be reached
     */
    StoreExtras store();

    /**
     * The copies on this node. A1.5 applies.
     *
     * @return the copies
     * @throws io.replicante.spec.UnavailableException if the agent or the process cannot be reached
     */
    ShardsInfo shards();

    /**
     * Unfinished actions.
     *
     * <ul>
     *   <li>A3.4 The oldest come first.
     * </ul>
     *
     * @return the list, which says whether it is complete
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    ActionList queuedActions();

    /**
     * Finished actions that the agent still remembers.
     *
     * <ul>
     *   <li>A3.5 The newest come first.
     * </ul>
     *
     * @return the list, which says whether it is complete
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    ActionList finishedActions();

    /**
     * One action by its id.
     *
     * <ul>
     *   <li>A3.6 It holds what was asked for, unchanged, and when the agent accepted it.
     * </ul>
     *
     * @param id the action
     * @return the action, or empty when the agent does not know the id
     * @throws io.replicante.spec.UnavailableException if the agent cannot be reached
     */
    Optional<ActionExecution> action(UUID id);

    /**
     * Hands an action over to be run once. Idempotent by id, so that a request may be repeated, and withdrawn by occupying
     * its id.
     *
     * <ul>
     *   <li>A2.1 An id that was ever accepted is refused for ever, whatever the kind, known or not.
     *   <li>A2.2 Under an id that was accepted with {@link ActionKinds#TEST_SUCCESS} nothing else ever runs.
     *   <li>A2.3 Of several requests with one id exactly one is accepted.
     *   <li>A2.4 A request that was refused for its kind leaves its id free.
     * </ul>
     *
     * @param request what to run
     * @throws io.replicante.spec.ConflictException if the id is known already: the first request stands
     * @throws io.replicante.spec.UnsupportedException if the kind is not known, or its token or preconditions do not hold
     * @throws io.replicante.spec.UnavailableException if the request certainly did not arrive
     * @throws io.replicante.spec.IndeterminateException if it may have arrived
     */
    void schedule(ActionRequest request);

    /** Lets go of connections. Idempotent. A5.1: it never stops the node or its actions. */
    @Override
    default void close() {}
}
