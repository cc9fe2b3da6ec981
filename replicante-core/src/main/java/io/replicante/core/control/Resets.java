package io.replicante.core.control;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.StateCodec;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Intent;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Forgets how far a datastore had come, after a person brought back a backup of it: its configuration, its terms and the positions of
 * its primaries begin anew with what nodes report next. That it holds data is not forgotten. Thread-safe.
 */
public final class Resets {
    private final ControlCommits commits;

    /**
     * Creates it.
     *
     * @param store where clusters are remembered
     */
    public Resets(Store store) {
        commits = new ControlCommits(store);
    }

    /**
     * Forgets the newest configuration, the highest term and the positions of primaries of a cluster, also those of each node.
     *
     * @param cluster the cluster
     * @param actor who brought back the backup
     * @param reason which one and why; not blank
     * @throws InvalidInputException if there is no such cluster, or no reason
     * @throws ConflictException if an action is in flight there: it was judged by what would be forgotten
     */
    public void reset(ClusterRef cluster, Actor actor, String reason) {
        Objects.requireNonNull(actor, "actor");
        if (reason.isBlank()) {
            throw invalid("reason", "say which backup was brought back, and why");
        }
        commits.change(Scope.around(cluster), snapshot -> {
            LoadedCluster loaded = StateCodec.read(cluster, snapshot);
            ClusterState state = loaded.state().orElseThrow(() -> invalid("cluster", "there is no cluster " + cluster));
            Optional<Intent> inFlight =
                    state.intents().values().stream().filter(Intent::inFlight).findFirst();
            if (inFlight.isPresent()) {
                throw new ConflictException(
                        inFlight.get().candidate().kind() + " " + inFlight.get().id() + " is in flight in " + cluster);
            }
            Instant now = commits.store().now();
            ClusterRecord before = state.record();
            Commit.Builder commit = Commit.to(Scope.of(cluster))
                    .put(Documents.write(DocumentKind.RECORD, cluster.clusterId(), before.restored()))
                    .put(StateCodec.noOffsets(cluster))
                    .dueNoLaterThan(WorkKey.of(cluster), now);
            state.nodes().forEach((id, node) -> commit.put(Documents.write(DocumentKind.NODE, id, node.restored())));
            state.approvals().keySet().forEach(key -> commit.delete(DocumentKind.APPROVAL, key));
            return commit.event(new NewEvent(
                    StreamKey.of(cluster),
                    EventCodes.DATASTORE_RESET,
                    now,
                    Documents.tree(before).put("reason", reason),
                    actor,
                    Optional.empty()));
        });
    }

    private static InvalidInputException invalid(String path, String reason) {
        return new InvalidInputException("reset", List.of(new Problem(path, 0, reason)));
    }
}
