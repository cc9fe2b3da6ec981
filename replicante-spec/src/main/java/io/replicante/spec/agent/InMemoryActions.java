package io.replicante.spec.agent;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A memory that lasts as long as its process. Not thread-safe. */
final class InMemoryActions implements ActionMemory {
    private static final int MAX_ISSUERS = 1024;

    private final int maxFinished;
    private final IdSet ids = new IdSet();
    private final Map<UUID, ActionExecution> unfinished = new LinkedHashMap<>();
    private final Deque<ActionExecution> finished = new ArrayDeque<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private boolean finishedComplete = true;

    InMemoryActions(int maxFinished) {
        this.maxFinished = maxFinished;
    }

    @Override
    public boolean knows(UUID id) {
        return ids.contains(id);
    }

    @Override
    public int idCount() {
        return ids.size();
    }

    @Override
    public int unfinishedCount() {
        return unfinished.size();
    }

    @Override
    public void put(ActionExecution action) {
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

    @Override
    public Optional<ActionExecution> next() {
        return unfinished.values().stream()
                .filter(action -> action.state().phase() == ActionPhase.RUNNING)
                .findFirst()
                .or(() -> unfinished.values().stream().findFirst());
    }

    @Override
    public Optional<ActionExecution> find(UUID id) {
        return Optional.ofNullable(unfinished.get(id))
                .or(() -> finished.stream()
                        .filter(action -> action.id().equals(id))
                        .findFirst());
    }

    @Override
    public ActionList queued() {
        return new ActionList(summaries(List.copyOf(unfinished.values())), true);
    }

    @Override
    public ActionList finished() {
        return new ActionList(summaries(List.copyOf(finished)), finishedComplete);
    }

    @Override
    public void forget(Instant finishedBefore) {
        while (!finished.isEmpty() && isBefore(finished.getLast(), finishedBefore)) {
            finished.removeLast();
            finishedComplete = false;
        }
    }

    @Override
    public OptionalLong begin(String issuer, long epoch) {
        Long seen = epochs.get(issuer);
        if (seen == null && epochs.size() >= MAX_ISSUERS) {
            return OptionalLong.empty();
        }
        long greatest = seen == null ? epoch : Math.max(seen, epoch);
        epochs.put(issuer, greatest);
        return OptionalLong.of(greatest);
    }

    private static boolean isBefore(ActionExecution action, Instant limit) {
        return action.finishedTime().filter(time -> time.isBefore(limit)).isPresent();
    }

    private static List<ActionSummary> summaries(List<ActionExecution> actions) {
        return actions.stream().map(ActionExecution::summary).toList();
    }
}
