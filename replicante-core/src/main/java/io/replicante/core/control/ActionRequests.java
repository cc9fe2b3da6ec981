package io.replicante.core.control;

import io.replicante.core.check.Foreign;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.state.ActionChange;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Uuids;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Takes requests for actions on nodes, and shows what became of them. Asking is answered at once; whether and when it is done the
 * gate says. Thread-safe.
 */
public final class ActionRequests {
    private final ClusterOrders orders;
    private final RandomGenerator random;

    /**
     * Creates it.
     *
     * @param store where requests are kept
     * @param random names the requests
     */
    public ActionRequests(Store store, RandomGenerator random) {
        orders = new ClusterOrders(store);
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Asks for an action on a node.
     *
     * @param order what is asked for
     * @param actor who asks
     * @return the action as it was taken; its id is for ever
     * @throws InvalidInputException if there is no such cluster or node, or the request cannot be taken; nothing was changed
     * @throws ConflictException if the id was used before; nothing was changed
     */
    public NodeAction request(ActionOrder order, Actor actor) {
        OrderCheck.check(order.kind(), order.args(), order.metadata());
        UUID id = order.id().orElseGet(() -> Uuids.random(random));
        NodeAction action = NodeAction.builder(
                        id,
                        order.node(),
                        order.kind(),
                        actor,
                        orders.now(),
                        order.approval() == Approval.REQUIRED
                                ? NodeActionPhase.PENDING_APPROVE
                                : NodeActionPhase.PENDING_SCHEDULE)
                .args(order.args())
                .metadata(order.metadata())
                .build();
        ClusterRef cluster = order.node().cluster();
        orders.change(cluster, state -> {
            requireNode(state, order.node());
            ClusterOrders.requireUnused(state, id);
            ClusterOrders.requireRoom(
                    state.actions().values().stream()
                            .filter(each -> !each.phase().isFinal() && !Foreign.isFound(each))
                            .count(),
                    "node");
            return change(action, EventCodes.NACTION_CREATE, actor);
        });
        return action;
    }

    /**
     * Agrees to an action that waits for that.
     *
     * @param cluster its cluster
     * @param id the action
     * @param actor who agrees
     * @return the action
     * @throws InvalidInputException if there is no such action
     * @throws ConflictException if it does not wait for an approval
     */
    public NodeAction approve(ClusterRef cluster, UUID id, Actor actor) {
        return answer(cluster, id, actor, NodeActionPhase.PENDING_SCHEDULE, EventCodes.NACTION_APPROVE);
    }

    /**
     * Refuses an action that waits for an approval; it ends cancelled.
     *
     * @param cluster its cluster
     * @param id the action
     * @param actor who refuses
     * @return the action
     * @throws InvalidInputException if there is no such action
     * @throws ConflictException if it does not wait for an approval
     */
    public NodeAction reject(ClusterRef cluster, UUID id, Actor actor) {
        return answer(cluster, id, actor, NodeActionPhase.CANCELLED, EventCodes.NACTION_REJECT);
    }

    private NodeAction answer(ClusterRef cluster, UUID id, Actor actor, NodeActionPhase next, String code) {
        return change(cluster, id, actor, state -> {
            NodeAction action = action(state, id);
            if (action.phase() != NodeActionPhase.PENDING_APPROVE) {
                throw new ConflictException("action " + id + " does not wait for an approval: it is " + action.phase());
            }
            return new Changed(ActionChange.phase(action, next, orders.now()), code);
        });
    }

    /**
     * Cancels an action. One that was not attempted ends at once. One of which it is not known whether it reached its agent is
     * withdrawn by the next cycles, and ends when that is certain.
     *
     * @param cluster its cluster
     * @param id the action
     * @param actor who cancels it
     * @return the action; it is cancelled, or carries {@link ActionChange#CANCEL_REQUESTED}
     * @throws InvalidInputException if there is no such action
     * @throws ConflictException if it is over, or its agent has accepted it: agents take nothing back
     */
    public NodeAction cancel(ClusterRef cluster, UUID id, Actor actor) {
        return change(cluster, id, actor, state -> {
            NodeAction action = action(state, id);
            Optional<Intent> attempt =
                    Optional.ofNullable(state.intents().get(id)).filter(Intent::inFlight);
            boolean accepted = action.phase() == NodeActionPhase.NEW
                    || action.phase() == NodeActionPhase.RUNNING
                    || attempt.filter(intent -> intent.sentAt().isPresent()).isPresent();
            if (action.phase().isFinal() || accepted) {
                throw new ConflictException("action " + id + " cannot be cancelled any more: it is " + action.phase()
                        + (accepted
                                ? ", and an attempt of it was accepted by its agent, which takes nothing back"
                                : ""));
            }
            return attempt.isPresent()
                    ? new Changed(ActionChange.cancelRequested(action, actor), EventCodes.NACTION_CANCEL)
                    : new Changed(
                            ActionChange.phase(action, NodeActionPhase.CANCELLED, orders.now()),
                            EventCodes.NACTION_CANCEL);
        });
    }

    private record Changed(NodeAction action, String code) {}

    private NodeAction change(ClusterRef cluster, UUID id, Actor actor, Function<ClusterState, Changed> change) {
        orders.change(cluster, state -> {
            Changed changed = change.apply(state);
            return change(changed.action(), changed.code(), actor);
        });
        return get(cluster, id).orElseThrow(() -> ClusterOrders.unknown(cluster, id));
    }

    /**
     * An action that is unfinished, or ended recently.
     *
     * @param cluster its cluster
     * @param id its id
     * @return the action, if it is remembered
     */
    public Optional<NodeAction> get(ClusterRef cluster, UUID id) {
        return orders.load(cluster).map(state -> state.actions().get(id));
    }

    /**
     * The actions of a cluster in the order of their creation.
     *
     * @param cluster the cluster
     * @param all whether the finished ones that are remembered are wanted, too
     * @param nodeId only those of this node; empty: of all
     * @return the actions; none when there is no such cluster
     */
    public List<NodeAction> list(ClusterRef cluster, boolean all, Optional<String> nodeId) {
        return orders.load(cluster).stream()
                .flatMap(state -> state.actions().values().stream())
                .filter(action -> all || !action.phase().isFinal())
                .filter(action ->
                        nodeId.isEmpty() || nodeId.get().equals(action.node().nodeId()))
                .sorted(Comparator.comparing(NodeAction::createdTime).thenComparing(NodeAction::id))
                .toList();
    }

    private Commit.Builder change(NodeAction action, String code, Actor actor) {
        return orders.commit(
                action.node().cluster(),
                DocumentKind.NODE_ACTION,
                action.id(),
                action,
                code,
                Messages.NACTION.tree(action),
                actor);
    }

    private static NodeAction action(ClusterState state, UUID id) {
        NodeAction action = state.actions().get(id);
        if (action == null) {
            throw ClusterOrders.unknown(state.spec().ref(), id);
        }
        return action;
    }

    private static void requireNode(ClusterState state, NodeRef node) {
        boolean listed = state.discovery().map(DiscoveryRecord::nodes).orElse(List.of()).stream()
                .anyMatch(each -> each.nodeId().equals(node.nodeId()));
        if (!listed && !state.nodes().containsKey(node.nodeId())) {
            throw OrderCheck.invalid("node", "there is no node " + node.nodeId() + " in cluster " + node.cluster());
        }
    }
}
