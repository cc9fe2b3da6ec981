package io.replicante.platform.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description of a machine on disk.
 *
 * @param machine the machine
 * @param createdTime when it was provisioned
 */
record MachineFile(ProcessMachine machine, Instant createdTime) {
    private static final int FORMAT = 1;

    void write(NodeFiles files) throws IOException {
        ObjectNode json = JsonFile.object()
                .put("format", FORMAT)
                .put("cluster_id", machine.clusterId())
                .put("node_id", machine.nodeId())
                .put("number", machine.number())
                .put("node_group", machine.nodeGroup())
                .put("node_class", machine.nodeClass())
                .put("store", machine.store())
                .put("store_version", machine.storeVersion())
                .put("created_time", createdTime.toString());
        json.set("attributes", machine.attributes());
        ObjectNode ports = json.putObject("ports");
        machine.ports().forEach(ports::put);
        JsonFile.replace(files.description(), json);
    }

    static MachineFile read(NodeFiles files) throws IOException {
        Path file = files.description();
        ObjectNode json = JsonFile.read(file).orElseThrow(() -> new IOException(file + " does not exist"));
        if (JsonFile.required(file, json, "format").asInt() != FORMAT) {
            throw new IOException(file + " is of a format that this version does not know");
        }
        Map<String, Integer> ports = new TreeMap<>();
        JsonFile.required(file, json, "ports")
                .properties()
                .forEach(port -> ports.put(port.getKey(), port.getValue().asInt()));
        ObjectNode attributes =
                JsonFile.required(file, json, "attributes") instanceof ObjectNode object ? object : JsonFile.object();
        return new MachineFile(
                new ProcessMachine(
                        text(file, json, "cluster_id"),
                        text(file, json, "node_id"),
                        JsonFile.required(file, json, "number").asInt(),
                        text(file, json, "node_group"),
                        text(file, json, "node_class"),
                        text(file, json, "store"),
                        text(file, json, "store_version"),
                        attributes,
                        files.work(),
                        ports),
                instant(file, json));
    }

    private static String text(Path file, JsonNode json, String field) throws IOException {
        return JsonFile.required(file, json, field).asText();
    }

    private static Instant instant(Path file, JsonNode json) throws IOException {
        try {
            return Instant.parse(text(file, json, "created_time"));
        } catch (DateTimeException malformed) {
            throw new IOException(file + " holds no time", malformed);
        }
    }
}
