package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.Replicante;
import io.replicante.core.control.ActionOrder;
import io.replicante.core.control.OrchestratorOrder;
import io.replicante.spec.Problem;
import io.replicante.spec.Uuids;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.event.Actor;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Json;
import io.replicante.spec.json.Manifests;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.json.PlatformManifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.protocol.Messages;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Applies manifests: whole objects, of which members that were left out return to their defaults. Thread-safe. */
final class ApplyApi {
    /** Far beyond what an action takes, and near enough for times to be reckoned from it. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Replicante engine;
    private final ManifestSchemas schemas = new ManifestSchemas();

    ApplyApi(Replicante engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/v0/apply", this::apply);
    }

    private void apply(Context context) {
        JsonNode manifest = Requests.document(context);
        String kind = schemas.check(manifest);
        Actor actor = Requests.actor(context);
        if (kind.equals("override")) {
            engine.apply(Manifests.read("manifest.json", Json.write(manifest)), actor);
            Answers.done(context);
        } else {
            Answers.send(context, Answers.OK, apply(kind, manifest.path("spec"), actor));
        }
    }

    private ObjectNode apply(String kind, JsonNode spec, Actor actor) {
        switch (kind) {
            case "namespace" -> engine.apply(new NamespaceManifest(Messages.NAMESPACE.read(spec)), actor);
            case "platform" -> engine.apply(new PlatformManifest(Messages.PLATFORM.read(spec)), actor);
            case "clusterspec" -> engine.apply(new ClusterSpecManifest(Messages.CLUSTER_SPEC.read(spec)), actor);
            case "naction" -> {
                return nodeAction(spec, actor);
            }
            case "oaction" -> {
                return orchestratorAction(spec, actor);
            }
            default -> throw new IllegalStateException("there is a schema but no reader for " + kind);
        }
        return Answers.object();
    }

    private ObjectNode nodeAction(JsonNode spec, Actor actor) {
        NodeRef node = new NodeRef(cluster(spec), spec.path("node_id").asText());
        NodeAction action = engine.actions()
                .request(
                        new ActionOrder(
                                node, spec.path("kind").asText(), args(spec), metadata(spec), approval(spec), id(spec)),
                        actor);
        return reference(spec)
                .put("node_id", node.nodeId())
                .put("action_id", action.id().toString());
    }

    private ObjectNode orchestratorAction(JsonNode spec, Actor actor) {
        OrchestratorAction action = engine.orchestratorActions()
                .request(
                        new OrchestratorOrder(
                                cluster(spec),
                                spec.path("kind").asText(),
                                args(spec),
                                metadata(spec),
                                approval(spec),
                                id(spec),
                                timeout(spec.path("timeout"))),
                        actor);
        return reference(spec).put("action_id", action.id().toString());
    }

    /** As the protocol writes durations, or as people do. */
    private static Optional<Duration> timeout(JsonNode timeout) {
        if (timeout.isMissingNode()) {
            return Optional.empty();
        }
        Duration duration = duration(timeout);
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw refusedTimeout("must be more than nothing and at most " + LONGEST.toDays() + " days");
        }
        return Optional.of(duration);
    }

    private static Duration duration(JsonNode timeout) {
        if (timeout.isObject()) {
            return Duration.ofSeconds(
                    timeout.path("secs").asLong(), timeout.path("nanos").asLong());
        }
        try {
            return Duration.parse(timeout.asText());
        } catch (DateTimeParseException unreadable) {
            throw refusedTimeout("must be a duration such as PT10M");
        }
    }

    private static RefusedException refusedTimeout(String reason) {
        return RefusedException.violations(
                "the timeout cannot be used", List.of(new Problem("/spec/timeout", 0, reason)));
    }

    private static ObjectNode reference(JsonNode spec) {
        return Answers.object()
                .put("ns_id", spec.path("ns_id").asText())
                .put("cluster_id", spec.path("cluster_id").asText());
    }

    private static ClusterRef cluster(JsonNode spec) {
        return new ClusterRef(
                spec.path("ns_id").asText(), spec.path("cluster_id").asText());
    }

    private static JsonNode args(JsonNode spec) {
        return spec.has("args") ? spec.path("args") : JsonNodeFactory.instance.nullNode();
    }

    private static Approval approval(JsonNode spec) {
        return spec.path("approval").asText().equals("required") ? Approval.REQUIRED : Approval.GRANTED;
    }

    private static Optional<UUID> id(JsonNode spec) {
        return spec.has("action_id")
                ? Optional.of(Uuids.parse(spec.path("action_id").asText())
                        .orElseThrow(() -> RefusedException.badRequest("spec.action_id: must be a UUID")))
                : Optional.empty();
    }

    private static Map<String, String> metadata(JsonNode spec) {
        Map<String, String> metadata = new TreeMap<>();
        spec.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }
}
