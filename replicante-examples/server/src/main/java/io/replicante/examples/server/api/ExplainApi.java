package io.replicante.examples.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.Explanation;
import io.replicante.core.Replicante;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.model.ClusterRef;
import java.util.Optional;

/** Why the engine acts in a cluster, or does not. Thread-safe. */
final class ExplainApi {
    private final Replicante engine;

    ExplainApi(Replicante engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v0/object/replicante.io/v0/clusterspec/{ns}/{cluster}/explain", this::explain);
    }

    private void explain(Context context) {
        Answers.found(context, explanation(Requests.cluster(context)), Explanation::json);
    }

    private Optional<Explanation> explanation(ClusterRef cluster) {
        try {
            return Optional.of(engine.explain(cluster));
        } catch (InvalidInputException nothingThere) {
            return Optional.empty();
        }
    }
}
