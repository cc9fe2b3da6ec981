package io.replicante.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How what old agents have no words for gets through them: they keep the headers of a request with its action, so one header
 * holds the kind and the metadata that were meant. Stateless.
 */
final class LegacyRequest {
    static final String HEADER = "replicante-request";
    private static final int MOST_CHARACTERS = 4 * 1024;
    private static final String KIND = "kind";
    private static final String METADATA = "metadata";

    /** Kinds that do nothing had other names. */
    private static final Map<String, String> OLD_KINDS = Map.of(
            ActionKinds.TEST_SUCCESS, ActionKinds.DOMAIN + "debug.success",
            ActionKinds.TEST_FAIL, ActionKinds.DOMAIN + "debug.fail");

    private LegacyRequest() {}

    static String oldKind(String kind) {
        return OLD_KINDS.getOrDefault(kind, kind);
    }

    static String header(ActionRequest request) {
        ObjectNode meant = JsonNodeFactory.instance.objectNode().put(KIND, request.kind());
        ObjectNode metadata = meant.putObject(METADATA);
        request.metadata().forEach(metadata::put);
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(meant).getBytes(StandardCharsets.UTF_8));
        if (header.length() > MOST_CHARACTERS) {
            throw new UnsupportedException("the metadata is too large for an old agent: as a header it has "
                    + header.length() + " characters, and may have " + MOST_CHARACTERS);
        }
        return header;
    }

    /**
     * The action as it was asked for. Without our header, what only occupies an id must still not be taken for what was to run
     * under it, so that the kind which does nothing gets the name by which it is known.
     */
    static ActionExecution original(ActionExecution kept) {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<JsonNode> meant = Optional.empty();
        for (Map.Entry<String, String> header : kept.metadata().entrySet()) {
            boolean isOurs = header.getKey().toLowerCase(Locale.ROOT).equals(HEADER);
            Optional<JsonNode> read = isOurs ? read(header.getValue()) : Optional.empty();
            if (read.isPresent()) {
                meant = read;
            } else {
                headers.put(header.getKey(), header.getValue());
            }
        }
        String kind = meant.map(request -> request.path(KIND).textValue()).orElseGet(() -> newKind(kept.kind()));
        meant.ifPresent(request -> request.path(METADATA)
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().asText())));
        return new ActionExecution(
                kept.args(),
                kept.createdTime(),
                kept.finishedTime(),
                kept.id(),
                kind,
                headers,
                kept.scheduledTime(),
                kept.state());
    }

    private static String newKind(String kind) {
        return OLD_KINDS.entrySet().stream()
                .filter(each -> each.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(kind);
    }

    private static Optional<JsonNode> read(String header) {
        try {
            JsonNode meant = Json.parse(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8));
            return Optional.of(meant).filter(each -> each.path(KIND).isTextual());
        } catch (IllegalArgumentException | InvalidInputException notOurs) {
            // Somebody else's header by the same name stays one.
            return Optional.empty();
        }
    }
}
