package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.Replicante;
import io.replicante.core.control.PauseAnswer;
import io.replicante.core.control.PauseTarget;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.event.Actor;

/** Pauses and resumes; the answer shows what had been begun before. Thread-safe. */
final class PauseApi {
    private static final String CLUSTER = "/api/v0/object/replicante.io/v0/clusterspec/{ns}/{cluster}";
    private static final String NAMESPACE = "/api/v0/object/replicante.io/v0/namespace/{ns}";
    private static final String FLEET = "/api/v0/object/replicante.io/v0/fleet";
    private static final int MAX_REASON = 1_000;

    private final Replicante engine;

    PauseApi(Replicante engine) {
        this.engine = engine;
    }

    private interface Change {
        PauseAnswer apply(PauseTarget target, Actor actor, String reason);
    }

    private interface Target {
        PauseTarget of(Context context);
    }

    void register(RoutesConfig routes) {
        Target cluster = context -> PauseTarget.cluster(Requests.cluster(context));
        Target namespace = context -> PauseTarget.namespace(Requests.namespace(context));
        Target fleet = context -> PauseTarget.fleet();
        routes.post(CLUSTER + "/pause", context -> change(context, cluster, engine::pause));
        routes.post(CLUSTER + "/resume", context -> change(context, cluster, engine::resume));
        routes.post(NAMESPACE + "/pause", context -> change(context, namespace, engine::pause));
        routes.post(NAMESPACE + "/resume", context -> change(context, namespace, engine::resume));
        routes.post(FLEET + "/pause", context -> change(context, fleet, engine::pause));
        routes.post(FLEET + "/resume", context -> change(context, fleet, engine::resume));
    }

    private void change(Context context, Target target, Change change) {
        PauseTarget what = target.of(context);
        Actor actor = Requests.actor(context);
        String reason = reason(context);
        try {
            Answers.send(context, Answers.OK, tree(change.apply(what, actor, reason)));
        } catch (InvalidInputException refused) {
            throw isThere(what) ? refused : RefusedException.absent();
        }
    }

    private boolean isThere(PauseTarget target) {
        if (target instanceof PauseTarget.Cluster cluster) {
            return engine.desired().cluster(cluster.ref()).isPresent();
        }
        return !(target instanceof PauseTarget.Namespace namespace)
                || engine.desired().namespace(namespace.nsId()).isPresent();
    }

    private static String reason(Context context) {
        JsonNode body = Requests.optionalJson(context).orElseGet(Answers::object);
        JsonNode reason = body.path("reason");
        if (!body.isObject() || !(reason.isMissingNode() || reason.isNull() || reason.isTextual())) {
            throw RefusedException.badRequest(
                    "the body must be an object whose \"reason\", if there is one, is a text");
        }
        String text = reason.isTextual() ? reason.asText() : "";
        if (text.length() > MAX_REASON || text.chars().anyMatch(Character::isISOControl)) {
            throw RefusedException.badRequest(
                    "reason: must have " + MAX_REASON + " characters at most, none of them a control character");
        }
        return text;
    }

    private static ObjectNode tree(PauseAnswer answer) {
        ObjectNode body = Answers.object().put("complete", answer.complete());
        ArrayNode begun = body.putArray("begun");
        answer.begun()
                .forEach(attempt -> begun.addObject()
                        .put("ns_id", attempt.cluster().nsId())
                        .put("cluster_id", attempt.cluster().clusterId())
                        .put("node_id", attempt.node().orElse(null))
                        .put("action_id", attempt.action().toString())
                        .put("kind", attempt.kind())
                        .put("phase", attempt.phase().name())
                        .put(
                                "attempted_at",
                                attempt.attemptedAt().map(Object::toString).orElse(null)));
        return body;
    }
}
