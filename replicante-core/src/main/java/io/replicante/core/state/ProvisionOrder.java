package io.replicante.core.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.action.OrchestratorAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provision asks for, as its arguments say.
 *
 * @param group for which group of the declaration
 * @param count how many machines, at most
 * @param stableAfter how long the listing has to show the same new machines before an action that asked for them is done
 */
public record ProvisionOrder(String group, int count, Duration stableAfter) {
    /** How long that is when nobody says so. */
    public static final Duration STABLE_AFTER = Duration.ofMinutes(5);
    /** How long an action that asks for machines may run when it does not say so itself. */
    public static final Duration TIMEOUT = Duration.ofHours(1);
    /** Remembered with an action: how many machines its platform was asked for. */
    public static final String REQUESTED = "requested";
    /** Remembered with an action: since when the listing shows the same new machines. */
    public static final String STABLE = "stable";

    /** Refuses nulls and fewer than one machine. */
    public ProvisionOrder {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(stableAfter, "stableAfter");
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1");
        }
    }

    /**
     * What arguments say; what they leave out has its default.
     *
     * @param args the arguments of an action on the cluster, or of a candidate
     * @return the order
     */
    public static ProvisionOrder of(JsonNode args) {
        JsonNode request = args.path("request").isObject() ? args.path("request") : args;
        return new ProvisionOrder(
                request.path("node_group_id").asText(""),
                Math.max(1, request.path("count").asInt(1)),
                Duration.ofSeconds(Math.max(0, args.path("stable_after").asLong(STABLE_AFTER.toSeconds()))));
    }

    /**
     * Whether the platform was asked already for what an action wants. It is asked once.
     *
     * @param action the action
     * @return true once it was
     */
    public static boolean wasAsked(OrchestratorAction action) {
        return action.payload().filter(payload -> payload.has(REQUESTED)).isPresent();
    }

    /**
     * When a listing would show that the machines of an action are there to stay.
     *
     * @param action the action
     * @return the time, once all of its machines were listed
     */
    public static Optional<Instant> stableFrom(OrchestratorAction action) {
        return action.payload()
                .map(payload -> payload.path(STABLE))
                .filter(JsonNode::isTextual)
                .map(since ->
                        Instant.parse(since.asText()).plus(of(action.args()).stableAfter()));
    }
}
