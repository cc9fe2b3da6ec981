package io.replicante.examples.server.worlds;

import java.util.UUID;

/**
 * A request that reached an agent or the platform.
 *
 * @param receiver the node, or {@code platform}
 * @param method the HTTP method
 * @param what the path; of an action its kind
 * @param id the id of the action; of other requests one that says nothing
 */
record Received(String receiver, String method, String what, UUID id) {
    private static final UUID NONE = new UUID(0, 0);

    static Received get(String receiver, String path) {
        return new Received(receiver, "GET", path, NONE);
    }

    static Received post(String receiver, String what) {
        return new Received(receiver, "POST", what, NONE);
    }

    boolean changes() {
        return method.equals("POST");
    }
}
