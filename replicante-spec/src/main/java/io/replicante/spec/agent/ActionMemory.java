package io.replicante.spec.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an {@link ActionQueue} remembers: unfinished actions in the order of their scheduling, the newest finished ones, and
 * every id for ever. This is the one place to replace when actions are to outlive the host. Not thread-safe.
 */
final class ActionMemory {
    private final int maxFinished;
    private final IdSet ids = new IdSet();
    private final Map<UUID, ActionExecution> unfinished = new LinkedHashMap<>();
    private final Deque<ActionExecution> finished = new ArrayDeque<>();
    private boolean finishedComplete = true;

    ActionMemory(int maxFinished) {
        this.maxFinished = maxFinished;
    }

    boolean knows(UUID id) {
        return ids.contains(id);
    }

    int idCount() {
        return ids.size();
    }

    int unfinishedCount() {
        return unfinished.size();
    }

    void put(ActionExecution action) {
        ids.add(action.id());
        if (!action.state().phase().isFinal()) {
            unfinished.put(action.id(), action);
            return;
        }
        unfinished.remove(action.id());
        finished.addFirst(action);
        if (finished.size() > maxFinished) {
            finished.removeLast();
            finishedComplete = false;
        }
    }

    /** The action whose turn it is: one that began before one that did not, then the one that waits longest. */
    Optional<ActionExecution> next() {
        return unfinished.values().stream()
                .filter(action -> action.state().phase() == ActionPhase.RUNNING)
                .findFirst()
                .or(() -> unfinished.values().stream().findFirst());
    }

    Optional<ActionExecution> find(UUID id) {
        return Optional.ofNullable(unfinished.get(id))
                .or(() -> finished.stream()
                        .filter(action -> action.id().equals(id))
                        .findFirst());
    }

    ActionList queued() {
        return new ActionList(summaries(List.copyOf(unfinished.values())), true);
    }

    ActionList finished() {
        return new ActionList(summaries(List.copyOf(finished)), finishedComplete);
    }

    private static List<ActionSummary> summaries(List<ActionExecution> actions) {
        return actions.stream().map(ActionExecution::summary).toList();
    }
}
