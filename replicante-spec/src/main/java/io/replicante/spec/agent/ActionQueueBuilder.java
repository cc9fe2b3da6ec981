package io.replicante.spec.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link ActionQueue} needs. Not thread-safe. */
public final class ActionQueueBuilder {
    final String clusterId;
    final String nodeId;
    final InstantSource clock;
    final Map<String, ActionHandler> handlers = new HashMap<>(TestActions.handlers());
    final Map<String, ActionPrecondition> preconditions = new HashMap<>();
    Supplier<Optional<String>> incarnation = Optional::empty;
    int maxQueued = 100;
    int maxFinished = 1000;
    int maxIds = 1_000_000;

    @Nullable
    ActionMemory memory;

    @Nullable
    Duration keepFinished;

    ActionQueueBuilder(String clusterId, String nodeId, InstantSource clock) {
        this.clusterId = Objects.requireNonNull(clusterId, "clusterId");
        this.nodeId = Objects.requireNonNull(nodeId, "nodeId");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Registers what carries out a kind.
     *
     * @param kind the kind, {@code domain/name}
     * @param handler carries it out
     * @return this
     * @throws IllegalArgumentException if the kind is registered already or is not of that form
     */
    public ActionQueueBuilder handler(String kind, ActionHandler handler) {
        Objects.requireNonNull(handler, "handler");
        if (!kind.matches("[^/\\s]+/[^/\\s]+")) {
            throw new IllegalArgumentException("the kind " + kind + " is not of the form domain/name");
        }
        if (handlers.putIfAbsent(kind, handler) != null) {
            throw new IllegalArgumentException("the kind " + kind + " is registered already");
        }
        return this;
    }

    /**
     * Sets what tells the node's incarnation. Unless set there is none, and an action for a certain one never begins.
     *
     * @param supplier asked when an action for a certain incarnation is about to begin; bounded in time; empty when the
     *     process does not run; an exception fails the action
     * @return this
     */
    public ActionQueueBuilder incarnation(Supplier<Optional<String>> supplier) {
        incarnation = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Sets how many unfinished actions there may be; 100 unless set.
     *
     * @param actions at least 1
     * @return this
     */
    public ActionQueueBuilder maxQueued(int actions) {
        maxQueued = atLeastOne(actions);
        return this;
    }

    /**
     * Sets how many finished actions are remembered, the newest; 1000 unless set.
     *
     * @param actions at least 1
     * @return this
     */
    public ActionQueueBuilder maxFinished(int actions) {
        maxFinished = atLeastOne(actions);
        return this;
    }

    /**
     * Sets how many actions may be accepted in the life of the queue; a million unless set, which lasts for two years of
     * one action a minute.
     *
     * @param ids at least 1
     * @return this
     */
    public ActionQueueBuilder maxIds(int ids) {
        maxIds = atLeastOne(ids);
        return this;
    }

    /**
     * Sets what must hold when an action of a kind is about to begin, beside its token.
     *
     * @param kind the kind
     * @param precondition asked once, before the first invocation
     * @return this
     * @throws IllegalArgumentException if the kind has one already
     */
    public ActionQueueBuilder precondition(String kind, ActionPrecondition precondition) {
        Objects.requireNonNull(precondition, "precondition");
        if (preconditions.putIfAbsent(kind, precondition) != null) {
            throw new IllegalArgumentException("the kind " + kind + " has a precondition already");
        }
        return this;
    }

    /**
     * Sets what remembers the actions; {@link ActionMemory#inMemory} unless set. {@link #maxFinished} is then its affair.
     *
     * @param value the memory; the queue closes it
     * @return this
     */
    public ActionQueueBuilder memory(ActionMemory value) {
        memory = Objects.requireNonNull(value, "memory");
        return this;
    }

    /**
     * Sets for how long finished actions are kept; as long as there is room unless set. Their ids stay known.
     *
     * @param age from their end
     * @return this
     */
    public ActionQueueBuilder keepFinished(Duration age) {
        keepFinished = Objects.requireNonNull(age, "age");
        return this;
    }

    /**
     * The kinds that were registered.
     *
     * @return the kinds now
     */
    public Set<String> kinds() {
        return Set.copyOf(handlers.keySet());
    }

    /**
     * Makes the queue.
     *
     * @return the queue, not started
     */
    public ActionQueue build() {
        return new ActionQueue(this);
    }

    private static int atLeastOne(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("must be at least 1, is " + value);
        }
        return value;
    }
}
