package io.replicante.examples.server.api;

import io.replicante.spec.event.Actor;

/** Decides who may call what: the host's own. Thread-safe, and quick, as every call waits for it. */
@FunctionalInterface
public interface Authoriser {
    /** Whoever can connect may do anything. */
    Authoriser EVERYBODY = (actor, method, path) -> true;

    /**
     * Decides.
     *
     * @param actor who calls, as whoever stands between the caller and the server says
     * @param method the HTTP method
     * @param path the path, as it was sent
     * @return whether they may
     * @throws RuntimeException if it cannot be told, which refuses the call and is not taken for a denial
     */
    boolean allows(Actor actor, String method, String path);
}
