package io.replicante.store;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The documents of some scopes as they were at one moment, with the scopes' revisions. Immutable.
 *
 * @param revisions the revision of every scope asked for; 0 for a scope that never held anything
 * @param documents the documents by scope, in the order of their keys
 */
public record Snapshot(Map<Scope, Long> revisions, Map<Scope, List<Document>> documents) {
    /** Copies the maps. */
    public Snapshot {
        revisions = Map.copyOf(revisions);
        Map<Scope, List<Document>> copy = new TreeMap<>();
        documents.forEach((scope, list) -> copy.put(scope, List.copyOf(list)));
        documents = Map.copyOf(copy);
    }

    /**
     * The documents of one kind.
     *
     * @param scope where
     * @param kind what
     * @return the documents in the order of their ids
     */
    public List<Document> of(Scope scope, String kind) {
        return documents.getOrDefault(scope, List.of()).stream()
                .filter(document -> document.kind().equals(kind))
                .toList();
    }

    /**
     * One document.
     *
     * @param scope where
     * @param kind what
     * @param id which
     * @return the document, if it is there
     */
    public Optional<Document> find(Scope scope, String kind, String id) {
        Objects.requireNonNull(id, "id");
        return of(scope, kind).stream()
                .filter(document -> document.id().equals(id))
                .findFirst();
    }
}
