package io.replicante.spec.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a {@link NodeAction} by naming what differs from another one; see {@link NodeAction#builder} and
 * {@link NodeAction#toBuilder}. What an action is, where and for whom never changes. To be used by one thread.
 */
public final class NodeActionBuilder {
    private final NodeAction from;
    private JsonNode args;
    private Map<String, String> metadata;
    private Optional<Instant> scheduledTime;
    private Optional<Instant> finishedTime;
    private NodeActionPhase phase;
    private Optional<JsonNode> payload;
    private Optional<JsonNode> error;

    NodeActionBuilder(NodeAction from) {
        this.from = from;
        args = from.args();
        metadata = from.metadata();
        scheduledTime = from.scheduledTime();
        finishedTime = from.finishedTime();
        phase = from.phase();
        payload = from.payload();
        error = from.error();
    }

    /**
     * Says with what the action is done.
     *
     * @param value the arguments; a JSON null for nothing
     * @return this builder
     */
    public NodeActionBuilder args(JsonNode value) {
        args = Objects.requireNonNull(value, "args");
        return this;
    }

    /**
     * Says which texts go with the action.
     *
     * @param value in place of all that went with it so far
     * @return this builder
     */
    public NodeActionBuilder metadata(Map<String, String> value) {
        metadata = Map.copyOf(value);
        return this;
    }

    /**
     * Says when its agent accepted the action.
     *
     * @param value when; empty while that is not known
     * @return this builder
     */
    public NodeActionBuilder scheduledTime(Optional<Instant> value) {
        scheduledTime = Objects.requireNonNull(value, "scheduledTime");
        return this;
    }

    /**
     * Says when the action ended.
     *
     * @param value when; empty before
     * @return this builder
     */
    public NodeActionBuilder finishedTime(Optional<Instant> value) {
        finishedTime = Objects.requireNonNull(value, "finishedTime");
        return this;
    }

    /**
     * Says how far the action has come. Unlike {@link NodeAction#become} this does not ask whether the step is legal.
     *
     * @param value the phase
     * @return this builder
     */
    public NodeActionBuilder phase(NodeActionPhase value) {
        phase = Objects.requireNonNull(value, "phase");
        return this;
    }

    /**
     * Says what the action left behind.
     *
     * @param value what it left; empty for nothing
     * @return this builder
     */
    public NodeActionBuilder payload(Optional<JsonNode> value) {
        payload = Objects.requireNonNull(value, "payload");
        return this;
    }

    /**
     * Says what went wrong.
     *
     * @param value what did; empty for nothing
     * @return this builder
     */
    public NodeActionBuilder error(Optional<JsonNode> value) {
        error = Objects.requireNonNull(value, "error");
        return this;
    }

    /**
     * Makes the action. The builder may be used further.
     *
     * @return the action
     */
    public NodeAction build() {
        return new NodeAction(
                from.id(),
                from.node(),
                from.kind(),
                args,
                metadata,
                from.actor(),
                from.createdTime(),
                scheduledTime,
                finishedTime,
                phase,
                payload,
                error);
    }
}
