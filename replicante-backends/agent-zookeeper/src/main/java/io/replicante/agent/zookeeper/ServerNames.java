package io.replicante.agent.zookeeper;

import java.util.OptionalLong;

/**
 * Tells which server of the ensemble runs on a node: the engine names nodes as the platform does, the ensemble names servers
 * by number. Implementations are thread-safe, fast, and answer for nodes that are gone as for those that are there.
 */
@FunctionalInterface
public interface ServerNames {

    /**
     * Finds the server of a node.
     *
     * @param nodeId the platform's name for the node
     * @return the id of its server, or empty when it is not known
     */
    OptionalLong serverId(String nodeId);

    /**
     * Names that are the numbers of the servers themselves.
     *
     * @return names such as {@code 3}
     */
    static ServerNames numbers() {
        return nodeId -> {
            try {
                return OptionalLong.of(Long.parseUnsignedLong(nodeId));
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        };
    }
}
