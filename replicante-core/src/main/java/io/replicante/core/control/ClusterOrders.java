package io.replicante.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.document.Documents;
import io.replicante.core.document.StateCodec;
import io.replicante.core.state.ClusterState;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What all that is asked of one cluster has in common: it is there, the id is new, and the cycle hears of it at once. */
final class ClusterOrders {
    private static final int MAX_UNFINISHED = 1_000;

    private final ControlCommits commits;

    ClusterOrders(Store store) {
        commits = new ControlCommits(store);
    }

    Instant now() {
        return commits.store().now();
    }

    Optional<ClusterState> load(ClusterRef cluster) {
        return StateCodec.read(cluster, commits.store().load(StateCodec.scopes(cluster)))
                .state();
    }

    /** One change of what is asked of a cluster, made from its state. */
    void change(ClusterRef cluster, Function<ClusterState, Commit.Builder> change) {
        commits.change(Scope.around(cluster), snapshot -> change.apply(state(cluster, snapshot)));
    }

    /**
     * What a change of an action becomes in the store.
     *
     * @param cluster its cluster
     * @param kind the kind of its document
     * @param id the action
     * @param document what is remembered of it
     * @param code the event
     * @param payload what the event tells
     * @param actor who changed it
     */
    Commit.Builder commit(
            ClusterRef cluster, String kind, UUID id, Object document, String code, JsonNode payload, Actor actor) {
        Instant now = now();
        return Commit.to(Scope.of(cluster))
                .put(Documents.write(kind, id.toString(), document))
                .dueNoLaterThan(WorkKey.of(cluster), now)
                .event(new NewEvent(StreamKey.of(cluster), code, now, payload, actor, Optional.of(id.toString())));
    }

    /** Actions on nodes, on clusters and the engine's own share their ids. */
    static void requireUnused(ClusterState state, UUID id) {
        if (state.actions().containsKey(id)
                || state.orchestrations().containsKey(id)
                || state.intents().containsKey(id)) {
            throw new ConflictException("the id " + id + " was used before in cluster "
                    + state.spec().ref());
        }
    }

    static void requireRoom(long unfinished, String path) {
        if (unfinished >= MAX_UNFINISHED) {
            throw OrderCheck.invalid(path, "the cluster has " + unfinished + " unfinished actions already");
        }
    }

    static InvalidInputException unknown(ClusterRef cluster, UUID id) {
        return OrderCheck.invalid("action", "there is no action " + id + " in cluster " + cluster);
    }

    private static ClusterState state(ClusterRef cluster, Snapshot snapshot) {
        return StateCodec.read(cluster, snapshot)
                .state()
                .orElseThrow(() -> OrderCheck.invalid("cluster", "there is no cluster " + cluster));
    }
}
