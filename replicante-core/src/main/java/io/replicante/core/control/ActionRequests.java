package io.replicante.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.StateCodec;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Takes requests for actions. Asking is answered at once; whether and when it is done the gate says. Thread-safe. */
public final class ActionRequests {
    private static final int MAX_UNFINISHED = 1_000;
    private static final int MAX_ARGS = 64 * 1024;
    private static final Pattern KIND = Pattern.compile("[^/\\s]{1,200}/[^/\\s]{1,200}");

    private final ControlCommits commits;
    private final RandomGenerator random;

    /**
     * Creates it.
     *
     * @param store where requests are kept
     * @param random names the requests
     */
    public ActionRequests(Store store, RandomGenerator random) {
        commits = new ControlCommits(store);
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Asks for an action on a node.
     *
     * @param node the node whose agent is to run it
     * @param kind what, {@code domain/name}
     * @param args with what; a JSON null for nothing
     * @param actor who asks
     * @return the action's id, for ever
     * @throws InvalidInputException if there is no such cluster or node, or the request cannot be taken; nothing was changed
     */
    public UUID request(NodeRef node, String kind, JsonNode args, Actor actor) {
        if (!KIND.matcher(kind).matches()) {
            throw invalid("kind", "must be domain/name, and is " + kind);
        }
        if (Json.write(args).length() > MAX_ARGS) {
            throw invalid("args", "are longer than " + MAX_ARGS + " characters");
        }
        UUID id = new UUID(random.nextLong(), random.nextLong());
        ClusterRef cluster = node.cluster();
        commits.change(Scope.around(cluster), snapshot -> {
            ClusterState state = state(cluster, snapshot);
            requireNode(state, node);
            long unfinished = state.actions().values().stream()
                    .filter(action -> !action.phase().isFinal())
                    .count();
            if (unfinished >= MAX_UNFINISHED) {
                throw invalid("node", "the cluster has " + unfinished + " unfinished actions already");
            }
            NodeAction action = new NodeAction(
                    id,
                    node,
                    kind,
                    args,
                    actor,
                    commits.store().now(),
                    Optional.empty(),
                    Optional.empty(),
                    NodeActionPhase.PENDING_SCHEDULE,
                    Optional.empty());
            return change(action, EventCodes.NACTION_CREATE, actor);
        });
        return id;
    }

    /**
     * Cancels an action that was not begun.
     *
     * @param cluster its cluster
     * @param id the action
     * @param actor who cancels it
     * @throws InvalidInputException if there is no such action
     * @throws ConflictException if it is over, or an attempt of it has been made: it may be running
     */
    public void cancel(ClusterRef cluster, UUID id, Actor actor) {
        commits.change(Scope.around(cluster), snapshot -> {
            ClusterState state = state(cluster, snapshot);
            NodeAction action = Optional.ofNullable(state.actions().get(id))
                    .orElseThrow(() -> invalid("action", "there is no action " + id + " in cluster " + cluster));
            boolean begun = Optional.ofNullable(state.intents().get(id))
                    .filter(Intent::inFlight)
                    .isPresent();
            if (begun || !action.phase().mayBecome(NodeActionPhase.CANCELLED) || isAccepted(action)) {
                throw new ConflictException("action " + id + " cannot be cancelled any more: it is " + action.phase()
                        + (begun ? ", and an attempt of it has been made" : ""));
            }
            NodeAction cancelled = new NodeAction(
                    id,
                    action.node(),
                    action.kind(),
                    action.args(),
                    action.actor(),
                    action.createdTime(),
                    action.scheduledTime(),
                    Optional.of(commits.store().now()),
                    NodeActionPhase.CANCELLED,
                    action.error());
            return change(cancelled, EventCodes.NACTION_CANCEL, actor);
        });
    }

    private static boolean isAccepted(NodeAction action) {
        return action.phase() != NodeActionPhase.PENDING_APPROVE && action.phase() != NodeActionPhase.PENDING_SCHEDULE;
    }

    private Commit.Builder change(NodeAction action, String code, Actor actor) {
        ClusterRef cluster = action.node().cluster();
        Instant now = commits.store().now();
        return Commit.to(Scope.of(cluster))
                .put(Documents.write(DocumentKind.NODE_ACTION, action.id().toString(), action))
                .dueNoLaterThan(WorkKey.of(cluster), now)
                .event(new NewEvent(
                        StreamKey.of(cluster),
                        code,
                        now,
                        Documents.tree(action),
                        actor,
                        Optional.of(action.id().toString())));
    }

    private static ClusterState state(ClusterRef cluster, Snapshot snapshot) {
        LoadedCluster loaded = StateCodec.read(cluster, snapshot);
        return loaded.state().orElseThrow(() -> invalid("cluster", "there is no cluster " + cluster));
    }

    private static void requireNode(ClusterState state, NodeRef node) {
        boolean listed = state.discovery().map(DiscoveryRecord::nodes).orElse(List.of()).stream()
                .anyMatch(each -> each.nodeId().equals(node.nodeId()));
        if (!listed && !state.nodes().containsKey(node.nodeId())) {
            throw invalid("node", "there is no node " + node.nodeId() + " in cluster " + node.cluster());
        }
    }

    private static InvalidInputException invalid(String path, String reason) {
        return new InvalidInputException("request", List.of(new Problem(path, 0, reason)));
    }
}
