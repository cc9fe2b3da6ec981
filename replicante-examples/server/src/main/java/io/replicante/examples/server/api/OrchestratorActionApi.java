package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.control.OrchestratorRequests;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import java.util.Optional;
import java.util.UUID;

/** Actions on clusters as a whole. Thread-safe. */
final class OrchestratorActionApi {
    private static final String ONE = "/api/v0/object/replicante.io/v0/oaction/{ns}/{cluster}/{id}";

    private final OrchestratorRequests actions;

    OrchestratorActionApi(OrchestratorRequests actions) {
        this.actions = actions;
    }

    private interface Change {
        OrchestratorAction apply(ClusterRef cluster, UUID id, Actor actor);
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v0/list/replicante.io/v0/oaction/{ns}/{cluster}", this::list);
        routes.get(ONE, context -> Answers.found(context, find(context), Messages.OACTION::tree));
        routes.post(ONE + "/approve", context -> change(context, actions::approve));
        routes.post(ONE + "/reject", context -> change(context, actions::reject));
        routes.post(ONE + "/cancel", context -> change(context, actions::cancel));
    }

    private void list(Context context) {
        boolean all = Requests.flag(context, "all");
        Answers.items(context, actions.list(Requests.cluster(context), all), OrchestratorActionApi::item);
    }

    private static ObjectNode item(OrchestratorAction action) {
        return Items.of(
                Messages.OACTION.tree(action),
                "ns_id",
                "cluster_id",
                "action_id",
                "created_ts",
                "finished_ts",
                "kind",
                "state");
    }

    private Optional<OrchestratorAction> find(Context context) {
        return actions.get(Requests.cluster(context), Requests.id(context));
    }

    private void change(Context context, Change change) {
        Actor actor = Requests.actor(context);
        OrchestratorAction action = find(context).orElseThrow(RefusedException::absent);
        change.apply(action.cluster(), action.id(), actor);
        Answers.done(context);
    }
}
