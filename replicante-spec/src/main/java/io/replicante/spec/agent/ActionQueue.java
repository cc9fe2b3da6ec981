package io.replicante.spec.agent;

import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actions of one node, for the authors of agents: accepts them once per id and carries them out one at a time, in the
 * order of their arrival, an action that has begun before all others.
 *
 * <p><b>Ids</b> are never forgotten while the queue lives: a request whose id was ever accepted is refused, also long after
 * the action itself was forgotten and its token has run out. Unless another
 * {@link ActionQueueBuilder#memory} is given they are kept in the process (at most 64 bytes each); a queue that has accepted its
 * {@link ActionQueueBuilder#maxIds} refuses all further actions rather than forget one, and so does nothing twice.
 *
 * <p><b>Tokens</b> are checked when an action is about to begin: an action that is for another node or another incarnation, of
 * an older epoch than one of the same issuer that has begun, or too late, ends FAILED without effect.
 *
 * <p>Thread-safe. Only {@link #runOnce} runs handlers; everything else returns as soon as its memory does. What outlives
 * the process is the {@link ActionQueueBuilder#memory}'s affair; an action that had begun is invoked again. Once closed it
 * answers with {@link UnavailableException}.
 */
public final class ActionQueue implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ActionQueue.class);
    private static final Duration CLEAN_EVERY = Duration.ofSeconds(10);

    private final Object monitor = new Object();
    private final ReentrantLock execution = new ReentrantLock();
    private final ActionHandlers handlers;
    private final InstantSource clock;
    private final int maxQueued;
    private final int maxIds;
    private final ActionMemory memory;
    private final TokenCheck tokens;
    private final @Nullable Duration keepFinished;
    private @Nullable Instant cleaned;
    private @Nullable Future<?> loop;
    private boolean closed;

    ActionQueue(ActionQueueBuilder builder) {
        handlers = new ActionHandlers(builder.handlers, builder.preconditions);
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
    public static ActionQueueBuilder builder(String clusterId, String nodeId, InstantSource clock) {
        return new ActionQueueBuilder(clusterId, nodeId, clock);
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
            ActionMemory memory = open();
            if (memory.knows(request.id())) {
                throw new ConflictException("action " + request.id() + " is known already");
            }
            if (!handlers.knows(request.kind())) {
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
     * @return whether there was anything to do; false also while another thread runs an invocation, and when closed
     */
    public boolean runOnce() {
        if (isClosed() || !execution.tryLock()) {
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
     * @throws IllegalStateException if it was called before, or the queue is closed
     */
    public void start(ScheduledExecutorService executor, Duration interval) {
        synchronized (monitor) {
            if (loop != null || closed) {
                throw new IllegalStateException("the action queue was started or closed before");
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
            return open().queued();
        }
    }

    /**
     * Finished actions that are still remembered, newest first.
     *
     * @return the list; complete as long as none was forgotten
     */
    public ActionList finished() {
        synchronized (monitor) {
            return open().finished();
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
            return open().find(id);
        }
    }

    /**
     * Ends what {@link #start} began, interrupts an invocation, whose action stays RUNNING, and closes the memory. No later call
     * is answered. Idempotent.
     */
    @Override
    public void close() {
        synchronized (monitor) {
            if (closed) {
                return;
            }
            closed = true;
            if (loop != null) {
                loop.cancel(true);
            }
            memory.close();
        }
    }

    private boolean isClosed() {
        synchronized (monitor) {
            return closed;
        }
    }

    /** The memory, for whoever holds the monitor. */
    private ActionMemory open() {
        if (closed) {
            throw new UnavailableException("the action queue is closed");
        }
        return memory;
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
            next = open().next();
        }
        if (next.isEmpty() || next.get().state().phase() == ActionPhase.RUNNING) {
            return next;
        }
        ActionExecution action = next.get();
        // Asks the node for its incarnation, so it happens outside the monitor; only one thread gets here at a time.
        Optional<String> refusal = ActionToken.from(action.metadata())
                .flatMap(token -> tokens.refusal(token, clock.instant()))
                .or(() -> handlers.unmet(action));
        ActionResult result = refusal.map(ActionResult::failed).orElseGet(ActionResult::running);
        return Optional.of(store(action, result));
    }

    private OptionalLong beginEpoch(String issuer, long epoch) {
        synchronized (monitor) {
            return open().begin(issuer, epoch);
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
                open().forget(now.minus(keepFinished));
                cleaned = now;
            }
        }
    }

    private void invoke(ActionExecution action) {
        if (action.state().phase().isFinal()) {
            return;
        }
        handlers.invoke(action).ifPresent(result -> store(action, result));
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
            open().put(changed);
        }
        return changed;
    }
}
