package io.replicante.core.control;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.StateCodec;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Orchestration;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.protocol.Messages;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Takes requests for actions on clusters as a whole, and shows what became of them. Thread-safe. */
public final class OrchestratorRequests {
    private static final int MAX_UNFINISHED = 1_000;

    private final ControlCommits commits;
    private final RandomGenerator random;

    /**
     * Creates it.
     *
     * @param store where requests are kept
     * @param random names the requests
     */
    public OrchestratorRequests(Store store, RandomGenerator random) {
        commits = new ControlCommits(store);
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
        if (order.kind().equals(Candidate.PROVISION)) {
            OrderCheck.provision(order.args());
        }
        UUID id = order.id().orElseGet(() -> new UUID(random.nextLong(), random.nextLong()));
        OrchestratorAction action = new OrchestratorAction(
                id,
                order.cluster(),
                order.kind(),
                order.args(),
                order.metadata(),
                actor,
                commits.store().now(),
                Optional.empty(),
                Optional.empty(),
                order.approval() == Approval.REQUIRED
                        ? OrchestratorActionPhase.PENDING_APPROVE
                        : OrchestratorActionPhase.PENDING_SCHEDULE,
                Optional.empty(),
                Optional.empty(),
                order.timeout());
        commits.change(Scope.around(order.cluster()), snapshot -> {
            ClusterState state = state(order.cluster(), snapshot);
            if (state.orchestrations().containsKey(id)
                    || state.intents().containsKey(id)
                    || state.actions().containsKey(id)) {
                throw new ConflictException("the id " + id + " was used before in cluster " + order.cluster());
            }
            long unfinished = state.orchestrations().values().stream()
                    .filter(each -> !each.action().phase().isFinal())
                    .count();
            if (unfinished >= MAX_UNFINISHED) {
                throw OrderCheck.invalid("cluster", "it has " + unfinished + " unfinished actions already");
            }
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
        commits.change(Scope.around(cluster), snapshot -> {
            Orchestration work = state(cluster, snapshot).orchestrations().get(id);
            if (work == null) {
                throw unknown(cluster, id);
            }
            OrchestratorActionPhase phase = work.action().phase();
            boolean asks = !code.equals(EventCodes.OACTION_CANCEL);
            if (asks && phase != OrchestratorActionPhase.PENDING_APPROVE) {
                throw new ConflictException("action " + id + " does not wait for an approval: it is " + phase);
            }
            if (phase.isFinal()) {
                throw new ConflictException("action " + id + " cannot be cancelled any more: it is " + phase);
            }
            return commit(work.with(work.action().become(next, commits.store().now())), code, actor);
        });
        return get(cluster, id).orElseThrow(() -> unknown(cluster, id));
    }

    /**
     * An action that is unfinished, or ended recently.
     *
     * @param cluster its cluster
     * @param id its id
     * @return the action, if it is remembered
     */
    public Optional<OrchestratorAction> get(ClusterRef cluster, UUID id) {
        return load(cluster).map(state -> state.orchestrations().get(id)).map(Orchestration::action);
    }

    /**
     * The actions of a cluster in the order of their creation.
     *
     * @param cluster the cluster
     * @param all whether the finished ones that are remembered are wanted, too
     * @return the actions; none when there is no such cluster
     */
    public List<OrchestratorAction> list(ClusterRef cluster, boolean all) {
        return load(cluster).stream()
                .flatMap(state -> state.orchestrations().values().stream())
                .map(Orchestration::action)
                .filter(action -> all || !action.phase().isFinal())
                .sorted(Comparator.comparing(OrchestratorAction::createdTime).thenComparing(OrchestratorAction::id))
                .toList();
    }

    private Optional<ClusterState> load(ClusterRef cluster) {
        return StateCodec.read(cluster, commits.store().load(StateCodec.scopes(cluster)))
                .state();
    }

    private Commit.Builder commit(Orchestration work, String code, Actor actor) {
        ClusterRef cluster = work.action().cluster();
        Instant now = commits.store().now();
        return Commit.to(Scope.of(cluster))
                .put(Documents.write(DocumentKind.ORCHESTRATOR_ACTION, work.id().toString(), work))
                .dueNoLaterThan(WorkKey.of(cluster), now)
                .event(new NewEvent(
                        StreamKey.of(cluster),
                        code,
                        now,
                        Messages.OACTION.tree(work.action()),
                        actor,
                        Optional.of(work.id().toString())));
    }

    private static ClusterState state(ClusterRef cluster, Snapshot snapshot) {
        return StateCodec.read(cluster, snapshot)
                .state()
                .orElseThrow(() -> OrderCheck.invalid("cluster", "there is no cluster " + cluster));
    }

    private static InvalidInputException unknown(ClusterRef cluster, UUID id) {
        return new InvalidInputException(
                "request", List.of(new Problem("action", 0, "there is no action " + id + " in cluster " + cluster)));
    }
}
