package io.replicante.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Objects;

/**
 * The state of a node, as its agent reports it or as the engine concludes. On the wire a bare name, or
 * {@code {"UNKNOWN": reason}}.
 *
 * @param code the state
 * @param reason for {@link Code#UNKNOWN} why; otherwise empty
 */
public record NodeStatus(Code code, String reason) {
    /** The names of the states. */
    public enum Code {
        /** The agent cannot talk to the datastore process. */
        UNAVAILABLE,
        /** The node belongs to no cluster yet. */
        NOT_IN_CLUSTER,
        /** The node is becoming a member. */
        JOINING_CLUSTER,
        /** The node is giving up its membership. */
        LEAVING_CLUSTER,
        /** The process answers and reports trouble. */
        UNHEALTHY,
        /** The node does its work. */
        HEALTHY,
        /** The agent cannot tell; the reason says why. */
        UNKNOWN,
        /** Concluded by the engine: the agent itself could not be reached. */
        UNREACHABLE,
        /** Concluded by the engine: the agent says HEALTHY but store or shard information could not be read. */
        INCOMPLETE
    }

    /** Refuses nulls. */
    public NodeStatus {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * A state without a reason.
     *
     * @param code the state
     * @return the status
     */
    public static NodeStatus of(Code code) {
        return new NodeStatus(code, "");
    }

    /**
     * The agent cannot tell.
     *
     * @param reason why
     * @return the status
     */
    public static NodeStatus unknown(String reason) {
        return new NodeStatus(Code.UNKNOWN, reason);
    }

    /**
     * Whether this is the given state.
     *
     * @param other the state to compare with
     * @return true when equal
     */
    public boolean is(Code other) {
        return code == other;
    }

    @JsonValue
    Object toJson() {
        return code == Code.UNKNOWN ? Map.of("UNKNOWN", reason) : code.name();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static NodeStatus fromJson(Object json) {
        if (json instanceof String name) {
            return of(Code.valueOf(name));
        }
        if (json instanceof Map<?, ?> map && map.size() == 1 && map.get("UNKNOWN") instanceof String reason) {
            return unknown(reason);
        }
        throw new IllegalArgumentException("a node status is a name or {\"UNKNOWN\": reason}");
    }

    @Override
    public String toString() {
        return reason.isEmpty() ? code.name() : code + " (" + reason + ")";
    }
}
