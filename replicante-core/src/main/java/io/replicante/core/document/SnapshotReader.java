package io.replicante.core.document;

import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads documents out of a snapshot and notes those that cannot be read. Not thread-safe. */
final class SnapshotReader {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

    private final Snapshot snapshot;
    private final Map<Document.Key, String> unreadable = new TreeMap<>();

    SnapshotReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Map<Document.Key, String> unreadable() {
        return unreadable;
    }

    void missing(String kind, String id) {
        unreadable.putIfAbsent(new Document.Key(kind, id), kind + " " + id + " is missing");
    }

    <T> Optional<T> one(Scope scope, String kind, String id, Class<T> type) {
        return snapshot.find(scope, kind, id).flatMap(document -> read(document, type));
    }

    /** What a cycle makes anew from other documents: where it cannot be read it is absent, and nothing else suffers. */
    <T> Optional<T> derived(Scope scope, String kind, String id, Class<T> type) {
        Optional<Document> document = snapshot.find(scope, kind, id);
        try {
            return document.isPresent() ? Optional.of(Documents.read(document.get(), type)) : Optional.empty();
        } catch (UnreadableDocumentException replaced) {
            LOG.atWarn().setCause(replaced).log("a derived document cannot be read; it is made anew");
            return Optional.empty();
        }
    }

    <K extends Comparable<K>, T> NavigableMap<K, T> all(Scope scope, String kind, Class<T> type, Function<T, K> key) {
        NavigableMap<K, T> values = new TreeMap<>();
        for (Document document : snapshot.of(scope, kind)) {
            read(document, type).ifPresent(value -> values.put(key.apply(value), value));
        }
        return values;
    }

    private <T> Optional<T> read(Document document, Class<T> type) {
        try {
            return Optional.of(Documents.read(document, type));
        } catch (UnreadableDocumentException kept) {
            unreadable.put(document.key(), String.valueOf(kept.getMessage()));
            return Optional.empty();
        }
    }
}
