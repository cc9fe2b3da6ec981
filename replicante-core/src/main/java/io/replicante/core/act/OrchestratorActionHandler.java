package io.replicante.core.act;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Carries out one kind of actions on clusters as a whole, a little with every invocation.
 *
 * <p><b>Idempotence:</b> an invocation is told the action and its own number, from 1. When an engine dies, or its answer cannot be
 * recorded, the same number is invoked again: that must not do more than once was meant. <b>Blocking:</b> an invocation that takes
 * longer than the engine gives a request counts as unanswered and is invoked again in the next cycle. <b>Thread safety:</b> called
 * concurrently for different clusters. <b>Failure:</b> what it throws ends the action as failed.
 */
public interface OrchestratorActionHandler {
    /** How long an action may run when neither it nor its handler says so. */
    Duration DEFAULT_TIMEOUT = Duration.ofHours(24);

    /**
     * The kind of actions that it carries out.
     *
     * @return the kind, {@code domain/name}
     */
    String kind();

    /**
     * How long an action may run that does not say so itself.
     *
     * @return the time
     */
    default Duration timeout() {
        return DEFAULT_TIMEOUT;
    }

    /**
     * Goes on with an action.
     *
     * @param call which action, and the how manieth invocation
     * @return how far it has come
     */
    Progress invoke(Call call);

    /**
     * One invocation.
     *
     * @param action the action, with the payload that the last invocation left
     * @param invocation its number, from 1
     * @param now the engine's time
     */
    record Call(OrchestratorAction action, int invocation, Instant now) {
        /** Refuses nulls. */
        public Call {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(now, "now");
        }
    }

    /**
     * How far an action has come.
     *
     * @param phase {@code RUNNING}, {@code DONE} or {@code FAILED}; anything else fails the action
     * @param payload what is to be remembered until the next invocation
     * @param error what went wrong
     */
    record Progress(OrchestratorActionPhase phase, Optional<JsonNode> payload, Optional<JsonNode> error) {
        /** Refuses nulls. */
        public Progress {
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(payload, "payload");
            Objects.requireNonNull(error, "error");
        }

        /**
         * It goes on.
         *
         * @param payload what is to be remembered
         * @return the progress
         */
        public static Progress running(JsonNode payload) {
            return new Progress(OrchestratorActionPhase.RUNNING, Optional.of(payload), Optional.empty());
        }

        /**
         * It is done.
         *
         * @param payload what it leaves behind, if anything
         * @return the progress
         */
        public static Progress done(Optional<JsonNode> payload) {
            return new Progress(OrchestratorActionPhase.DONE, payload, Optional.empty());
        }

        /**
         * It failed.
         *
         * @param error why
         * @return the progress
         */
        public static Progress failed(JsonNode error) {
            return new Progress(OrchestratorActionPhase.FAILED, Optional.empty(), Optional.of(error));
        }
    }
}
