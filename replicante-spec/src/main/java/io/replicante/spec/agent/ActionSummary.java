package io.replicante.spec.agent;

import java.util.Objects;
import java.util.UUID;

/**
 * One line of an action list.
 *
 * @param id the action
 * @param kind what it does
 * @param phase how far it has come
 */
public record ActionSummary(UUID id, String kind, ActionPhase phase) {
    /** Refuses nulls. */
    public ActionSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(phase, "phase");
    }
}
