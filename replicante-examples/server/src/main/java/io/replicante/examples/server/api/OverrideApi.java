package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.control.Overrides;
import io.replicante.spec.cluster.SafetyOverride;

/** What people say in place of rules, as far as it counts. Thread-safe. */
final class OverrideApi {
    private static final String ONE = "/api/v0/object/replicante.io/v0/override/{ns}/{cluster}/{id}";

    private final Overrides overrides;

    OverrideApi(Overrides overrides) {
        this.overrides = overrides;
    }

    void register(RoutesConfig routes) {
        routes.get(
                "/api/v0/list/replicante.io/v0/override/{ns}/{cluster}",
                context -> Answers.items(context, overrides.list(Requests.cluster(context)), OverrideApi::tree));
        routes.get(
                ONE,
                context -> Answers.found(
                        context, overrides.get(Requests.cluster(context), Requests.id(context)), OverrideApi::tree));
        routes.delete(ONE, this::delete);
    }

    private void delete(Context context) {
        overrides.delete(Requests.cluster(context), Requests.id(context), Requests.actor(context));
        Answers.done(context);
    }

    private static ObjectNode tree(SafetyOverride word) {
        ObjectNode tree = Answers.object().put("id", word.id().toString()).put("rule", word.rule());
        ObjectNode scope = tree.putObject("scope")
                .put("ns_id", word.cluster().nsId())
                .put("cluster_id", word.cluster().clusterId());
        word.nodeId().ifPresent(node -> scope.put("node_id", node));
        word.shards().ifPresent(shards -> scope.put("shards", shards));
        return tree.put("actor", word.actor().name())
                .put("reason", word.reason())
                .put("expires", word.expires().toString());
    }
}
