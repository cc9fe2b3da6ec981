package io.replicante.store;

import java.util.Objects;
import java.util.Optional;

/**
 * Asks for documents of one kind across scopes, in the order of (scope, id).
 *
 * @param kind the kind
 * @param scopePrefix only scopes whose text begins with this; empty for all
 * @param after the {@link Page#next} of the part before
 * @param limit how many at most, 1 to 1000
 */
public record Query(String kind, String scopePrefix, Optional<String> after, int limit) {
    /** Refuses nulls and limits out of range. */
    public Query {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(scopePrefix, "scopePrefix");
        Objects.requireNonNull(after, "after");
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be from 1 to 1000");
        }
    }

    /**
     * A found document.
     *
     * @param scope its scope
     * @param document the document
     */
    public record Hit(Scope scope, Document document) {
        /** Refuses nulls. */
        public Hit {
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(document, "document");
        }
    }
}
