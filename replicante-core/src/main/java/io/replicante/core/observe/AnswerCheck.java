package io.replicante.core.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.action.ActionBounds;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;

/** Refuses answers of absurd size, naming the place. An exception here spoils one reading and nothing else. */
final class AnswerCheck {
    private static final int MAX_JSON_NODES = 100_000;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    private final ObservationLimits limits;

    AnswerCheck(ObservationLimits limits) {
        this.limits = limits;
    }

    ActionList check(String place, ActionList list) {
        count(place, list.actions(), limits.actions());
        for (ActionSummary action : list.actions()) {
            text(place + ".kind", action.kind());
        }
        return list;
    }

    ActionExecution check(ActionExecution action) {
        text("action.kind", action.kind());
        time("action.created_time", action.createdTime());
        time("action.scheduled_time", action.scheduledTime());
        action.finishedTime().ifPresent(at -> time("action.finished_time", at));
        count("action.metadata", action.metadata().entrySet(), limits.attributes());
        action.metadata().forEach((name, value) -> {
            text("action.metadata", name);
            text("action.metadata." + name, value);
        });
        ActionBounds.fault(action.args()).ifPresent(reason -> {
            throw new TooLarge("action.args " + reason);
        });
        action.state().payload().ifPresent(payload -> json("action.state.payload", payload));
        action.state().error().ifPresent(error -> json("action.state.error", error));
        return action;
    }

    AgentNode check(AgentNode node) {
        text("node.node_id", node.nodeId());
        text("node.store_id", node.storeId());
        text("node.store_version.number", node.storeVersion().number());
        text("node.node_status", node.nodeStatus().reason());
        count("node.address", node.address().byName().entrySet(), limits.attributes());
        node.address().byName().forEach((name, address) -> {
            text("node.address", name);
            text("node.address." + name, address);
        });
        attributes("node.attributes", node.attributes());
        return node;
    }

    StoreExtras check(StoreExtras extras) {
        text("store.cluster_id", extras.clusterId());
        attributes("store.attributes", extras.attributes());
        return extras;
    }

    ShardsInfo check(ShardsInfo info) {
        count("shards", info.shards(), limits.shards());
        for (AgentShard shard : info.shards()) {
            text("shards.id", shard.id());
            attributes("shards.attributes", shard.attributes());
        }
        return info;
    }

    private void attributes(String place, Map<String, AttributeValue> attributes) {
        count(place, attributes.entrySet(), limits.attributes());
        attributes.forEach((name, value) -> {
            text(place, name);
            if (value instanceof AttributeValue.Text text) {
                text(place + "." + name, text.value());
            }
        });
    }

    private static void time(String place, Instant at) {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new TooLarge(place + " is not between " + EARLIEST + " and " + LATEST);
        }
    }

    private void json(String place, JsonNode root) {
        if (ActionBounds.isDeeper(root)) {
            throw new TooLarge(place + " nests deeper than " + ActionBounds.MAX_DEPTH + " levels");
        }
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(root);
        int seen = 0;
        long characters = 0;
        while (!open.isEmpty()) {
            JsonNode next = open.poll();
            seen++;
            characters += next.isTextual() ? next.textValue().length() : 0;
            if (seen > MAX_JSON_NODES || characters > limits.text()) {
                throw new TooLarge(place + " is larger than is taken");
            }
            next.fieldNames().forEachRemaining(name -> text(place, name));
            next.forEach(open::add);
        }
    }

    private void text(String place, String text) {
        if (text.length() > limits.text()) {
            throw new TooLarge(place + " has " + text.length() + " characters, more than " + limits.text());
        }
    }

    private static void count(String place, Collection<?> items, int limit) {
        if (items.size() > limit) {
            throw new TooLarge(place + " has " + items.size() + " entries, more than " + limit);
        }
    }

    /** An answer that is larger than is taken. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }
}
