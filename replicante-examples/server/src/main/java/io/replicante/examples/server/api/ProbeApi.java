package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.replicante.spec.UnavailableException;
import io.replicante.store.Store;

/** What those ask who run the server: whether it is well, what it measures, what it is. Thread-safe. */
final class ProbeApi {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int UNAVAILABLE = 503;

    private final Store store;
    private final PrometheusMeterRegistry meters;
    private final String version;

    ProbeApi(Store store, PrometheusMeterRegistry meters, String version) {
        this.store = store;
        this.meters = meters;
        this.version = version;
    }

    void register(RoutesConfig routes) {
        routes.get("/health", context -> {
            ObjectNode health = health();
            Answers.send(context, health.path("status").asText().equals("UP") ? Answers.OK : UNAVAILABLE, health);
        });
        routes.get("/metrics", context -> context.contentType(TEXT).result(meters.scrape()));
        routes.get(
                "/version",
                context -> Answers.send(
                        context,
                        Answers.OK,
                        Answers.object().put("name", "replicante").put("version", version)));
    }

    private ObjectNode health() {
        try {
            store.now();
            return Answers.object().put("status", "UP");
        } catch (UnavailableException down) {
            return Answers.object().put("status", "DOWN").put("reason", "store: " + down.getMessage());
        }
    }
}
