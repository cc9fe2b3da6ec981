package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.DecisionHistory;
import io.replicante.core.Explanation;
import io.replicante.core.Replicante;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.spec.report.StopReport;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

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
                context ->
                        Answers.found(context, ifThere(Requests.cluster(context), engine::explain), Explanation::json));
        routes.get(
                CLUSTER + "/stoppable",
                context -> Answers.found(
                        context, ifThere(Requests.cluster(context), engine::stoppable), ClusterApi::tree));
        routes.get(CLUSTER + "/decisions", this::decisions);
        routes.post(CLUSTER + "/orchestrate", this::orchestrate);
    }

    private void orchestrate(Context context) {
        if (engine.summons().orchestrate(Requests.cluster(context))) {
            Answers.done(context);
        } else {
            Answers.absent(context);
        }
    }

    private void decisions(Context context) {
        Instant since = Requests.time(context, "since").orElse(Instant.EPOCH);
        Answers.found(
                context,
                ifThere(Requests.cluster(context), cluster -> engine.decisions(cluster, since)),
                DecisionHistory::json);
    }

    private static ObjectNode tree(StopReport report) {
        ObjectNode body = Answers.object()
                .put("ns_id", report.cluster().nsId())
                .put("cluster_id", report.cluster().clusterId())
                .put("evaluated_at", report.observedAt().toString());
        ArrayNode together = body.putArray("together");
        report.together().forEach(together::add);
        ArrayNode others = body.putArray("others");
        report.others()
                .forEach((node, reason) ->
                        others.addObject().put("node_id", node).put("reason", reason));
        return body;
    }

    /** What is told of a cluster, or nothing when there is none of that name. */
    private <T> Optional<T> ifThere(ClusterRef cluster, Function<ClusterRef, T> told) {
        try {
            return Optional.of(told.apply(cluster));
        } catch (InvalidInputException refused) {
            if (engine.desired().cluster(cluster).isPresent()) {
                throw refused;
            }
            return Optional.empty();
        }
    }
}
