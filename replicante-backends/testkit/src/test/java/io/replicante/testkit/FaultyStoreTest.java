package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult.RevisionMoved;
import io.replicante.store.Document;
import io.replicante.store.Lease;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FaultyStoreTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryStore.Data data =
            InMemoryStore.of(clock, new Random(1)).data();

    @Test
    void aLostAnswerIsFoundOutByLoadingAgain() {
        FaultPlan plan = new FaultPlan().next(Boundary.STORE_COMMIT, Fault.indeterminateAfter());
        Store store = new FaultyStore(InMemoryStore.on(data), plan);

        assertThatExceptionOfType(IndeterminateException.class).isThrownBy(() -> increment(store));

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void somebodyElseIsFasterBetweenLoadAndCommit() {
        FaultPlan plan = new FaultPlan().next(Boundary.STORE_COMMIT, Fault.before(() -> work(new FaultPlan())));
        Store store = new FaultyStore(InMemoryStore.on(data), plan);

        assertThat(increment(store)).isInstanceOf(RevisionMoved.class);
        assertThat(count()).isEqualTo(1);
    }

    /** The example of {@link FaultPlan}: nothing is lost nor done twice, wherever the process stops. */
    @Test
    void aProcessCanBeStoppedAtEveryOneOfItsCalls() {
        FaultPlan counting = new FaultPlan();
        work(counting);
        int calls = counting.calls().size();
        assertThat(counting.calls())
                .containsExactly(
                        Boundary.STORE_CLAIM, Boundary.STORE_LOAD, Boundary.STORE_COMMIT, Boundary.STORE_RELEASE);

        for (Fault stop : List.of(Fault.crashBefore(), Fault.crashAfter())) {
            for (int number = 1; number <= calls; number++) {
                int before = count();
                FaultPlan stopping = new FaultPlan().at(number, FaultPlan.ANY, stop);
                assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> work(stopping));
                clock.advance(Duration.ofMinutes(1));
                assertThat(count()).isBetween(before, before + 1);

                int found = count();
                work(new FaultPlan());
                assertThat(count()).isEqualTo(found + 1);
            }
        }
    }

    @Test
    void closesWhatIsBehindItThoughTheProcessHasCrashed() {
        Store behind = InMemoryStore.on(data);
        FaultPlan plan = new FaultPlan();
        plan.crash("by the test");

        new FaultyStore(behind, plan).close();

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(behind::now);
    }

    private void work(FaultPlan plan) {
        Store store = new FaultyStore(InMemoryStore.on(data), plan);
        Lease lease = store.claim(ClaimRequest.only("engine", StoreRules.WORK, Duration.ofMinutes(1)))
                .get(0);
        try {
            increment(store);
        } finally {
            store.release(lease, Optional.empty());
        }
    }

    private static Object increment(Store store) {
        Snapshot snapshot = store.load(List.of(StoreRules.SCOPE));
        return store.commit(Commit.to(StoreRules.SCOPE)
                .expecting(snapshot)
                .put(new Document("test", "count", Integer.toString(count(snapshot) + 1)))
                .build());
    }

    private int count() {
        return count(InMemoryStore.on(data).load(List.of(StoreRules.SCOPE)));
    }

    private static int count(Snapshot snapshot) {
        Scope scope = StoreRules.SCOPE;
        return snapshot.find(scope, "test", "count")
                .map(document -> Integer.parseInt(document.body()))
                .orElse(0);
    }
}
