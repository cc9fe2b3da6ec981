package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one invocation of an action.
 *
 * @param phase where the action is now; NEW counts as RUNNING
 * @param payload what happens to the remembered payload
 * @param error what happens to the reported error
 */
public record ActionResult(ActionPhase phase, Change payload, Change error) {
    /** What happens to a part of an action's state. */
    public sealed interface Change {
        /** Leaves it as it is. */
        record Keep() implements Change {}

        /** Takes it away. */
        record Clear() implements Change {}

        /**
         * Puts another in its place.
         *
         * @param value the new value
         */
        record Replace(JsonNode value) implements Change {
            /** Refuses nulls. */
            public Replace {
                Objects.requireNonNull(value, "value");
            }
        }
    }

    /** Refuses nulls; turns NEW into RUNNING. */
    public ActionResult {
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(error, "error");
        phase = Objects.requireNonNull(phase, "phase") == ActionPhase.NEW ? ActionPhase.RUNNING : phase;
    }

    /**
     * The action ended well.
     *
     * @return the result, which keeps the payload
     */
    public static ActionResult done() {
        return new ActionResult(ActionPhase.DONE, new Change.Keep(), new Change.Clear());
    }

    /**
     * The action ended well.
     *
     * @param payload what it leaves behind
     * @return the result
     */
    public static ActionResult done(JsonNode payload) {
        return new ActionResult(ActionPhase.DONE, new Change.Replace(payload), new Change.Clear());
    }

    /**
     * The action goes on with another invocation, and has nothing new to remember.
     *
     * @return the result
     */
    public static ActionResult running() {
        return new ActionResult(ActionPhase.RUNNING, new Change.Keep(), new Change.Keep());
    }

    /**
     * The action goes on with another invocation.
     *
     * @param payload what that invocation needs to know
     * @return the result
     */
    public static ActionResult running(JsonNode payload) {
        return new ActionResult(ActionPhase.RUNNING, new Change.Replace(payload), new Change.Keep());
    }

    /**
     * The action ended badly.
     *
     * @param message what went wrong, for people
     * @return the result, which keeps the payload
     */
    public static ActionResult failed(String message) {
        return new ActionResult(ActionPhase.FAILED, new Change.Keep(), new Change.Replace(ActionErrors.of(message)));
    }

    ActionState applyTo(ActionState before) {
        return new ActionState(phase, apply(payload, before.payload()), apply(error, before.error()));
    }

    private static Optional<JsonNode> apply(Change change, Optional<JsonNode> before) {
        if (change instanceof Change.Replace replace) {
            return Optional.of(replace.value());
        }
        return change instanceof Change.Clear ? Optional.empty() : before;
    }
}
