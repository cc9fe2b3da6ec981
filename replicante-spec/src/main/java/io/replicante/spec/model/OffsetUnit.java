package io.replicante.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Objects;

/**
 * The unit of a commit offset or a lag. On the wire {@code "milliseconds"}, {@code "seconds"} or {@code {"unit": name}}.
 *
 * @param name the unit
 * @param custom whether the unit is the datastore's own
 */
public record OffsetUnit(String name, boolean custom) {
    /** Milliseconds. */
    public static final OffsetUnit MILLISECONDS = new OffsetUnit("milliseconds", false);
    /** Seconds. */
    public static final OffsetUnit SECONDS = new OffsetUnit("seconds", false);

    /** Refuses nulls. */
    public OffsetUnit {
        Objects.requireNonNull(name, "name");
    }

    /**
     * A unit of the datastore's own.
     *
     * @param name its name, for example {@code zxid}
     * @return the unit
     */
    public static OffsetUnit of(String name) {
        return new OffsetUnit(name, true);
    }

    @JsonValue
    Object toJson() {
        return custom ? Map.of("unit", name) : name;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static OffsetUnit fromJson(Object json) {
        if (json instanceof Map<?, ?> map && map.size() == 1 && map.get("unit") instanceof String name) {
            return of(name);
        }
        if ("milliseconds".equals(json)) {
            return MILLISECONDS;
        }
        if ("seconds".equals(json)) {
            return SECONDS;
        }
        throw new IllegalArgumentException("an offset unit is milliseconds, seconds or {\"unit\": name}");
    }
}
