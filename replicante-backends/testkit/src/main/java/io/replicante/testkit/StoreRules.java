package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Document;
import io.replicante.store.Lease;
import io.replicante.store.Reservation;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the chapters of the {@link StoreContract} have in common. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class StoreRules {
    static final Duration LEASE = Duration.ofMinutes(1);
    static final Set<WorkKey.Kind> ANY_KIND = Set.of(WorkKey.Kind.values());
    static final ClusterRef CLUSTER = new ClusterRef("prod", "orders");
    static final Scope SCOPE = Scope.of(CLUSTER);
    static final StreamKey KEY = StreamKey.of(CLUSTER);
    static final WorkKey WORK = WorkKey.of(CLUSTER);

    private final StoreContract contract;
    Store store;

    @SuppressWarnings("NullAway.Init") // the store is opened before every test
    StoreRules(StoreContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    final void openStore() {
        store = contract.openStore();
    }

    final Store openAgain() {
        return contract.openStore();
    }

    final boolean lacks(StoreAbility ability) {
        return contract.lacks().contains(ability);
    }

    final void passTime(Duration duration) {
        contract.passTime(duration);
    }

    final void setClockBack(Duration duration) {
        contract.setClockBack(duration);
    }

    static Scope scope(String cluster) {
        return Scope.of(new ClusterRef("prod", cluster));
    }

    static WorkKey work(String cluster) {
        return WorkKey.of(new ClusterRef("prod", cluster));
    }

    static NewEvent event(StreamKey key, String text) {
        return new NewEvent(
                key,
                "TEST",
                Instant.parse("2026-01-01T00:00:00.123456Z"),
                JsonNodeFactory.instance.objectNode().put("text", text),
                Actor.person("tester"),
                Optional.of("because"));
    }

    static Document document(String id, String body) {
        return new Document("test", id, body);
    }

    static Reservation reservation(String budget, String holder, int limit) {
        return new Reservation(budget, holder, limit, List.of(), List.of());
    }

    /** Commits what must be committed. */
    final CommitResult.Committed commit(Commit.Builder commit) {
        CommitResult result = store.commit(commit.build());
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
        return (CommitResult.Committed) result;
    }

    final void commitDue(WorkKey work, Instant at) {
        commit(Commit.to(Scope.fleet()).due(work, at));
    }

    final Instant inAWhile(Duration duration) {
        return store.now().plus(duration);
    }

    /** Claims one piece of work that must be free. */
    final Lease lease(String owner, WorkKey work) {
        List<Lease> leases = store.claim(ClaimRequest.only(owner, work, LEASE));
        assertThat(leases).hasSize(1);
        return leases.get(0);
    }

    final List<Lease> claimDue(String owner) {
        return store.claim(ClaimRequest.due(owner, ANY_KIND, 100, LEASE));
    }

    final List<WorkKey> dueFor(String owner) {
        return claimDue(owner).stream().map(Lease::work).toList();
    }

    final void expireLeases() {
        passTime(LEASE);
    }

    final Optional<String> body(Scope scope, String id) {
        return store.load(List.of(scope)).find(scope, "test", id).map(Document::body);
    }

    final long revision(Scope scope) {
        return store.load(List.of(scope)).revisions().getOrDefault(scope, -1L);
    }

    final boolean isTaken(String budget, String holder) {
        Commit probe =
                Commit.to(Scope.fleet()).reserve(reservation(budget, holder, 0)).build();
        return store.commit(probe) instanceof CommitResult.Committed committed
                && committed.refused().isEmpty();
    }
}
