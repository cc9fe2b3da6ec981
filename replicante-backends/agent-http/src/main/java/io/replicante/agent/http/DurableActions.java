package io.replicante.agent.http;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionMemory;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.protocol.Messages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A memory in a file: what a method was told survives the end of the process and of the machine once the method has returned.
 * One process at a time opens a file. Not thread-safe.
 */
public final class DurableActions implements ActionMemory {
    private static final int MAX_ISSUERS = 1024;
    private static final String FORGOTTEN = "forgotten";
    private static final String PRESENT = "";

    private final int maxFinished;
    private final MVStore store;
    private final MVMap<String, String> ids;
    private final MVMap<String, Long> epochs;
    private final MVMap<String, String> facts;
    private final Section unfinished;
    private final Section finished;
    private long next;

    private DurableActions(MVStore store, int maxFinished) {
        this.store = store;
        this.maxFinished = maxFinished;
        ids = store.openMap("ids");
        epochs = store.openMap("epochs");
        facts = store.openMap("facts");
        unfinished = new Section(store.openMap("unfinished"));
        finished = new Section(store.openMap("finished"));
        next = 1 + Math.max(unfinished.last(), finished.last());
    }

    /**
     * Opens a memory, or begins one.
     *
     * @param file the file; its directory exists
     * @param maxFinished how many finished actions it keeps, the newest; at least 1
     * @return the memory, to be closed
     * @throws UnavailableException if the file cannot be opened, is in use by another process or cannot be read
     */
    public static DurableActions open(Path file, int maxFinished) {
        if (maxFinished < 1) {
            throw new IllegalArgumentException("must be at least 1, is " + maxFinished);
        }
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .open();
            try {
                return new DurableActions(store, maxFinished);
            } catch (RuntimeException unreadable) {
                store.closeImmediately();
                throw unreadable;
            }
        } catch (MVStoreException | InvalidInputException unusable) {
            throw new UnavailableException(
                    "the actions in " + file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    @Override
    public boolean knows(UUID id) {
        return ids.containsKey(id.toString());
    }

    @Override
    public int idCount() {
        return ids.size();
    }

    @Override
    public int unfinishedCount() {
        return unfinished.actions.size();
    }

    @Override
    public void put(ActionExecution action) {
        write(() -> {
            ids.put(action.id().toString(), PRESENT);
            if (action.state().phase().isFinal()) {
                unfinished.texts.remove(unfinished.place(action.id(), next));
                finished.texts.put(next, Messages.ACTION_EXECUTION.write(action));
                if (finished.actions.size() >= maxFinished) {
                    finished.texts.remove(finished.actions.firstKey());
                    facts.put(FORGOTTEN, PRESENT);
                }
            } else {
                unfinished.texts.put(unfinished.place(action.id(), next), Messages.ACTION_EXECUTION.write(action));
            }
        });
        if (action.state().phase().isFinal()) {
            unfinished.remove(unfinished.place(action.id(), next));
            if (finished.actions.size() >= maxFinished) {
                finished.remove(finished.actions.firstKey());
            }
            finished.add(next, action);
        } else {
            unfinished.add(unfinished.place(action.id(), next), action);
        }
        next++;
    }

    @Override
    public Optional<ActionExecution> next() {
        Collection<ActionExecution> waiting = unfinished.actions.values();
        return waiting.stream()
                .filter(action -> action.state().phase() == ActionPhase.RUNNING)
                .findFirst()
                .or(() -> waiting.stream().findFirst());
    }

    @Override
    public Optional<ActionExecution> find(UUID id) {
        return unfinished.find(id).or(() -> finished.find(id));
    }

    @Override
    public ActionList queued() {
        return new ActionList(summaries(unfinished.actions.values()), true);
    }

    @Override
    public ActionList finished() {
        return new ActionList(summaries(finished.actions.descendingMap().values()), !facts.containsKey(FORGOTTEN));
    }

    @Override
    public void forget(Instant finishedBefore) {
        List<Long> old = finished.actions.entrySet().stream()
                .takeWhile(entry -> entry.getValue()
                        .finishedTime()
                        .filter(time -> time.isBefore(finishedBefore))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
        if (old.isEmpty()) {
            return;
        }
        write(() -> {
            old.forEach(finished.texts::remove);
            facts.put(FORGOTTEN, PRESENT);
        });
        old.forEach(finished::remove);
    }

    @Override
    public OptionalLong begin(String issuer, long epoch) {
        Long seen = epochs.get(issuer);
        if (seen == null && epochs.size() >= MAX_ISSUERS) {
            return OptionalLong.empty();
        }
        if (seen != null && seen >= epoch) {
            return OptionalLong.of(seen);
        }
        write(() -> epochs.put(issuer, epoch));
        return OptionalLong.of(epoch);
    }

    @Override
    public void close() {
        // Whatever counts was committed; a regular close would also write what was not.
        store.closeImmediately();
    }

    /** Makes changes durable, all or none. */
    private void write(Runnable changes) {
        try {
            changes.run();
            store.commit();
            store.sync();
        } catch (MVStoreException failed) {
            undo();
            throw new UnavailableException("the action cannot be remembered: " + failed.getMessage(), failed);
        } catch (RuntimeException | Error failed) {
            undo();
            throw failed;
        }
    }

    private void undo() {
        if (!store.isClosed()) {
            store.rollback();
        }
    }

    private static List<ActionSummary> summaries(Collection<ActionExecution> actions) {
        return actions.stream().map(ActionExecution::summary).toList();
    }

    /** Actions by their place, as they are in the file and as they are read. */
    private static final class Section {
        private final MVMap<Long, String> texts;
        private final NavigableMap<Long, ActionExecution> actions = new TreeMap<>();
        private final Map<UUID, Long> places = new HashMap<>();

        Section(MVMap<Long, String> texts) {
            this.texts = texts;
            texts.forEach((place, text) -> add(place, Messages.ACTION_EXECUTION.read(text)));
        }

        long last() {
            return actions.isEmpty() ? 0 : actions.lastKey();
        }

        Long place(UUID id, long otherwise) {
            return places.getOrDefault(id, otherwise);
        }

        Optional<ActionExecution> find(UUID id) {
            return Optional.ofNullable(places.get(id)).map(actions::get);
        }

        void add(Long place, ActionExecution action) {
            actions.put(place, action);
            places.put(action.id(), place);
        }

        void remove(Long place) {
            ActionExecution removed = actions.remove(place);
            if (removed != null) {
                places.remove(removed.id());
            }
        }
    }
}
