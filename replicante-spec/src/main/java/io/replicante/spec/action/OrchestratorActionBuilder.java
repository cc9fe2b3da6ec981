package io.replicante.spec.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a {@link OrchestratorAction} by naming what differs from another one; see {@link OrchestratorAction#builder} and
 * {@link OrchestratorAction#toBuilder}. What an action is, where and for whom never changes. To be used by one thread.
 */
public final class OrchestratorActionBuilder {
    private final OrchestratorAction from;
    private JsonNode args;
    private Map<String, String> metadata;
    private Optional<Instant> scheduledTime;
    private Optional<Instant> finishedTime;
    private OrchestratorActionPhase phase;
    private Optional<JsonNode> payload;
    private Optional<JsonNode> error;
    private Optional<Duration> timeout;

    OrchestratorActionBuilder(OrchestratorAction from) {
        this.from = from;
        args = from.args();
        metadata = from.metadata();
        scheduledTime = from.scheduledTime();
        finishedTime = from.finishedTime();
        phase = from.phase();
        payload = from.payload();
        error = from.error();
        timeout = from.timeout();
    }

    /**
     * Says with what the action is done.
     *
     * @param value the arguments; a JSON null for nothing
     * @return this builder
     */
    public OrchestratorActionBuilder args(JsonNode value) {
        args = Objects.requireNonNull(value, "args");
        return this;
    }

    /**
     * Says which texts go with the action.
     *
     * @param value in place of all that went with it so far
     * @return this builder
     */
    public OrchestratorActionBuilder metadata(Map<String, String> value) {
        metadata = Map.copyOf(value);
        return this;
    }

    /**
     * Says when the action was begun.
     *
     * @param value when; empty before
     * @return this builder
     */
    public OrchestratorActionBuilder scheduledTime(Optional<Instant> value) {
        scheduledTime = Objects.requireNonNull(value, "scheduledTime");
        return this;
    }

    /**
     * Says when the action ended.
     *
     * @param value when; empty before
     * @return this builder
     */
    public OrchestratorActionBuilder finishedTime(Optional<Instant> value) {
        finishedTime = Objects.requireNonNull(value, "finishedTime");
        return this;
    }

    /**
     * Says how far the action has come. Unlike {@link OrchestratorAction#become} this does not ask whether the step is legal.
     *
     * @param value the phase
     * @return this builder
     */
    public OrchestratorActionBuilder phase(OrchestratorActionPhase value) {
        phase = Objects.requireNonNull(value, "phase");
        return this;
    }

    /**
     * Says what the action remembers between two invocations.
     *
     * @param value what it remembers; empty for nothing
     * @return this builder
     */
    public OrchestratorActionBuilder payload(Optional<JsonNode> value) {
        payload = Objects.requireNonNull(value, "payload");
        return this;
    }

    /**
     * Says what went wrong.
     *
     * @param value what did; empty for nothing
     * @return this builder
     */
    public OrchestratorActionBuilder error(Optional<JsonNode> value) {
        error = Objects.requireNonNull(value, "error");
        return this;
    }

    /**
     * Says how long the action may run.
     *
     * @param value how long; empty: as its kind says
     * @return this builder
     */
    public OrchestratorActionBuilder timeout(Optional<Duration> value) {
        timeout = Objects.requireNonNull(value, "timeout");
        return this;
    }

    /**
     * Makes the action. The builder may be used further.
     *
     * @return the action
     */
    public OrchestratorAction build() {
        return new OrchestratorAction(
                from.id(),
                from.cluster(),
                from.kind(),
                args,
                metadata,
                from.actor(),
                from.createdTime(),
                scheduledTime,
                finishedTime,
                phase,
                payload,
                error,
                timeout);
    }
}
