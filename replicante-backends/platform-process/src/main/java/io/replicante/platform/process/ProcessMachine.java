package io.replicante.platform.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A machine of this platform: a directory and some loopback ports, whether or not a process uses them. Nothing of it ever
 * changes. Immutable, except for the attributes, which nobody may change.
 *
 * @param clusterId the cluster that it was provisioned for
 * @param nodeId names the machine, and never any other of the same host
 * @param number the machine's number, from 1; unique in the host like the id
 * @param nodeGroup the group that it was provisioned for
 * @param nodeClass the kind of machine
 * @param store the datastore software
 * @param storeVersion its version
 * @param attributes the attributes of the cluster, extended and overridden by those of the group
 * @param directory where the datastore keeps its files; absolute, and nobody else's
 * @param ports a port of 127.0.0.1 for each name that the template asked for; no other machine's
 */
public record ProcessMachine(
        String clusterId,
        String nodeId,
        int number,
        String nodeGroup,
        String nodeClass,
        String store,
        String storeVersion,
        ObjectNode attributes,
        Path directory,
        Map<String, Integer> ports) {
    /** Refuses nulls, copies the map. */
    public ProcessMachine {
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(nodeGroup, "nodeGroup");
        Objects.requireNonNull(nodeClass, "nodeClass");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(storeVersion, "storeVersion");
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(directory, "directory");
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    }

    /**
     * A port by its name.
     *
     * @param name a name that the template asked for
     * @return the port
     * @throws IllegalArgumentException if the template asked for no such port
     */
    public int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("machine " + nodeId + " has no port named " + name);
        }
        return port;
    }
}
