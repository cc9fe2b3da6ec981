package io.replicante.store;

import java.util.Objects;

/**
 * One stored document.
 *
 * @param kind what it is, for example {@code node}
 * @param id unique within scope and kind
 * @param body JSON text, at most {@link #MAX_BODY} characters, with a format version of its own
 */
public record Document(String kind, String id, String body) {
    /** The largest body that a store must take, in characters. */
    public static final int MAX_BODY = 16 * 1024 * 1024;

    /** Refuses nulls and overlong bodies. */
    public Document {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(body, "body");
        if (body.length() > MAX_BODY) {
            throw new IllegalArgumentException(kind + " " + id + " is longer than " + MAX_BODY + " characters");
        }
    }

    /**
     * The document's place in its scope.
     *
     * @return the key
     */
    public Key key() {
        return new Key(kind, id);
    }

    /**
     * The place of a document in its scope.
     *
     * @param kind what it is
     * @param id unique within scope and kind
     */
    public record Key(String kind, String id) implements Comparable<Key> {
        /** Refuses nulls. */
        public Key {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(id, "id");
        }

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : id.compareTo(other.id);
        }
    }
}
