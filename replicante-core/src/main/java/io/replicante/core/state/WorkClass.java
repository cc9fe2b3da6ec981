package io.replicante.core.state;

/** Why an action is taken; it decides the order of work and which rules apply. */
public enum WorkClass {
    /** Restores the ability to write. */
    AVAILABILITY,
    /** Raises the number of failures that the cluster survives. */
    REDUNDANCY,
    /** Could as well be left: restarts, upgrades, scale-down. */
    VOLUNTARY
}
