package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of a message and the way to it. Each method refuses what is not as asked for, with path and reason; the path is put
 * together only then, since messages are read often and refused rarely. Confined to one thread.
 */
final class Cursor {
    private static final long MAX_U32 = 0xFFFF_FFFFL;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final JsonNode node;
    private final @Nullable Cursor parent;
    private final String name;
    private final int index;

    private Cursor(JsonNode node, @Nullable Cursor parent, String name, int index) {
        this.node = node;
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** The whole of a message of a type. */
    static Cursor root(String type, JsonNode node) {
        return new Cursor(node, null, type, 0);
    }

    JsonNode node() {
        return node;
    }

    // What is asked of the members of an object.

    /** The member, which must be there, be it as null. */
    Cursor member(String member) {
        Cursor found = find(member);
        if (found == null) {
            throw child(node, member).refuse("is required");
        }
        return found;
    }

    /** The member, or null when it is not there. */
    @Nullable
    Cursor find(String member) {
        JsonNode value = object().node.get(member);
        return value == null ? null : child(value, member);
    }

    /** The member under its name or, if that is not there, under another; it must be there. */
    Cursor either(String member, String alias) {
        Cursor found = find(member);
        Cursor other = found == null ? find(alias) : found;
        return other == null ? member(member) : other;
    }

    /** The member, empty when it is missing or null. */
    <T> Optional<T> optional(String member, Function<Cursor, T> read) {
        Cursor found = find(member);
        return found == null || found.isNull() ? Optional.empty() : Optional.of(read.apply(found));
    }

    /** The member, or something else when it is missing; null is no missing member. */
    <T> T orElse(String member, Function<Cursor, T> read, T otherwise) {
        Cursor found = find(member);
        return found == null ? otherwise : read.apply(found);
    }

    Cursor object() {
        if (!node.isObject()) {
            throw refuse("must be an object");
        }
        return this;
    }

    private Cursor child(JsonNode value, String member) {
        return new Cursor(value, this, member, -1);
    }

    // What is asked of the value itself.

    boolean isNull() {
        return node.isNull();
    }

    boolean isText() {
        return node.isTextual();
    }

    String text() {
        if (!node.isTextual()) {
            throw refuse("must be a text");
        }
        return node.textValue();
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw refuse("must be true or false");
        }
        return node.booleanValue();
    }

    long integer(long min, long max) {
        if (!node.isIntegralNumber()) {
            throw refuse("must be an integer");
        }
        if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            throw refuse("must be between " + min + " and " + max);
        }
        return node.longValue();
    }

    long u32() {
        return integer(0, MAX_U32);
    }

    int u16() {
        return (int) integer(0, 0xFFFF);
    }

    Instant time() {
        return offsetTime().toInstant();
    }

    OffsetDateTime offsetTime() {
        OffsetDateTime time = Times.parse(text());
        if (time == null) {
            throw refuse("must be a time such as 2031-03-09T07:15:42Z");
        }
        return time;
    }

    UUID uuid() {
        return Uuids.parse(text()).orElseThrow(() -> refuse("must be a UUID"));
    }

    /** A duration of the form {@code {"secs": s, "nanos": n}}. */
    Duration duration() {
        long nanos = member("nanos").u32();
        long seconds = member("secs").integer(0, Long.MAX_VALUE - nanos / NANOS_PER_SECOND);
        return Duration.ofSeconds(seconds, nanos);
    }

    /** A duration of ours, an ISO-8601 text. */
    Duration isoDuration() {
        Duration duration = Times.parseDuration(text());
        if (duration == null) {
            throw refuse("must be a duration such as PT30S");
        }
        return duration;
    }

    /** One of the given words. */
    <T> T word(Map<String, T> words, String form) {
        T value = node.isTextual() ? words.get(node.textValue()) : null;
        if (value == null) {
            throw refuse("must be " + form);
        }
        return value;
    }

    <T> List<T> list(Function<Cursor, T> read) {
        if (!node.isArray()) {
            throw refuse("must be a list");
        }
        List<T> values = new ArrayList<>(node.size());
        for (JsonNode each : node) {
            values.add(read.apply(new Cursor(each, this, "", values.size())));
        }
        return values;
    }

    <T> Map<String, T> map(Function<Cursor, T> read) {
        Map<String, T> values = new LinkedHashMap<>();
        object().node
                .properties()
                .forEach(each -> values.put(each.getKey(), read.apply(child(each.getValue(), each.getKey()))));
        return values;
    }

    /** What a constructor makes; what it refuses is refused for this value. */
    <T> T build(Supplier<T> construct) {
        try {
            return construct.get();
        } catch (IllegalArgumentException refused) {
            throw refuse(String.valueOf(refused.getMessage()));
        }
    }

    InvalidInputException refuse(String reason) {
        StringBuilder path = new StringBuilder();
        Cursor root = this;
        for (Cursor at = this; at.parent != null; at = at.parent) {
            path.insert(0, at.index < 0 ? "." + at.name : "[" + at.index + "]");
            root = at.parent;
        }
        String plain = path.length() > 0 && path.charAt(0) == '.' ? path.substring(1) : path.toString();
        return new InvalidInputException(root.name, List.of(new Problem(plain, 0, reason)));
    }
}
