package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.Replicante;
import io.replicante.spec.model.ClusterRef;

/** Takes people's agreement to what the gate holds back for them, as the explanation showed it. Thread-safe. */
final class ApprovalApi {
    private static final int MAX_KEY = 1_000;
    private static final int MAX_DIGEST = 256;

    private final Replicante engine;

    ApprovalApi(Replicante engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/v0/object/replicante.io/v0/clusterspec/{ns}/{cluster}/approve", this::approve);
    }

    private void approve(Context context) {
        ClusterRef cluster = Requests.cluster(context);
        JsonNode body = Requests.json(context);
        String key = text(body, "key", MAX_KEY);
        String digest = text(body, "digest", MAX_DIGEST);
        if (engine.desired().cluster(cluster).isEmpty()) {
            throw RefusedException.absent();
        }
        engine.approve(cluster, key, digest, Requests.actor(context));
        Answers.done(context);
    }

    private static String text(JsonNode body, String name, int most) {
        JsonNode value = body.path(name);
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > most) {
            throw RefusedException.badRequest(
                    name + ": must be a text of 1 to " + most + " characters, as the explanation shows it");
        }
        return value.asText();
    }
}
