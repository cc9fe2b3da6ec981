package io.replicante.spec.datastore;

import java.util.Objects;
import java.util.Optional;

/**
 * How a cluster begins and how small it may be.
 *
 * @param initialise how a cluster begins
 * @param smallest how many voting members it must keep, at least 1
 */
public record Membership(Initialise initialise, int smallest) {
    /**
     * How a cluster begins.
     *
     * @param mode by itself or by an action
     * @param action for {@link Mode#ACTION} the kind of that action
     * @param startForms whether starting a node can form a cluster
     */
    public record Initialise(Mode mode, Optional<String> action, StartForms startForms) {
        /** What makes a cluster begin. */
        public enum Mode {
            /** The start of its first node. */
            AUTO,
            /** An action. */
            ACTION
        }

        /** Whether starting a node can form a cluster. */
        public enum StartForms {
            /** The first node that is provisioned, and no other. */
            FIRST,
            /** Never. */
            NEVER
        }

        /** Refuses nulls, and an action without its kind. */
        public Initialise {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(startForms, "startForms");
            if (mode == Mode.ACTION && action.isEmpty()) {
                throw new IllegalArgumentException("initialise by action needs the action");
            }
        }
    }

    /** Refuses nulls and a smallest size below 1. */
    public Membership {
        Objects.requireNonNull(initialise, "initialise");
        if (smallest < 1) {
            throw new IllegalArgumentException("smallest must be at least 1");
        }
    }
}
