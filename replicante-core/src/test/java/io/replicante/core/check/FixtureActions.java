package io.replicante.core.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Target;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.ActionsReading;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The restarts and new machines that a fixture says are under way, and what others do. */
final class FixtureActions {
    private FixtureActions() {}

    static NavigableMap<UUID, Intent> intents(JsonNode world, Instant now) {
        NavigableMap<UUID, Intent> intents = new TreeMap<>();
        world.path("restarts").properties().forEach(entry -> {
            Intent intent = intent(entry.getKey(), entry.getValue(), now);
            intents.put(intent.id(), intent);
        });
        world.path("provisions").properties().forEach(entry -> {
            Intent intent = provision(entry.getKey(), entry.getValue().asInt(), before(world), now);
            intents.put(intent.id(), intent);
        });
        return intents;
    }

    private static Intent provision(String group, int count, List<String> before, Instant now) {
        Candidate candidate = new Candidate(
                "machines-" + group,
                Candidate.PROVISION,
                WorkClass.REDUNDANCY,
                "test",
                Optional.empty(),
                List.of(),
                Optional.of(group),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("node_group_id", group)
                        .put("count", count),
                Effect.provisioning(false),
                List.of(),
                Optional.empty(),
                Actor.person("ada"),
                false);
        return sent(UUID.nameUUIDFromBytes(group.getBytes(StandardCharsets.UTF_8)), candidate, before, now);
    }

    /** The nodes that are there when something is asked for. */
    static List<String> before(JsonNode world) {
        List<String> nodes = new ArrayList<>();
        world.path("nodes").fieldNames().forEachRemaining(nodes::add);
        return nodes;
    }

    static Intent sent(UUID id, Candidate candidate, List<String> before, Instant now) {
        return Intent.planned(id, candidate, 1, now, now.plusSeconds(600))
                .attempted(now, 1, now.plusSeconds(30), now.plusSeconds(600), before)
                .sent(now);
    }

    private static UUID id(String node) {
        return new UUID(1, node.charAt(0));
    }

    private static Intent intent(String node, JsonNode said, Instant now) {
        Effect away = new Effect(
                Optional.of(node),
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false);
        Candidate candidate = new Candidate(
                "key-" + node,
                ActionKinds.STORE_RESTART,
                WorkClass.VOLUNTARY,
                "test",
                Optional.of(node),
                List.of(new Target(node, Optional.of("1"), Optional.of("machine-" + node))),
                Optional.empty(),
                JsonNodeFactory.instance.objectNode(),
                away,
                List.of(),
                Optional.empty(),
                Actor.person("ada"),
                false);
        Instant overdue = now.plusSeconds(said.path("overdueIn").asLong(600));
        Intent attempted = Intent.planned(id(node), candidate, 1, now, overdue)
                .attempted(now, 1, now.plusSeconds(30), overdue, List.of());
        return said.path("sent").asBoolean(true)
                ? attempted.sent(now)
                : attempted.become(Intent.Phase.OUTCOME_UNKNOWN, "no answer in time");
    }

    /** Others' actions on a node, which its agent told of. */
    static NavigableMap<UUID, NodeAction> shown(JsonNode world, ClusterRef cluster, Instant now) {
        NavigableMap<UUID, NodeAction> shown = new TreeMap<>();
        world.path("shown").properties().forEach(entry -> {
            for (int i = 0; i < entry.getValue().asInt(); i++) {
                UUID id = new UUID(8, i);
                shown.put(
                        id,
                        NodeAction.builder(
                                        id,
                                        new NodeRef(cluster, entry.getKey()),
                                        "acme.test/compact",
                                        new Actor("agent", entry.getKey()),
                                        now,
                                        NodeActionPhase.RUNNING)
                                .scheduledTime(Optional.of(now))
                                .build());
            }
        });
        return shown;
    }

    static ActionsReading reading(JsonNode world, String node, JsonNode said, Instant now) {
        List<ActionSummary> queued = said.has("foreign")
                ? List.of(new ActionSummary(new UUID(9, 9), said.get("foreign").asText(), ActionPhase.RUNNING))
                : List.of();
        Map<UUID, Optional<ActionExecution>> lookups = new HashMap<>();
        Map<UUID, String> unread = new HashMap<>();
        JsonNode restart = world.path("restarts").path(node);
        if (restart.path("garbled").asBoolean()) {
            unread.put(id(node), "no phase is called WALKING");
        } else if (!restart.isMissingNode()) {
            lookups.put(
                    id(node),
                    restart.path("known").asBoolean(true) ? Optional.of(running(node, now)) : Optional.empty());
        }
        return new ActionsReading(new ActionList(queued, true), new ActionList(List.of(), true), lookups, unread);
    }

    private static ActionExecution running(String node, Instant now) {
        return new ActionExecution(
                JsonNodeFactory.instance.nullNode(),
                now,
                Optional.empty(),
                id(node),
                ActionKinds.STORE_RESTART,
                Map.of(),
                now,
                new ActionState(ActionPhase.RUNNING, Optional.empty(), Optional.empty()));
    }
}
