package io.replicante.core.control;

import io.replicante.core.document.Documents;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.spec.UnavailableException;
import io.replicante.store.Document;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads declared objects. Thread-safe. */
record Stored(Store store) {
    private static final int PART = 500;
    private static final int MAX = 100_000;

    <T> Optional<T> one(Scope scope, String kind, String id, Class<T> type) {
        return store.load(List.of(scope)).find(scope, kind, id).map(document -> read(document, type));
    }

    /** All of a kind, in the order of their places. */
    <T> List<T> all(String kind, String prefix, Class<T> type) {
        List<T> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Query.Hit> page = store.list(new Query(kind, prefix, after, PART));
            page.items().forEach(hit -> found.add(read(hit.document(), type)));
            after = page.next();
        } while (after.isPresent() && found.size() < MAX);
        return found;
    }

    static <T> T read(Document document, Class<T> type) {
        try {
            return Documents.read(document, type);
        } catch (UnreadableDocumentException kept) {
            throw new UnavailableException(String.valueOf(kept.getMessage()), kept);
        }
    }
}
