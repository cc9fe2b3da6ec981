package io.replicante.core.document;

import io.replicante.core.state.Decided;
import io.replicante.core.state.Decision;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last decisions of a cluster. What says the same as before is not written again, and the oldest make room for new ones. No cycle
 * reads them; they are only ever shown. Stateless.
 */
public final class History {
    /** How many decisions of a cluster are kept at most. */
    public static final int MAX_ENTRIES = 200;
    /** How long all of a cluster's kept decisions are together at most, in characters as they are stored. */
    public static final int MAX_CHARACTERS = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private History() {}

    /**
     * Adds to a commit the decisions that are news.
     *
     * @param commit the commit
     * @param loaded what the cycle began with
     * @param after the decisions of this cycle
     * @param at the time
     */
    public static void write(Commit.Builder commit, LoadedCluster loaded, List<Decision> after, Instant at) {
        Map<String, Decision> before = new HashMap<>();
        loaded.state()
                .ifPresent(state -> state.decisions()
                        .forEach(each -> before.put(each.candidate().key(), each)));
        List<Document> fresh = new ArrayList<>();
        for (Decision decision : after) {
            Decision last = before.get(decision.candidate().key());
            if (last == null || !last.saysTheSameAs(decision)) {
                String id = String.format(Locale.ROOT, "%016d-%04d", at.toEpochMilli(), after.indexOf(decision));
                fresh.add(Documents.write(DocumentKind.DECIDED, id, new Decided(at, decision)));
            }
        }
        if (!fresh.isEmpty()) {
            makeRoom(commit, loaded.snapshot().of(Scope.of(loaded.ref()), DocumentKind.DECIDED), fresh);
        }
    }

    private static void makeRoom(Commit.Builder commit, List<Document> stored, List<Document> fresh) {
        List<Document> newestFirst = new ArrayList<>(stored);
        newestFirst.addAll(fresh);
        newestFirst.sort(Comparator.comparing(Document::id).reversed());
        long characters = 0;
        int entries = 0;
        boolean full = false;
        for (Document entry : newestFirst) {
            characters += entry.body().length();
            full = full || characters > MAX_CHARACTERS || entries == MAX_ENTRIES;
            if (!full) {
                entries++;
            }
            if (full && stored.contains(entry)) {
                commit.delete(entry.kind(), entry.id());
            } else if (!full && fresh.contains(entry)) {
                commit.put(entry);
            }
        }
    }

    /**
     * The decisions that are kept.
     *
     * @param snapshot the cluster's scope, loaded
     * @param own that scope
     * @param since the earliest time of interest
     * @return the decisions of that time and later, oldest first; those that cannot be read are left out
     */
    public static List<Decided> read(Snapshot snapshot, Scope own, Instant since) {
        List<Decided> entries = new ArrayList<>();
        for (Document document : snapshot.of(own, DocumentKind.DECIDED)) {
            try {
                entries.add(Documents.read(document, Decided.class));
            } catch (UnreadableDocumentException leftOut) {
                LOG.atWarn()
                        .setCause(leftOut)
                        .log(
                                "a past decision cannot be read; it is left out, and makes room for later ones in its turn");
            }
        }
        entries.removeIf(entry -> entry.at().isBefore(since));
        return entries;
    }
}
