package io.replicante.core.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.state.Approval;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Reason;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.protocol.Messages;
import io.replicante.spec.report.Node;
import io.replicante.spec.report.NodeDetails;
import io.replicante.spec.report.NodeStoreExtras;
import io.replicante.spec.report.Shard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the difference between two states of a cluster as events. */
public final class Diff {
    private final ClusterState before;
    private final ClusterState after;
    private final Instant now;
    private final Actor actor;
    private final List<NewEvent> events = new ArrayList<>();

    private Diff(ClusterState before, ClusterState after, Instant now, Actor actor) {
        this.before = before;
        this.after = after;
        this.now = now;
        this.actor = actor;
    }

    /**
     * The difference between two states.
     *
     * @param before as it was
     * @param after as it is
     * @param now when
     * @param actor who changed it
     * @return the difference
     */
    public static Diff of(ClusterState before, ClusterState after, Instant now, Actor actor) {
        return new Diff(before, after, now, actor);
    }

    /**
     * The events, facts first, then conclusions, then deeds.
     *
     * @param ended the intents that ended in between
     * @return the events in order
     */
    public List<NewEvent> events(List<Intent> ended) {
        nodes();
        record();
        findings();
        decisions();
        words();
        intents(ended);
        actions();
        orchestrations();
        return List.copyOf(events);
    }

    private void nodes() {
        before.nodes().forEach((id, node) -> {
            if (isGone(node)) {
                add(EventCodes.NODE_DELETE, node(node), Optional.empty());
            }
        });
        after.nodes().forEach((id, node) -> {
            NodeRecord known = before.nodes().get(id);
            NodeRecord old = known == null || isGone(known) ? null : known;
            if (old == null || !saysTheSame(old, node)) {
                compare(
                        EventCodes.NODE_SYNC_NEW,
                        EventCodes.NODE_SYNC_UPDATE,
                        old == null ? null : node(old),
                        node(node));
            }
            if (old == null || !old.extras().equals(node.extras())) {
                compare(
                        EventCodes.STORE_EXTRAS_SYNC_NEW,
                        EventCodes.STORE_EXTRAS_SYNC_UPDATE,
                        old == null
                                ? null
                                : old.extras()
                                        .map(extras -> extras(old, extras))
                                        .orElse(null),
                        node.extras().map(extras -> extras(node, extras)).orElse(null));
            }
            shards(id, old == null ? List.of() : old.shards(), node.shards());
        });
    }

    /** Most nodes do, and their messages need not be written to find that out. */
    private static boolean saysTheSame(NodeRecord old, NodeRecord current) {
        return old.status().equals(current.status()) && old.agent().equals(current.agent());
    }

    /** A node of the same id on another machine is another node. */
    private boolean isGone(NodeRecord old) {
        NodeRecord current = after.nodes().get(old.nodeId());
        return current == null || old.isOtherMachine(current.discovered());
    }

    private void shards(String nodeId, List<AgentShard> old, List<AgentShard> current) {
        if (old.equals(current)) {
            return;
        }
        Map<String, AgentShard> known = new HashMap<>();
        old.forEach(shard -> known.put(shard.id(), shard));
        for (AgentShard shard : current) {
            AgentShard was = known.get(shard.id());
            if (shard.equals(was)) {
                continue;
            }
            compare(
                    EventCodes.SHARD_SYNC_NEW,
                    EventCodes.SHARD_SYNC_UPDATE,
                    was == null ? null : shard(nodeId, was),
                    shard(nodeId, shard));
        }
    }

    private void record() {
        boolean initialised = before.record().initialisedAt().isEmpty()
                && after.record().initialisedAt().isPresent();
        if (initialised) {
            add(EventCodes.CLUSTER_INITIALISED, Json.tree(after.record()), Optional.empty());
        }
        boolean moved =
                !after.record().configurationVersion().equals(before.record().configurationVersion());
        if (moved && after.record().configurationText().isPresent()) {
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.put("version", after.record().configurationVersion().orElse(-1));
            payload.put("text", after.record().configurationText().get());
            add(EventCodes.CONFIGURATION_CHANGED, payload, Optional.empty());
        }
    }

    private void findings() {
        after.findings().forEach((key, finding) -> {
            Finding old = before.findings().get(key);
            String cause = finding.incident().toString();
            if (old == null) {
                add(EventCodes.FINDING_OPENED, Json.tree(finding), Optional.of(cause));
            } else if (!said(old).equals(said(finding))) {
                add(EventCodes.FINDING_CHANGED, Json.tree(finding), Optional.of(cause));
            }
        });
        before.findings().forEach((key, finding) -> {
            if (!after.findings().containsKey(key)) {
                add(
                        EventCodes.FINDING_CLOSED,
                        Json.tree(finding),
                        Optional.of(finding.incident().toString()));
            }
        });
    }

    private static List<Object> said(Finding finding) {
        return List.of(finding.severity(), finding.message(), finding.evidence());
    }

    private void decisions() {
        Map<String, String> known = before.decisions().stream()
                .collect(Collectors.toMap(each -> each.candidate().key(), Diff::gist, (first, second) -> first));
        for (Decision decision : after.decisions()) {
            String key = decision.candidate().key();
            if (!gist(decision).equals(known.get(key))) {
                ObjectNode payload = JsonNodeFactory.instance.objectNode();
                payload.put("verdict", decision.verdict().name());
                payload.set("action", action(decision));
                payload.set("reasons", Json.tree(decision.against()));
                add(EventCodes.DECISION_CHANGED, payload, cause(decision.candidate()));
            }
        }
    }

    /** People's words that do not count any more. */
    private void words() {
        for (Decision decision : after.decisions()) {
            Optional<Approval> gone = Optional.ofNullable(
                            before.approvals().get(decision.candidate().key()))
                    .filter(approval -> !after.approvals().containsKey(approval.key()));
            gone.ifPresent(approval -> approval.voidedBy(decision).ifPresent(because -> {
                ObjectNode payload = Json.tree(approval).deepCopy();
                add(EventCodes.APPROVAL_VOID, payload.put("because", because), cause(decision.candidate()));
            }));
        }
        before.overrides().forEach((id, word) -> {
            if (!after.overrides().containsKey(id)) {
                add(EventCodes.OVERRIDE_EXPIRED, Json.tree(word).deepCopy(), Optional.empty());
            }
        });
    }

    private static String gist(Decision decision) {
        return decision.verdict()
                + decision.against().stream().map(Reason::rule).collect(Collectors.joining(","));
    }

    private static ObjectNode action(Decision decision) {
        ObjectNode action = JsonNodeFactory.instance.objectNode();
        action.put("kind", decision.candidate().kind());
        decision.candidate().subject().ifPresent(target -> action.put("node_id", target.nodeId()));
        action.put("remedy", decision.candidate().remedy());
        return action;
    }

    private void intents(List<Intent> ended) {
        after.intents().forEach((id, intent) -> {
            Intent old = before.intents().get(id);
            if (old == null) {
                add(EventCodes.INTENT_CREATED, Json.tree(intent), cause(intent));
            } else if (old.phase() != intent.phase()) {
                add(EventCodes.INTENT_OUTCOME, Json.tree(intent), cause(intent));
            }
        });
        before.intents().forEach((id, intent) -> {
            if (!after.intents().containsKey(id) && intent.phase() == Intent.Phase.PLANNED) {
                add(
                        EventCodes.INTENT_DROPPED,
                        Json.tree(intent.become(Intent.Phase.DROPPED, "no longer allowed or needed")),
                        cause(intent));
            }
        });
        ended.forEach(intent -> add(EventCodes.INTENT_ENDED, Json.tree(intent), cause(intent)));
    }

    private static Optional<String> cause(Intent intent) {
        return cause(intent.candidate());
    }

    private static Optional<String> cause(Candidate candidate) {
        return candidate.request().map(Object::toString).or(candidate::incident);
    }

    private void actions() {
        after.actions().forEach((id, action) -> {
            var old = before.actions().get(id);
            if (!action.equals(old)) {
                add(
                        old == null ? EventCodes.NACTION_SYNC_NEW : EventCodes.NACTION_SYNC_UPDATE,
                        Messages.NACTION.tree(action),
                        Optional.of(id.toString()));
            }
        });
    }

    private void orchestrations() {
        after.orchestrations().forEach((id, work) -> {
            if (!work.equals(before.orchestrations().get(id))) {
                String code = switch (work.action().phase()) {
                    case DONE -> EventCodes.OACTION_SUCCESS;
                    case FAILED -> EventCodes.OACTION_FAIL;
                    default -> EventCodes.OACTION_UPDATE;
                };
                add(code, Messages.OACTION.tree(work.action()), Optional.of(id.toString()));
            }
        });
    }

    private void compare(String created, String changed, @Nullable JsonNode old, @Nullable JsonNode current) {
        if (current == null || Objects.equals(old, current)) {
            return;
        }
        add(old == null ? created : changed, current, Optional.empty());
    }

    private JsonNode node(NodeRecord node) {
        boolean reached = !node.status().is(NodeStatus.Code.UNREACHABLE);
        return Messages.NODE.tree(new Node(
                ref(node.nodeId()),
                node.status(),
                node.agent().filter(agent -> reached).map(NodeDetails::of)));
    }

    private JsonNode extras(NodeRecord node, StoreExtras extras) {
        ObjectNode json = Messages.STORE_EXTRAS
                .tree(new NodeStoreExtras(ref(node.nodeId()), extras.attributes(), true))
                .deepCopy();
        return json.put("store_cluster_id", extras.clusterId());
    }

    private JsonNode shard(String nodeId, AgentShard shard) {
        return Messages.SHARD.tree(new Shard(
                ref(nodeId),
                shard.id(),
                shard.role().orElse(ShardRole.other("UNKNOWN")),
                shard.commitOffset(),
                shard.lag(),
                true));
    }

    private NodeRef ref(String nodeId) {
        return new NodeRef(after.spec().ref(), nodeId);
    }

    private void add(String code, JsonNode payload, Optional<String> cause) {
        events.add(new NewEvent(StreamKey.of(after.spec().ref()), code, now, payload, actor, cause));
    }
}
