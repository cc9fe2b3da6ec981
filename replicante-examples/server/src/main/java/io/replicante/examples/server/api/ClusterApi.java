package io.replicante.examples.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.Explanation;
import io.replicante.core.Replicante;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import java.util.Optional;

/** What is known of a cluster, and why the engine acts in it or does not. Thread-safe. */
final class ClusterApi {
    private static final String CLUSTER = "/api/v0/object/replicante.io/v0/clusterspec/{ns}/{cluster}";

    private final Replicante engine;

    ClusterApi(Replicante engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get(
                CLUSTER + "/discovery",
                context -> Answers.found(
                        context,
                        engine.views().discovery(Requests.cluster(context)),
                        Messages.CLUSTER_DISCOVERY::tree));
        routes.get(
                CLUSTER + "/view",
                context -> Answers.found(
                        context, engine.views().view(Requests.cluster(context)), Messages.CLUSTER_VIEW::tree));
        routes.get(
                CLUSTER + "/orchestrate/report",
                context -> Answers.found(
                        context, engine.views().report(Requests.cluster(context)), Messages.ORCHESTRATE_REPORT::tree));
        routes.get(
                CLUSTER + "/explain",
                context -> Answers.found(context, explanation(Requests.cluster(context)), Explanation::json));
        routes.post(CLUSTER + "/orchestrate", this::orchestrate);
    }

    private void orchestrate(Context context) {
        if (engine.summons().orchestrate(Requests.cluster(context))) {
            Answers.done(context);
        } else {
            Answers.absent(context);
        }
    }

    private Optional<Explanation> explanation(ClusterRef cluster) {
        try {
            return Optional.of(engine.explain(cluster));
        } catch (InvalidInputException nothingThere) {
            return Optional.empty();
        }
    }
}
