package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.replicante.spec.json.Json;
import io.replicante.spec.protocol.ErrorBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checks manifests against the JSON Schemas beside this class, each of which is read when it is first needed. Thread-safe. */
final class ManifestSchemas {
    private static final String API_VERSION = "replicante.io/v0";
    private static final List<String> KINDS =
            List.of("namespace", "platform", "clusterspec", "naction", "oaction", "override");
    private static final int MAX_VIOLATIONS = 100;

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> read = new ConcurrentHashMap<>();

    /**
     * Checks a manifest.
     *
     * @return its kind, lower case
     * @throws RefusedException if it is none that is known, or breaks a schema, with every violation
     */
    String check(JsonNode manifest) {
        check("manifest", manifest);
        String apiVersion = manifest.path("apiVersion").asText();
        String kind = manifest.path("kind").asText().toLowerCase(Locale.ROOT);
        if (!apiVersion.equals(API_VERSION) || !KINDS.contains(kind)) {
            ObjectNode error = Answers.error(ErrorBody.of("there is no such kind of object to apply; known are "
                    + String.join(", ", KINDS) + " of " + API_VERSION));
            error.putObject("resource").put("apiVersion", apiVersion).put("kind", kind);
            throw new RefusedException(Answers.BAD_REQUEST, error);
        }
        check(kind, manifest);
        return kind;
    }

    private void check(String name, JsonNode manifest) {
        List<Error> violations = read.computeIfAbsent(name, this::read).validate(manifest);
        if (violations.isEmpty()) {
            return;
        }
        ObjectNode error = Answers.error(ErrorBody.of("the manifest breaks its schema in " + violations.size()
                + (violations.size() == 1 ? " place" : " places")));
        ArrayNode list = error.putArray("violations");
        violations.stream()
                .limit(MAX_VIOLATIONS)
                .forEach(violation -> list.addObject()
                        .put("path", violation.getInstanceLocation().toString())
                        .put("message", violation.getMessage()));
        throw new RefusedException(Answers.BAD_REQUEST, error);
    }

    private Schema read(String name) {
        String resource = name + ".schema.json";
        try (InputStream stream = ManifestSchemas.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the schema " + resource + " is missing in this build");
            }
            return registry.getSchema(Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
