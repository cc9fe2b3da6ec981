package io.replicante.core.control;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Orchestration;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Uuids;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Takes requests for actions on clusters as a whole, and shows what became of them. Thread-safe. */
public final class OrchestratorRequests {
    private final ClusterOrders orders;
    private final RandomGenerator random;

    /**
     * Creates it.
     *
     * @param store where requests are kept
     * @param random names the requests
     */
    public OrchestratorRequests(Store store, RandomGenerator random) {
        orders = new ClusterOrders(store);
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Asks for an action on a cluster.
     *
     * @param order what is asked for
     * @param actor who asks
     * @return the action as it was taken
     * @throws InvalidInputException if there is no such cluster, or the request cannot be taken; nothing was changed
     * @throws ConflictException if the id was used before; nothing was changed
     */
    public OrchestratorAction request(OrchestratorOrder order, Actor actor) {
        OrderCheck.check(order.kind(), order.args(), order.metadata());
        order.timeout().ifPresent(OrderCheck::timeout);
        if (order.kind().equals(Candidate.PROVISION)) {
            OrderCheck.provision(order.args());
        }
        UUID id = order.id().orElseGet(() -> Uuids.random(random));
        OrchestratorAction action = OrchestratorAction.builder(
                        id,
                        order.cluster(),
                        order.kind(),
                        actor,
                        orders.now(),
                        order.approval() == Approval.REQUIRED
                                ? OrchestratorActionPhase.PENDING_APPROVE
                                : OrchestratorActionPhase.PENDING_SCHEDULE)
                .args(order.args())
                .metadata(order.metadata())
                .timeout(order.timeout())
                .build();
        orders.change(order.cluster(), state -> {
            ClusterOrders.requireUnused(state, id);
            ClusterOrders.requireRoom(
                    state.orchestrations().values().stream()
                            .filter(each -> !each.action().phase().isFinal())
                            .count(),
                    "cluster");
            return commit(new Orchestration(action, 0), EventCodes.OACTION_CREATE, actor);
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
    public OrchestratorAction approve(ClusterRef cluster, UUID id, Actor actor) {
        return change(cluster, id, actor, OrchestratorActionPhase.PENDING_SCHEDULE, EventCodes.OACTION_APPROVE);
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
    public OrchestratorAction reject(ClusterRef cluster, UUID id, Actor actor) {
        return change(cluster, id, actor, OrchestratorActionPhase.CANCELLED, EventCodes.OACTION_REJECT);
    }

    /**
     * Cancels an action. One that runs is not invoked again; what its invocations did stays done.
     *
     * @param cluster its cluster
     * @param id the action
     * @param actor who cancels it
     * @return the action
     * @throws InvalidInputException if there is no such action
     * @throws ConflictException if it is over
     */
    public OrchestratorAction cancel(ClusterRef cluster, UUID id, Actor actor) {
        return change(cluster, id, actor, OrchestratorActionPhase.CANCELLED, EventCodes.OACTION_CANCEL);
    }

    private OrchestratorAction change(
            ClusterRef cluster, UUID id, Actor actor, OrchestratorActionPhase next, String code) {
        orders.change(cluster, state -> {
            Orchestration work = state.orchestrations().get(id);
            if (work == null) {
                throw ClusterOrders.unknown(cluster, id);
            }
            OrchestratorActionPhase phase = work.action().phase();
            boolean asks = !code.equals(EventCodes.OACTION_CANCEL);
            if (asks && phase != OrchestratorActionPhase.PENDING_APPROVE) {
                throw new ConflictException("action " + id + " does not wait for an approval: it is " + phase);
            }
            if (phase.isFinal()) {
                throw new ConflictException("action " + id + " cannot be cancelled any more: it is " + phase);
            }
            return commit(work.with(work.action().become(next, orders.now())), code, actor);
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
    public Optional<OrchestratorAction> get(ClusterRef cluster, UUID id) {
        return orders.load(cluster).map(state -> state.orchestrations().get(id)).map(Orchestration::action);
    }

    /**
     * The actions of a cluster in the order of their creation.
     *
     * @param cluster the cluster
     * @param all whether the finished ones that are remembered are wanted, too
     * @return the actions; none when there is no such cluster
     */
    public List<OrchestratorAction> list(ClusterRef cluster, boolean all) {
        return orders.load(cluster).stream()
                .flatMap(state -> state.orchestrations().values().stream())
                .map(Orchestration::action)
                .filter(action -> all || !action.phase().isFinal())
                .sorted(Comparator.comparing(OrchestratorAction::createdTime).thenComparing(OrchestratorAction::id))
                .toList();
    }

    private Commit.Builder commit(Orchestration work, String code, Actor actor) {
        return orders.commit(
                work.action().cluster(),
                DocumentKind.ORCHESTRATOR_ACTION,
                work.id(),
                work,
                code,
                Messages.OACTION.tree(work.action()),
                actor);
    }
}
