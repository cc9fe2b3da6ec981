package io.replicante.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.protocol.Messages;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What old agents say and are told, in the words of today. Whatever is refused names the place. Stateless. */
final class LegacyMessages {
    static final String NO_STATUS = "agents of this version do not report a status";

    private static final String STATE = "state";
    /** Still to be cancelled, so it may be at work; nothing today has this word. */
    private static final String TO_BE_CANCELLED = "CANCEL";
    /** Over, and not done. */
    private static final String CANCELLED = "CANCELLED";
    /** Old names of members of an action, in pairs with what they are now. */
    private static final Map<String, String> MEMBERS = Map.of(
            "args", "args",
            "created_ts", "created_time",
            "finished_ts", "finished_time",
            "id", "id",
            "kind", "kind",
            "headers", "metadata",
            "scheduled_ts", "scheduled_time");

    private LegacyMessages() {}

    static AgentNode node(byte[] agentInfo, JsonNode datastore) {
        JsonNode version = tree("info/agent", agentInfo).path("version");
        String place = "info/agent: version";
        return new AgentNode(
                Addresses.none(),
                new AgentVersion(
                        text(place, version, "checkout"),
                        text(place, version, "number"),
                        text(place, version, "taint")),
                Map.of(),
                datastore.has("node_id")
                        ? text("info/datastore", datastore, "node_id")
                        : text("info/datastore", datastore, "id"),
                NodeStatus.unknown(NO_STATUS),
                text("info/datastore", datastore, "kind"),
                StoreVersion.of(text("info/datastore", datastore, "version")));
    }

    static JsonNode datastore(byte[] body) {
        return tree("info/datastore", body);
    }

    static StoreExtras extras(byte[] body) {
        return new StoreExtras(text("info/datastore", datastore(body), "cluster_id"), Map.of());
    }

    static ActionList list(byte[] body) {
        JsonNode list = tree("actions", body);
        if (!list.isArray()) {
            throw refused("actions", "must be a list");
        }
        list.forEach(LegacyMessages::translateState);
        return Messages.ACTION_EXECUTION_LIST.read(list);
    }

    static boolean enabled(byte[] body) {
        JsonNode enabled = tree("actions", body).path("actions");
        if (!enabled.isBoolean()) {
            throw refused("actions", "actions must be true or false");
        }
        return enabled.booleanValue();
    }

    static ActionExecution action(byte[] body) {
        JsonNode old = tree("actions/info", body).path("action");
        if (!old.isObject()) {
            throw refused("actions/info", "action must be an object");
        }
        translateState(old);
        ObjectNode action = JsonNodeFactory.instance.objectNode();
        MEMBERS.forEach((was, is) -> copy(old, was, action, is));
        ObjectNode state = action.putObject(STATE);
        copy(old, STATE, state, "phase");
        copy(old, "state_payload", state, "payload");
        return LegacyRequest.original(Messages.ACTION_EXECUTION.read(action));
    }

    /** The body of a request for an action. */
    static byte[] request(ActionRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("action_id", request.id().toString());
        body.set("args", request.args());
        body.put("created_ts", DateTimeFormatter.ISO_INSTANT.format(request.createdTime()));
        body.put("requester", "CORE_API");
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    /** What kind of error an answer says it is. */
    static Optional<String> variant(byte[] body) {
        try {
            return Optional.of(tree("error", body).path("variant").asText()).filter(variant -> !variant.isEmpty());
        } catch (InvalidInputException notOurs) {
            // A proxy's page, or nothing.
            return Optional.empty();
        }
    }

    private static void translateState(JsonNode action) {
        if (action instanceof ObjectNode object) {
            switch (object.path(STATE).asText()) {
                case TO_BE_CANCELLED -> object.put(STATE, ActionPhase.RUNNING.name());
                case CANCELLED -> object.put(STATE, ActionPhase.FAILED.name());
                default -> {}
            }
        }
    }

    private static void copy(JsonNode from, String was, ObjectNode to, String is) {
        if (from.has(was)) {
            to.set(is, from.get(was));
        }
    }

    private static String text(String place, JsonNode object, String member) {
        JsonNode text = object.path(member);
        if (!text.isTextual()) {
            throw refused(place + "." + member, "must be a text");
        }
        return text.textValue();
    }

    private static JsonNode tree(String place, byte[] body) {
        try {
            JsonNode tree = Json.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(Json.write(tree))) {
                throw refused(place, "half a character");
            }
            return tree;
        } catch (CharacterCodingException notUtf8) {
            throw refused(place, "is not UTF-8");
        }
    }

    private static InvalidInputException refused(String place, String reason) {
        return new InvalidInputException("the answer of an old agent", List.of(new Problem(place, 0, reason)));
    }
}
