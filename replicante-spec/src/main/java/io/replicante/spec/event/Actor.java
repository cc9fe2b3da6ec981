package io.replicante.spec.event;

import java.util.Objects;

/**
 * Who caused a change.
 *
 * @param kind {@code engine}, {@code person}, {@code service} or {@code anonymous}
 * @param name which one
 */
public record Actor(String kind, String name) {
    /** Refuses nulls. */
    public Actor {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /**
     * An engine instance.
     *
     * @param instance its name
     * @return the actor
     */
    public static Actor engine(String instance) {
        return new Actor("engine", instance);
    }

    /**
     * A person.
     *
     * @param name the name
     * @return the actor
     */
    public static Actor person(String name) {
        return new Actor("person", name);
    }

    /**
     * Somebody who did not say who they are.
     *
     * @return the actor
     */
    public static Actor anonymous() {
        return new Actor("anonymous", "anonymous");
    }

    @Override
    public String toString() {
        return kind + ":" + name;
    }
}
