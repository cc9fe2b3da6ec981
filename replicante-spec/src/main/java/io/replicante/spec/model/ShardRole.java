package io.replicante.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Objects;

/**
 * What a node's copy of a shard does. On the wire {@code "Primary"}, {@code "Secondary"}, {@code "Recovering"} or
 * {@code {"Other": name}}.
 *
 * @param kind the role
 * @param other for {@link Kind#OTHER} the datastore's own name; otherwise empty
 */
public record ShardRole(Kind kind, String other) {
    /** The roles. */
    public enum Kind {
        /** Takes reads and writes. */
        PRIMARY,
        /** Replicates from the primary and may serve reads. */
        SECONDARY,
        /** Is copying data and not yet a replica. */
        RECOVERING,
        /** Nothing may be assumed. */
        OTHER
    }

    /** Takes reads and writes. */
    public static final ShardRole PRIMARY = new ShardRole(Kind.PRIMARY, "");
    /** Replicates from the primary. */
    public static final ShardRole SECONDARY = new ShardRole(Kind.SECONDARY, "");
    /** Is copying data. */
    public static final ShardRole RECOVERING = new ShardRole(Kind.RECOVERING, "");

    /**
     * Refuses nulls, and a name beside a role that has none of its own.
     *
     * @throws IllegalArgumentException when {@code other} is not empty and the role is not {@link Kind#OTHER}
     */
    public ShardRole {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(other, "other");
        if (kind != Kind.OTHER && !other.isEmpty()) {
            throw new IllegalArgumentException("role " + kind + " has no other name: " + other);
        }
    }

    /**
     * A role of which nothing may be assumed.
     *
     * @param name the datastore's own name for it
     * @return the role
     */
    public static ShardRole other(String name) {
        return new ShardRole(Kind.OTHER, name);
    }

    @JsonValue
    Object toJson() {
        return switch (kind) {
            case PRIMARY -> "Primary";
            case SECONDARY -> "Secondary";
            case RECOVERING -> "Recovering";
            case OTHER -> Map.of("Other", other);
        };
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ShardRole fromJson(Object json) {
        if (json instanceof Map<?, ?> map && map.size() == 1 && map.get("Other") instanceof String name) {
            return other(name);
        }
        if ("Primary".equals(json)) {
            return PRIMARY;
        }
        if ("Secondary".equals(json)) {
            return SECONDARY;
        }
        if ("Recovering".equals(json)) {
            return RECOVERING;
        }
        throw new IllegalArgumentException("a shard role is Primary, Secondary, Recovering or {\"Other\": name}");
    }

    @Override
    public String toString() {
        return kind == Kind.OTHER ? "Other:" + other : (String) toJson();
    }
}
