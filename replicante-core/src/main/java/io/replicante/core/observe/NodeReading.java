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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one node, in their order: action lists and the ends of our actions, node, store, shards, and then what else is
 * queued, for as long as a part of the node's time allows. So a long queue delays no facts, and the news of an end is older than
 * the facts that confirm it. What was read before its time was over counts; what comes later does not. Thread-safe.
 */
final class NodeReading {
    /** As many as the protocol lets an agent list. */
    private static final int MAX_QUEUED = 50;

    private final AgentEndpoint endpoint;
    private final Set<UUID> lookups;
    private final InstantSource time;
    private final AnswerCheck check;
    private final Duration perNode;
    private final Instant createdAt;

    private @Nullable Instant startedAt;
    private @Nullable Evidence<ActionsReading> actions;
    private @Nullable Evidence<AgentNode> node;
    private @Nullable Evidence<StoreExtras> store;
    private @Nullable Evidence<ShardsInfo> shards;
    private @Nullable Observation closed;

    NodeReading(AgentEndpoint endpoint, Set<UUID> lookups, InstantSource time, AnswerCheck check, Duration perNode) {
        this.endpoint = endpoint;
        this.lookups = Collections.unmodifiableSet(new LinkedHashSet<>(lookups));
        this.time = time;
        this.check = check;
        this.perNode = perNode;
        createdAt = time.instant();
    }

    AgentEndpoint endpoint() {
        return endpoint;
    }

    /** Reads everything, on the thread of the call. */
    void read(Agents agents) {
        begin();
        try (Agent agent = agents.connect(endpoint)) {
            Lookups looked = new Lookups(agent, createdAt().plus(perNode.dividedBy(2)));
            attempt(() -> actions(looked), reading -> actions = reading);
            attempt(() -> check.check(answered("node", agent.node())), reading -> node = reading);
            attempt(() -> check.check(answered("store", agent.store())), reading -> store = reading);
            attempt(() -> check.check(answered("shards", agent.shards())), reading -> shards = reading);
            Optional<Evidence.Known<ActionsReading>> first = read();
            if (first.isPresent()) {
                looked.until = createdAt().plus(perNode.multipliedBy(3).dividedBy(4));
                attempt(
                        () -> queued(looked, first.get().value()),
                        reading -> actions = reading.toOptional()
                                .map(more -> Evidence.known(
                                        more,
                                        first.get().observedAt(),
                                        first.get().source()))
                                .orElse(actions));
            }
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

    private synchronized Instant createdAt() {
        return startedAt == null ? createdAt : startedAt;
    }

    private synchronized Optional<Evidence.Known<ActionsReading>> read() {
        return actions instanceof Evidence.Known<ActionsReading> known ? Optional.of(known) : Optional.empty();
    }

    /** The lists, and those of our actions that may have ended: whatever is not listed as unfinished. */
    private ActionsReading actions(Lookups looked) throws InterruptedException {
        ActionList queued = check.check("actions.queue", answered("actions.queue", looked.agent.queuedActions()));
        ActionList finished =
                check.check("actions.finished", answered("actions.finished", looked.agent.finishedActions()));
        Set<UUID> unfinished = unfinished(queued);
        for (UUID id : lookups) {
            if (!unfinished.contains(id)) {
                looked.look(id, answer -> true);
            }
        }
        return looked.reading(queued, finished);
    }

    /** What is queued: first what is not known yet. That one of ours ended meanwhile is for the next cycle, which reads facts after it. */
    private ActionsReading queued(Lookups looked, ActionsReading first) throws InterruptedException {
        List<UUID> queue = first.queued().actions().stream()
                .limit(MAX_QUEUED)
                .map(ActionSummary::id)
                .toList();
        for (UUID id : queue) {
            if (!lookups.contains(id)) {
                looked.look(id, answer -> true);
            }
        }
        for (UUID id : unfinished(first.queued())) {
            if (lookups.contains(id)) {
                looked.look(
                        id,
                        answer -> answer.filter(
                                        action -> !action.state().phase().isFinal())
                                .isPresent());
            }
        }
        return looked.reading(first.queued(), first.finished());
    }

    private static Set<UUID> unfinished(ActionList queued) {
        return queued.actions().stream()
                .filter(action -> !action.phase().isFinal())
                .map(ActionSummary::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Single actions as their agent tells them. A bad answer spoils what it is about, and nothing else. */
    private final class Lookups {
        private final Agent agent;
        private final Map<UUID, Optional<ActionExecution>> found = new HashMap<>();
        private final Map<UUID, String> unread = new HashMap<>();
        private Instant until;

        private Lookups(Agent agent, Instant until) {
            this.agent = agent;
            this.until = until;
        }

        private void look(UUID id, Predicate<Optional<ActionExecution>> counts) throws InterruptedException {
            if (time.instant().isAfter(until) || found.containsKey(id) || unread.containsKey(id)) {
                return;
            }
            try {
                Optional<ActionExecution> answer =
                        answered("action " + id, agent.action(id)).map(check::check);
                if (counts.test(answer)) {
                    found.put(id, answer);
                }
            } catch (RuntimeException bad) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("the reading is overdue");
                }
                unread.put(id, describe(bad));
            }
        }

        private ActionsReading reading(ActionList queued, ActionList finished) {
            return new ActionsReading(queued, finished, found, unread);
        }
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
