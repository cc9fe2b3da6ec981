package io.replicante.core.observe;

import io.replicante.core.connect.Agents;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.Observation;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one node, in their order: action lists, node, store, shards. What was read before its time was over counts;
 * what comes later does not. Thread-safe.
 */
final class NodeReading {
    /** As many as the protocol lets an agent list. */
    private static final int MAX_QUEUED = 50;

    private final AgentEndpoint endpoint;
    private final Set<UUID> lookups;
    private final InstantSource time;
    private final AnswerCheck check;
    private final Instant createdAt;

    private @Nullable Instant startedAt;
    private @Nullable Evidence<ActionsReading> actions;
    private @Nullable Evidence<AgentNode> node;
    private @Nullable Evidence<StoreExtras> store;
    private @Nullable Evidence<ShardsInfo> shards;
    private @Nullable Observation closed;

    NodeReading(AgentEndpoint endpoint, Set<UUID> lookups, InstantSource time, AnswerCheck check) {
        this.endpoint = endpoint;
        this.lookups = Set.copyOf(lookups);
        this.time = time;
        this.check = check;
        createdAt = time.instant();
    }

    AgentEndpoint endpoint() {
        return endpoint;
    }

    /** Reads everything, on the thread of the call. */
    void read(Agents agents) {
        begin();
        try (Agent agent = agents.connect(endpoint)) {
            attempt(() -> actions(agent), reading -> actions = reading);
            attempt(() -> check.check(answered("node", agent.node())), reading -> node = reading);
            attempt(() -> check.check(answered("store", agent.store())), reading -> store = reading);
            attempt(() -> check.check(answered("shards", agent.shards())), reading -> shards = reading);
        }
    }

    /** What was read until now; the reason stands for what was not. Later readings change nothing. */
    synchronized Observation close(String reason) {
        if (closed == null) {
            closed = new Observation(
                    endpoint.node().nodeId(),
                    startedAt == null ? createdAt : startedAt,
                    time.instant(),
                    orUnknown(actions, reason),
                    orUnknown(node, reason),
                    orUnknown(store, reason),
                    orUnknown(shards, reason));
        }
        return closed;
    }

    private synchronized void begin() {
        startedAt = time.instant();
    }

    private static <T> Evidence<T> orUnknown(@Nullable Evidence<T> reading, String reason) {
        return reading == null ? Evidence.unknown(reason) : reading;
    }

    private <T> void attempt(Callable<T> reading, Consumer<Evidence<T>> keep) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        Instant began = time.instant();
        Evidence<T> result;
        try {
            result = Evidence.known(
                    reading.call(), began, "agent " + endpoint.node().nodeId());
        } catch (InterruptedException overdue) {
            Thread.currentThread().interrupt();
            return;
        } catch (Throwable bad) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            result = Evidence.unknown(describe(bad));
        }
        synchronized (this) {
            if (closed == null) {
                keep.accept(result);
            }
        }
    }

    private ActionsReading actions(Agent agent) {
        ActionList queued = check.check("actions.queue", answered("actions.queue", agent.queuedActions()));
        ActionList finished = check.check("actions.finished", answered("actions.finished", agent.finishedActions()));
        Map<UUID, Optional<ActionExecution>> found = new HashMap<>();
        Set<UUID> wanted = new LinkedHashSet<>(lookups);
        queued.actions().stream().limit(MAX_QUEUED).map(ActionSummary::id).forEach(wanted::add);
        for (UUID id : wanted) {
            found.put(id, answered("action " + id, agent.action(id)).map(check::check));
        }
        return new ActionsReading(queued, finished, found);
    }

    private static <T> T answered(String what, @Nullable T answer) {
        return Objects.requireNonNull(answer, () -> what + ": the agent answered nothing");
    }

    static String describe(Throwable failure) {
        String message = failure.getMessage();
        String text = failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "...";
    }
}
