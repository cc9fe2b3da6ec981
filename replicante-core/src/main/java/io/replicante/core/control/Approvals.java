package io.replicante.core.control;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.StateCodec;
import io.replicante.core.state.Approval;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
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
import java.util.Optional;

/** Takes people's agreement to what the gate holds back for them. Thread-safe. */
public final class Approvals {
    private final ControlCommits commits;

    /**
     * Creates it.
     *
     * @param store where approvals are kept
     */
    public Approvals(Store store) {
        commits = new ControlCommits(store);
    }

    /**
     * Agrees to a candidate.
     *
     * @param cluster its cluster
     * @param key its key, as the explanation of the cluster shows it
     * @param shown the {@link Decision#digest} beside the key: what the person was shown
     * @param actor who agrees
     * @throws InvalidInputException if there is no such cluster or candidate
     * @throws ConflictException if the candidate does not wait for an approval, or something else is said of it by now
     */
    public void approve(ClusterRef cluster, String key, String shown, Actor actor) {
        commits.change(Scope.around(cluster), snapshot -> {
            ClusterState state = StateCodec.read(cluster, snapshot)
                    .state()
                    .orElseThrow(() -> invalid("cluster", "there is no cluster " + cluster));
            Decision decision = state.decisions().stream()
                    .filter(each -> each.candidate().key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> invalid("key", "nothing is proposed under the key " + key));
            if (decision.verdict() != Decision.Verdict.NEEDS_APPROVAL) {
                throw new ConflictException(
                        decision.candidate().kind() + " does not wait for an approval: it is " + decision.verdict());
            }
            if (!decision.digest().equals(shown)) {
                throw new ConflictException("what is said of "
                        + decision.candidate().kind() + " changed since it was shown: look at the explanation again");
            }
            Instant now = commits.store().now();
            Approval approval = Approval.of(decision, actor, now);
            return Commit.to(Scope.of(cluster))
                    .put(Documents.write(DocumentKind.APPROVAL, key, approval))
                    .dueNoLaterThan(WorkKey.of(cluster), now)
                    .event(new NewEvent(
                            StreamKey.of(cluster),
                            EventCodes.CANDIDATE_APPROVED,
                            now,
                            Documents.tree(approval),
                            actor,
                            Optional.empty()));
        });
    }

    private static InvalidInputException invalid(String path, String reason) {
        return new InvalidInputException("approval", List.of(new Problem(path, 0, reason)));
    }
}
