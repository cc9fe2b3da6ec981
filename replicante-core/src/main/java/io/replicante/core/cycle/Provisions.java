package io.replicante.core.cycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.ProvisionOrder;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.protocol.ErrorBody;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the actions on clusters that ask for machines: the intent that asks the platform, then the listings until they have shown
 * the same new machines for as long as the action wants.
 */
record Provisions(ClusterView view) {
    private static final String STARTING = "starting_nodes";
    private static final String EXPECTED = "expected";
    private static final String CANDIDATES = "candidate_nodes";

    /** The action as it is now, by its intent, if there still is one. */
    Orchestration settled(Orchestration work, Optional<Intent> intent) {
        OrchestratorAction action = work.action();
        if (action.phase() != OrchestratorActionPhase.RUNNING || !action.kind().equals(Candidate.PROVISION)) {
            return work;
        }
        OrchestratorAction next = intent.filter(
                        each -> each.inFlight() || each.phase().isEnded())
                .filter(each -> each.phase() != Intent.Phase.DROPPED)
                .map(each -> carried(action, each))
                .orElseGet(() -> awaited(action));
        return work.with(late(next));
    }

    private OrchestratorAction carried(OrchestratorAction action, Intent intent) {
        if (intent.phase().isEnded() && intent.phase() != Intent.Phase.COMPLETE) {
            return failed(action, intent.note());
        }
        ProvisionOrder order = ProvisionOrder.of(action.args());
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put(ProvisionOrder.REQUESTED, order.count());
        intent.nodesBefore().forEach(payload.putArray(STARTING)::add);
        List<String> found = found(action, Set.copyOf(intent.nodesBefore()));
        boolean complete = intent.phase() == Intent.Phase.COMPLETE;
        payload.put(EXPECTED, intent.machines().orElse(complete ? Math.max(1, found.size()) : order.count()));
        found.forEach(payload.putArray(CANDIDATES)::add);
        Optional<Instant> since = complete ? listed().map(DiscoveryRecord::observedAt) : Optional.empty();
        payload.put(ProvisionOrder.STABLE, since.map(Instant::toString).orElse(null));
        return finished(with(action, payload));
    }

    /** Only a listing that shows something else, or that is late enough, says anything. */
    private OrchestratorAction awaited(OrchestratorAction action) {
        Optional<DiscoveryRecord> listing = listed();
        if (!ProvisionOrder.wasAsked(action) || listing.isEmpty()) {
            return action;
        }
        JsonNode before = action.payload().orElseThrow();
        List<String> found = found(action, Set.copyOf(texts(before.path(STARTING))));
        if (found.equals(texts(before.path(CANDIDATES)))) {
            return finished(action);
        }
        ObjectNode payload = before.deepCopy();
        found.forEach(payload.putArray(CANDIDATES)::add);
        boolean all = found.size() >= before.path(EXPECTED).asInt(1);
        payload.put(ProvisionOrder.STABLE, all ? listing.get().observedAt().toString() : null);
        return finished(with(action, payload));
    }

    private OrchestratorAction finished(OrchestratorAction action) {
        return ProvisionOrder.stableFrom(action)
                        .flatMap(from ->
                                listed().filter(listing -> !listing.observedAt().isBefore(from)))
                        .isPresent()
                ? action.become(OrchestratorActionPhase.DONE, view.now())
                : action;
    }

    private OrchestratorAction late(OrchestratorAction action) {
        Duration timeout = action.timeout().orElse(ProvisionOrder.TIMEOUT);
        boolean late = action.phase() == OrchestratorActionPhase.RUNNING
                && action.scheduledTime()
                        .filter(at -> Duration.between(at, view.now()).compareTo(timeout) > 0)
                        .isPresent();
        return late ? failed(action, "it ran longer than " + timeout) : action;
    }

    private Optional<DiscoveryRecord> listed() {
        return view.discovery().toOptional();
    }

    private List<String> found(OrchestratorAction action, Set<String> before) {
        return listed().map(listing -> newNodes(
                                listing,
                                before,
                                ProvisionOrder.of(action.args()).group())
                        .stream()
                        .map(DiscoveredNode::nodeId)
                        .sorted()
                        .toList())
                .orElse(List.of());
    }

    /** What a listing shows of a group that was not there before; a node without group may be of any. */
    static List<DiscoveredNode> newNodes(DiscoveryRecord listing, Set<String> before, String group) {
        return listing.nodes().stream()
                .filter(node -> !before.contains(node.nodeId()))
                .filter(node -> node.nodeGroup().isEmpty() || node.nodeGroup().equals(Optional.of(group)))
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts.stream().sorted().toList();
    }

    private OrchestratorAction failed(OrchestratorAction action, String why) {
        return action.become(OrchestratorActionPhase.FAILED, view.now()).toBuilder()
                .error(Optional.of(ErrorBody.of(why).inRecord()))
                .build();
    }

    private static OrchestratorAction with(OrchestratorAction action, ObjectNode payload) {
        return action.toBuilder().payload(Optional.of(payload)).build();
    }
}
