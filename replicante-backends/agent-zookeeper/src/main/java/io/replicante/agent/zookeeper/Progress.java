package io.replicante.agent.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.agent.ActionExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What an action remembers between its invocations: when it must be over, and facts of its own. Immutable.
 *
 * @param payload the payload of the action
 */
record Progress(ObjectNode payload) {

    private static final String UNTIL = "until";

    /** Returns what an earlier invocation left, or empty when this is the first. */
    static Optional<Progress> of(ActionExecution action) {
        return action.state()
                .payload()
                .filter(payload -> payload.isObject() && payload.path(UNTIL).isTextual())
                .map(payload -> new Progress(payload.deepCopy()));
    }

    static Progress begin(InstantSource clock, Duration limit) {
        return new Progress(JsonNodeFactory.instance
                .objectNode()
                .put(UNTIL, clock.instant().plus(limit).toString()));
    }

    boolean isOver(InstantSource clock) {
        return clock.instant().isAfter(Instant.parse(payload.path(UNTIL).asText()));
    }

    Progress with(String name, String value) {
        return new Progress(payload.deepCopy().put(name, value));
    }

    Optional<String> value(String name) {
        JsonNode value = payload.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
