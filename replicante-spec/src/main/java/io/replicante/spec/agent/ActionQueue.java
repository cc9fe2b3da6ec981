package io.replicante.spec.agent;

import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actions of one node, for the authors of agents: accepts them once per id and carries them out one at a time, in the
 * order of their arrival, an action that has begun before all others.
 *
 * <p><b>Ids</b> are never forgotten while the queue lives: a request whose id was ever accepted is refused, also long after
 * the action itself was forgotten and its token has run out. Unless another
 * {@link Builder#memory} is given they are kept in the process (at most 64 bytes each); a queue that has accepted its
 * {@link Builder#maxIds} refuses all further actions rather than forget one, and so does nothing twice.
 *
 * <p><b>Tokens</b> are checked when an action is about to begin: an action that is for another node or another incarnation, of
 * an older epoch than one of the same issuer that has begun, or too late, ends FAILED without effect.
 *
 * <p>Thread-safe. Only {@link #runOnce} runs handlers; everything else returns as soon as its memory does. What outlives
 * the process is the {@link Builder#memory}'s affair; an action that had begun is invoked again.
 */
public final class ActionQueue implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ActionQueue.class);
    private static final Duration CLEAN_EVERY = Duration.ofSeconds(10);

    private final Object monitor = new Object();
    private final ReentrantLock execution = new ReentrantLock();
    private final Map<String, ActionHandler> handlers;
    private final InstantSource clock;
    private final int maxQueued;
    private final int maxIds;
    private final ActionMemory memory;
    private final TokenCheck tokens;
    private final Map<String, ActionPrecondition> preconditions;
    private final @Nullable Duration keepFinished;
    private @Nullable Instant cleaned;
    private @Nullable Future<?> loop;

    private ActionQueue(Builder builder) {
        handlers = Map.copyOf(builder.handlers);
        preconditions = Map.copyOf(builder.preconditions);
        clock = builder.clock;
        maxQueued = builder.maxQueued;
        maxIds = builder.maxIds;
        memory = builder.memory == null ? ActionMemory.inMemory(builder.maxFinished) : builder.memory;
        keepFinished = builder.keepFinished;
        tokens = new TokenCheck(builder.clusterId, builder.nodeId, builder.incarnation, this::beginEpoch);
    }

    /**
     * Begins a queue with the {@code test.*} kinds of {@link ActionKinds}.
     *
     * @param clusterId the cluster that the node belongs to or is meant for
     * @param nodeId the node
     * @param clock tells when actions arrive, begin and end
     * @return the builder
     */
    public static Builder builder(String clusterId, String nodeId, InstantSource clock) {
        return new Builder(clusterId, nodeId, clock);
    }

    /**
     * Accepts an action. A full queue still accepts {@link ActionKinds#TEST_SUCCESS}, and ends it at once: a withdrawal
     * needs no place.
     *
     * @param request what to run
     * @throws ConflictException if the id was accepted before, whatever its kind
     * @throws UnsupportedException if the kind is not known, the token cannot be read, or no further id can be remembered
     * @throws UnavailableException if the queue is full; retrying later is safe
     */
    public void schedule(ActionRequest request) {
        synchronized (monitor) {
            if (memory.knows(request.id())) {
                throw new ConflictException("action " + request.id() + " is known already");
            }
            if (!handlers.containsKey(request.kind())) {
                throw new UnsupportedException("the agent has no action of kind " + request.kind());
            }
            ActionToken.from(request.metadata());
            if (memory.idCount() >= maxIds) {
                throw new UnsupportedException("the agent remembers " + maxIds + " action ids and takes no more");
            }
            ActionExecution action = accepted(request);
            if (memory.unfinishedCount() < maxQueued) {
                memory.put(action);
            } else if (request.kind().equals(ActionKinds.TEST_SUCCESS)) {
                store(action, ActionResult.done());
            } else {
                throw new UnavailableException("the agent's queue is full with " + maxQueued + " actions");
            }
        }
    }

    /**
     * Invokes the action whose turn it is, once. An interrupted invocation leaves its action RUNNING and the thread
     * interrupted.
     *
     * @return whether there was anything to do; false also while another thread runs an invocation
     */
    public boolean runOnce() {
        if (!execution.tryLock()) {
            return false;
        }
        try {
            clean();
            Optional<ActionExecution> next = begin();
            next.ifPresent(this::invoke);
            return next.isPresent();
        } finally {
            execution.unlock();
        }
    }

    /**
     * Runs invocations from now on until {@link #close}. Call it once.
     *
     * @param executor runs them; a handler occupies one of its threads
     * @param interval from the end of one invocation to the start of the next
     * @throws IllegalStateException if it was called before
     */
    public void start(ScheduledExecutorService executor, Duration interval) {
        synchronized (monitor) {
            if (loop != null) {
                throw new IllegalStateException("the action queue was started before");
            }
            loop = executor.scheduleWithFixedDelay(
                    this::runSafely, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Unfinished actions, oldest first.
     *
     * @return all of them
     */
    public ActionList queued() {
        synchronized (monitor) {
            return memory.queued();
        }
    }

    /**
     * Finished actions that are still remembered, newest first.
     *
     * @return the list; complete as long as none was forgotten
     */
    public ActionList finished() {
        synchronized (monitor) {
            return memory.finished();
        }
    }

    /**
     * One action by its id.
     *
     * @param id the action
     * @return the action, or empty when it never came or finished too long ago to be remembered
     */
    public Optional<ActionExecution> find(UUID id) {
        synchronized (monitor) {
            return memory.find(id);
        }
    }

    /** Ends what {@link #start} began, and interrupts an invocation. The action stays RUNNING. Idempotent. */
    @Override
    public void close() {
        synchronized (monitor) {
            if (loop != null) {
                loop.cancel(true);
            }
        }
    }

    private ActionExecution accepted(ActionRequest request) {
        return new ActionExecution(
                request.args(),
                request.createdTime(),
                Optional.empty(),
                request.id(),
                request.kind(),
                request.metadata(),
                clock.instant(),
                new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty()));
    }

    private Optional<ActionExecution> begin() {
        Optional<ActionExecution> next;
        synchronized (monitor) {
            next = memory.next();
        }
        if (next.isEmpty() || next.get().state().phase() == ActionPhase.RUNNING) {
            return next;
        }
        ActionExecution action = next.get();
        // Asks the node for its incarnation, so it happens outside the monitor; only one thread gets here at a time.
        Optional<String> refusal = ActionToken.from(action.metadata())
                .flatMap(token -> tokens.refusal(token, clock.instant()))
                .or(() -> unmet(action));
        ActionResult result = refusal.map(ActionResult::failed).orElseGet(ActionResult::running);
        return Optional.of(store(action, result));
    }

    private Optional<String> unmet(ActionExecution action) {
        ActionPrecondition precondition = preconditions.get(action.kind());
        if (precondition == null) {
            return Optional.empty();
        }
        try {
            return precondition.refusal(action);
        } catch (RuntimeException unknown) {
            return Optional.of("whether the action may begin cannot be told: " + unknown.getMessage());
        }
    }

    private OptionalLong beginEpoch(String issuer, long epoch) {
        synchronized (monitor) {
            return memory.begin(issuer, epoch);
        }
    }

    /** A loop that ended because its memory failed once would be silent for ever. */
    private void runSafely() {
        try {
            runOnce();
        } catch (RuntimeException failure) {
            LOGGER.atWarn().setCause(failure).log("The action queue could not go on and will try again");
        }
    }

    private void clean() {
        if (keepFinished == null) {
            return;
        }
        Instant now = clock.instant();
        synchronized (monitor) {
            if (cleaned == null || !now.isBefore(cleaned.plus(CLEAN_EVERY))) {
                memory.forget(now.minus(keepFinished));
                cleaned = now;
            }
        }
    }

    private void invoke(ActionExecution action) {
        if (action.state().phase().isFinal()) {
            return;
        }
        ActionHandler handler = handlers.get(action.kind());
        if (handler == null) {
            // It was accepted by an agent that had more kinds.
            store(action, ActionResult.failed("the agent has no action of kind " + action.kind()));
            return;
        }
        ActionResult result;
        try {
            result = handler.invoke(action);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception | Error failure) {
            LOGGER.atWarn()
                    .addKeyValue("action", action.id())
                    .addKeyValue("kind", action.kind())
                    .setCause(failure)
                    .log("An action failed");
            result = new ActionResult(
                    ActionPhase.FAILED,
                    new ActionResult.Change.Keep(),
                    new ActionResult.Change.Replace(ActionErrors.of(failure)));
        }
        store(action, result);
    }

    private ActionExecution store(ActionExecution action, ActionResult result) {
        ActionState state = result.applyTo(action.state());
        ActionExecution changed = new ActionExecution(
                action.args(),
                action.createdTime(),
                state.phase().isFinal() ? Optional.of(clock.instant()) : Optional.empty(),
                action.id(),
                action.kind(),
                action.metadata(),
                action.scheduledTime(),
                state);
        synchronized (monitor) {
            memory.put(changed);
        }
        return changed;
    }

    /** Collects what a queue needs. Not thread-safe. */
    public static final class Builder {
        private final String clusterId;
        private final String nodeId;
        private final InstantSource clock;
        private final Map<String, ActionHandler> handlers = new HashMap<>(TestActions.handlers());
        private final Map<String, ActionPrecondition> preconditions = new HashMap<>();
        private Supplier<Optional<String>> incarnation = Optional::empty;
        private int maxQueued = 100;
        private int maxFinished = 1000;
        private int maxIds = 1_000_000;
        private @Nullable ActionMemory memory;
        private @Nullable Duration keepFinished;

        private Builder(String clusterId, String nodeId, InstantSource clock) {
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
        public Builder handler(String kind, ActionHandler handler) {
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
        public Builder incarnation(Supplier<Optional<String>> supplier) {
            incarnation = Objects.requireNonNull(supplier, "supplier");
            return this;
        }

        /**
         * Sets how many unfinished actions there may be; 100 unless set.
         *
         * @param actions at least 1
         * @return this
         */
        public Builder maxQueued(int actions) {
            maxQueued = atLeastOne(actions);
            return this;
        }

        /**
         * Sets how many finished actions are remembered, the newest; 1000 unless set.
         *
         * @param actions at least 1
         * @return this
         */
        public Builder maxFinished(int actions) {
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
        public Builder maxIds(int ids) {
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
        public Builder precondition(String kind, ActionPrecondition precondition) {
            Objects.requireNonNull(precondition, "precondition");
            if (preconditions.putIfAbsent(kind, precondition) != null) {
                throw new IllegalArgumentException("the kind " + kind + " has a precondition already");
            }
            return this;
        }

        /**
         * Sets what remembers the actions; {@link ActionMemory#inMemory} unless set. {@link #maxFinished} is then its affair.
         *
         * @param value the memory, which stays the caller's to close, after the queue
         * @return this
         */
        public Builder memory(ActionMemory value) {
            memory = Objects.requireNonNull(value, "memory");
            return this;
        }

        /**
         * Sets for how long finished actions are kept; as long as there is room unless set. Their ids stay known.
         *
         * @param age from their end
         * @return this
         */
        public Builder keepFinished(Duration age) {
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
}
