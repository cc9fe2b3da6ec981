package io.replicante.core.observe;

import io.replicante.core.connect.Agents;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.view.Observation;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Observes the nodes of a cluster: all at the same time, each within its own deadline, all within a budget. Whatever a node does
 * - hang, lie about its size, throw anything - spoils its own observation only.
 *
 * <p>An agent that ignores its interruption keeps one thread; until it returns, that node is not asked again. Thread-safe.
 */
public final class Observer {
    private final Agents agents;
    private final BoundedCalls calls;
    private final ObservationLimits limits;
    private final AnswerCheck check;
    private final Set<NodeRef> busy = ConcurrentHashMap.newKeySet();

    /**
     * Creates an observer.
     *
     * @param agents reaches the agents
     * @param calls bounds the readings
     * @param limits the deadlines and sizes
     */
    public Observer(Agents agents, BoundedCalls calls, ObservationLimits limits) {
        this.agents = Objects.requireNonNull(agents, "agents");
        this.calls = Objects.requireNonNull(calls, "calls");
        this.limits = Objects.requireNonNull(limits, "limits");
        check = new AnswerCheck(limits);
    }

    /**
     * How long an observation takes at most.
     *
     * @return the budget of a cycle
     */
    public Duration budget() {
        return limits.perCycle();
    }

    /**
     * Observes nodes. Returns within the budget, whatever they do. An interruption ends it early with what was read, and the
     * flag stays set.
     *
     * @param endpoints the nodes
     * @param lookups by node the ids of the actions that are to be looked up on it, in the order of their weight: there may not be
     *     time for all
     * @param time the engine's time, which marks what is read
     * @return one observation for every endpoint, in their order
     */
    public List<Observation> observe(
            List<AgentEndpoint> endpoints, Map<String, Set<UUID>> lookups, InstantSource time) {
        List<NodeReading> readings = endpoints.stream()
                .map(endpoint -> new NodeReading(
                        endpoint,
                        lookups.getOrDefault(endpoint.node().nodeId(), Set.of()),
                        time,
                        check,
                        limits.perNode()))
                .toList();
        Round round = new Round(readings, time);
        round.await();
        String unread = "not read within the cycle's budget of " + limits.perCycle();
        return readings.stream().map(reading -> reading.close(unread)).toList();
    }

    /** One round over all nodes of a cluster: as many chains as may be at work at once, each reading node after node. */
    private final class Round {
        private final List<NodeReading> readings;
        private final InstantSource time;
        private final Instant until;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private int next;
        private int open;

        private Round(List<NodeReading> readings, InstantSource time) {
            this.readings = readings;
            this.time = time;
            until = time.instant().plus(limits.perCycle());
            open = readings.size();
        }

        private void await() {
            if (readings.isEmpty()) {
                return;
            }
            CompletableFuture<Void> alarm = calls.alarm(limits.perCycle());
            Future<?> unused = alarm.thenRun(() -> over.complete(null));
            for (int chain = 0; chain < Math.min(limits.atOnce(), readings.size()); chain++) {
                readOn();
            }
            try {
                over.get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            } finally {
                stop();
                alarm.cancel(false);
            }
        }

        /** Reads one node after the other until a call does not return at once; its end goes on with the next. */
        private void readOn() {
            Optional<NodeReading> reading = take();
            while (reading.isPresent()) {
                NodeReading current = reading.get();
                CompletableFuture<Void> call = start(current);
                if (!call.isDone()) {
                    Future<?> unused = call.whenComplete((nothing, failure) -> {
                        finish(current, failure);
                        readOn();
                    });
                    return;
                }
                Future<?> unused = call.whenComplete((nothing, failure) -> finish(current, failure));
                reading = take();
            }
        }

        private CompletableFuture<Void> start(NodeReading reading) {
            NodeRef node = reading.endpoint().node();
            if (!busy.add(node)) {
                return CompletableFuture.failedFuture(
                        new UnavailableException("the previous reading of this node has not returned yet"));
            }
            Duration left = Duration.between(time.instant(), until);
            Duration atMost = left.compareTo(limits.perNode()) < 0 ? left : limits.perNode();
            AtomicBoolean begun = new AtomicBoolean();
            CompletableFuture<Void> call = calls.start(atMost, () -> {
                begun.set(true);
                try {
                    reading.read(agents);
                } finally {
                    busy.remove(node);
                }
                return null;
            });
            return call.whenComplete((nothing, failure) -> {
                if (!begun.get()) {
                    busy.remove(node);
                }
            });
        }

        private void finish(NodeReading reading, @Nullable Throwable failure) {
            reading.close(failure == null ? "not answered" : describe(failure));
            synchronized (this) {
                open--;
                if (open > 0) {
                    return;
                }
            }
            over.complete(null);
        }

        private String describe(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return cause instanceof TimeoutException
                    ? "no answer within " + limits.perNode()
                    : NodeReading.describe(cause);
        }

        private synchronized Optional<NodeReading> take() {
            if (next >= readings.size() || !time.instant().isBefore(until)) {
                return Optional.empty();
            }
            next++;
            return Optional.of(readings.get(next - 1));
        }

        private synchronized void stop() {
            next = readings.size();
        }
    }
}
