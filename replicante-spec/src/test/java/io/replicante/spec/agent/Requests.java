package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Requests and tokens for the tests of this package. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Requests() {}

    static UUID id(long number) {
        return new UUID(7, number);
    }

    static ActionRequest request(long number, String kind) {
        return new ActionRequest(id(number), kind, NullNode.instance, NOW, Map.of());
    }

    static ActionRequest request(long number, String kind, JsonNode args) {
        return new ActionRequest(id(number), kind, args, NOW, Map.of());
    }

    static ActionRequest request(long number, String kind, ActionToken token) {
        return new ActionRequest(id(number), kind, NullNode.instance, NOW, token.toMetadata());
    }

    static ActionToken token(String issuer, long epoch) {
        return new ActionToken(issuer, epoch, "orders", "node-1", Optional.empty(), NOW.plusSeconds(60));
    }
}
