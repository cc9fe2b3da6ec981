package io.replicante.store.memory;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.store.Document;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The documents and the revisions of all scopes. Confined by the lock of {@link StoreData}. */
final class Documents {
    private final NavigableMap<String, NavigableMap<Place, Document>> byKind = new TreeMap<>();
    private final Map<Scope, Long> revisions = new HashMap<>();

    /** Where a document of a kind is; the order is that of lists. */
    private record Place(String scope, String id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byScope = scope.compareTo(other.scope);
            return byScope != 0 ? byScope : id.compareTo(other.id);
        }

        String cursor() {
            return scope.length() + ":" + scope + id;
        }

        static Place parse(String cursor) {
            int colon = cursor.indexOf(':');
            try {
                int start = colon + 1;
                int end = start + Integer.parseInt(cursor.substring(0, Math.max(colon, 0)));
                return new Place(cursor.substring(start, end), cursor.substring(end));
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new InvalidInputException(
                        "query", List.of(new Problem("after", 0, "use the next of the part before")));
            }
        }
    }

    /** A copy that changes independently. */
    Documents copy() {
        Documents copy = new Documents();
        byKind.forEach((kind, documents) -> copy.byKind.put(kind, new TreeMap<>(documents)));
        copy.revisions.putAll(revisions);
        return copy;
    }

    long revision(Scope scope) {
        return revisions.getOrDefault(scope, 0L);
    }

    long raise(Scope scope) {
        return revisions.merge(scope, 1L, Long::sum);
    }

    List<Document> of(Scope scope) {
        Place from = new Place(scope.value(), "");
        Place to = new Place(scope.value() + '\0', "");
        List<Document> found = new ArrayList<>();
        for (NavigableMap<Place, Document> documents : byKind.values()) {
            found.addAll(documents.subMap(from, to).values());
        }
        return found;
    }

    void put(Scope scope, Document document) {
        byKind.computeIfAbsent(document.kind(), kind -> new TreeMap<>())
                .put(new Place(scope.value(), document.id()), document);
    }

    void delete(Scope scope, Document.Key key) {
        byKind.computeIfPresent(key.kind(), (kind, documents) -> {
            documents.remove(new Place(scope.value(), key.id()));
            return documents.isEmpty() ? null : documents;
        });
    }

    Page<Query.Hit> list(Query query) {
        Place after = query.after().map(Place::parse).orElse(new Place("", ""));
        Place start = new Place(query.scopePrefix(), "");
        NavigableMap<Place, Document> documents = byKind.getOrDefault(query.kind(), new TreeMap<>());
        NavigableMap<Place, Document> rest =
                after.compareTo(start) < 0 ? documents.tailMap(start, true) : documents.tailMap(after, false);
        List<Query.Hit> hits = new ArrayList<>();
        Optional<String> next = Optional.empty();
        for (Map.Entry<Place, Document> entry : rest.entrySet()) {
            if (!entry.getKey().scope().startsWith(query.scopePrefix())) {
                break;
            }
            if (hits.size() == query.limit()) {
                Query.Hit last = hits.get(hits.size() - 1);
                next = Optional.of(
                        new Place(last.scope().value(), last.document().id()).cursor());
                break;
            }
            hits.add(new Query.Hit(new Scope(entry.getKey().scope()), entry.getValue()));
        }
        return new Page<>(hits, next);
    }
}
