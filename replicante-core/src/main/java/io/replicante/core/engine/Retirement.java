package io.replicante.core.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.Listing;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.lease.HeldLease;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Forgets clusters that nobody declared and that their platform lists no more. What is remembered for ever stays: a cluster that is
 * listed again is known to have held data. Thread-safe.
 */
final class Retirement {
    /** How long a cluster must have been missing. */
    static final Duration AFTER = Duration.ofMinutes(10);

    private final Assessor assessor;
    private final ClusterCommits commits;

    Retirement(Assessor assessor, ClusterCommits commits) {
        this.assessor = assessor;
        this.commits = commits;
    }

    /** Whether the cluster was retired. */
    boolean run(Assessment assessment, HeldLease lease) {
        Instant now = lease.instant();
        if (!isVanished(assessment.loaded(), assessment.after(), now)) {
            return false;
        }
        ClusterRef ref = assessment.loaded().ref();
        LoadedCluster loaded = assessor.load(ref);
        if (!loaded.isSound()
                || loaded.state()
                        .filter(state -> isVanished(loaded, state, now))
                        .isEmpty()) {
            return false;
        }
        Scope own = Scope.of(ref);
        Commit.Builder commit = Commit.to(own).under(lease.lease()).expecting(own, loaded.revision(own));
        ClusterRemoval.add(commit, ref, loaded.snapshot(), now, commits.actor());
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("missing_since", missingSince(loaded).orElse(now).toString());
        commit.event(commits.event(ref, EventCodes.CLUSTER_RETIRED, now, payload, Optional.empty()));
        return commits.commit(ref, commit.build()) instanceof CommitResult.Committed;
    }

    private static boolean isVanished(LoadedCluster loaded, ClusterState state, Instant now) {
        Optional<Instant> since = missingSince(loaded);
        boolean seenAgain = since.isPresent()
                && state.discovery()
                        .map(DiscoveryRecord::observedAt)
                        .filter(at -> at.isAfter(since.get().plus(AFTER)))
                        .isPresent();
        return isMadeUp(loaded)
                && seenAgain
                && now.isAfter(since.get().plus(AFTER))
                && state.intents().isEmpty()
                && state.pause().isEmpty()
                && state.nodes().values().stream()
                        .map(NodeRecord::status)
                        .allMatch(status -> status.is(NodeStatus.Code.UNREACHABLE));
    }

    /** Whether discovery says that it made the cluster up: a person may have declared one that looks the same. */
    private static boolean isMadeUp(LoadedCluster loaded) {
        String id = loaded.ref().clusterId();
        return loaded.snapshot()
                .find(Scope.of(loaded.ref()), DocumentKind.MADE_UP, id)
                .isPresent();
    }

    private static Optional<Instant> missingSince(LoadedCluster loaded) {
        return loaded.snapshot()
                .find(
                        Scope.of(loaded.ref()),
                        DocumentKind.DISCOVERY,
                        loaded.ref().clusterId())
                .flatMap(Retirement::entry)
                .filter(entry -> entry.nodes().isEmpty())
                .map(Listing.Entry::observedAt);
    }

    private static Optional<Listing.Entry> entry(Document document) {
        try {
            return Optional.of(Documents.read(document, Listing.Entry.class));
        } catch (UnreadableDocumentException notSound) {
            return Optional.empty();
        }
    }
}
