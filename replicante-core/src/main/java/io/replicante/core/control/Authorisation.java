package io.replicante.core.control;

import io.replicante.spec.event.Actor;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the host decided of one call.
 *
 * @param actor who called
 * @param action what they wanted to do, for example {@code http:get}
 * @param decision what was decided
 * @param resource with what
 * @param reason why not; empty when it was allowed
 * @param traceId the trace that the call is part of, if any
 */
public record Authorisation(
        Actor actor, String action, Decision decision, Resource resource, String reason, Optional<String> traceId) {
    /** Refuses nulls. */
    public Authorisation {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(traceId, "traceId");
    }

    /** What was decided. */
    public enum Decision {
        /** They may. */
        ALLOW("Allow"),
        /** They may not. */
        DENY("Deny"),
        /** It could not be told whether they may; they were refused, and nobody decided that. */
        ERROR("Error");

        private final String word;

        Decision(String word) {
            this.word = word;
        }

        /**
         * The protocol's word.
         *
         * @return the word
         */
        public String word() {
            return word;
        }
    }

    /**
     * With what something was to be done.
     *
     * @param kind its kind, for example {@code HttpEndpoint}
     * @param id which one
     * @param metadata what else there is to say of it
     */
    public record Resource(String kind, String id, Map<String, String> metadata) {
        /** Refuses nulls, copies the map. */
        public Resource {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(id, "id");
            metadata = Map.copyOf(metadata);
        }
    }
}
