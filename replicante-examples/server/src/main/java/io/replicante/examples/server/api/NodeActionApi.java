package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.control.ActionRequests;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import java.util.Optional;
import java.util.UUID;

/** Actions on nodes. Thread-safe. */
final class NodeActionApi {
    private static final String ONE = "/api/v0/object/replicante.io/v0/naction/{ns}/{cluster}/{node}/{id}";

    private final ActionRequests actions;

    NodeActionApi(ActionRequests actions) {
        this.actions = actions;
    }

    private interface Change {
        NodeAction apply(ClusterRef cluster, UUID id, Actor actor);
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v0/list/replicante.io/v0/naction/{ns}/{cluster}", this::list);
        routes.get(ONE, context -> Answers.found(context, find(context), Messages.NACTION::tree));
        routes.post(ONE + "/approve", context -> change(context, actions::approve));
        routes.post(ONE + "/reject", context -> change(context, actions::reject));
        routes.post(ONE + "/cancel", context -> change(context, actions::cancel));
    }

    private void list(Context context) {
        boolean all = Requests.flag(context, "all");
        Optional<String> node = Requests.query(context, "node_id");
        Answers.items(context, actions.list(Requests.cluster(context), all, node), NodeActionApi::item);
    }

    private static ObjectNode item(NodeAction action) {
        return Items.of(
                Messages.NACTION.tree(action),
                "ns_id",
                "cluster_id",
                "node_id",
                "action_id",
                "created_time",
                "finished_time",
                "kind",
                "state.phase");
    }

    private Optional<NodeAction> find(Context context) {
        String node = Requests.name(context, "node");
        return actions.get(Requests.cluster(context), Requests.id(context))
                .filter(action -> action.node().nodeId().equals(node));
    }

    private void change(Context context, Change change) {
        Actor actor = Requests.actor(context);
        NodeAction action = find(context).orElseThrow(RefusedException::absent);
        change.apply(action.node().cluster(), action.id(), actor);
        Answers.done(context);
    }
}
