package io.replicante.examples.server.api;

import java.time.Duration;
import java.util.Objects;

/**
 * What one request, and all of them together, may take of the server.
 *
 * @param body how long a body may take to arrive, from its request's head
 * @param idle how long nothing may arrive, or be taken, before a connection is closed
 * @param size how long a body may be, in bytes
 * @param pending how much of bodies may be held at the same time, in bytes
 * @param connections how many connections there may be
 */
public record RequestLimits(Duration body, Duration idle, int size, long pending, int connections) {
    /** For people and programs on this machine. */
    public static final RequestLimits DEFAULT = new RequestLimits(
            Duration.ofSeconds(15), Duration.ofSeconds(15), 2 * 1024 * 1024, 32L * 1024 * 1024, 1_024);

    /** Refuses nulls and what is not positive. */
    public RequestLimits {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(idle, "idle");
        if (body.toMillis() < 1 || idle.toMillis() < 1 || size < 1 || pending < size || connections < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, and one body must fit into all that is pending");
        }
    }
}
