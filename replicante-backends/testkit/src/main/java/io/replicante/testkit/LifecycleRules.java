package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.replicante.spec.UnavailableException;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.Lease;
import io.replicante.store.Query;
import io.replicante.store.Store;
import io.replicante.store.StoreDescription;
import io.replicante.store.WorkKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LifecycleRules extends StoreRules {
    LifecycleRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S10.3 a closed store is unavailable, and can be closed again")
    void closedIsUnavailable() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")));
        Lease lease = claimDue("a").get(0);

        store.close();
        store.close();

        List<Consumer<Store>> calls = List.of(
                Store::describe,
                Store::now,
                closed -> closed.load(List.of(SCOPE)),
                closed -> closed.commit(Commit.to(SCOPE).build()),
                closed -> closed.list(new Query("test", "", Optional.empty(), 1)),
                closed -> closed.claim(ClaimRequest.only("a", WORK, LEASE)),
                closed -> closed.renew(lease, LEASE),
                closed -> closed.release(lease, Optional.empty()),
                closed -> closed.events(KEY, 0, 1),
                closed -> closed.published(KEY),
                closed -> closed.markPublished(lease, KEY, 1),
                closed -> closed.pruneEvents(lease.grantedAt(), 1));
        assertThat(calls)
                .allSatisfy(
                        call -> assertThatThrownBy(() -> call.accept(store)).isInstanceOf(UnavailableException.class));
    }

    @Test
    @DisplayName("S10.1 what one store has done, another on the same data sees at once")
    void twoStoresAreOne() {
        assumeFalse(lacks(StoreAbility.REOPEN), "the data cannot be opened twice");
        Store other = openAgain();
        commit(Commit.to(SCOPE).put(document("a", "{}")).due(WORK, store.now()).event(event(KEY, "a")));

        assertThat(other.load(List.of(SCOPE))).isEqualTo(store.load(List.of(SCOPE)));
        assertThat(other.events(KEY, 0, 10)).isEqualTo(store.events(KEY, 0, 10)).hasSize(1);
        Lease lease = other.claim(ClaimRequest.only("b", WORK, LEASE)).get(0);
        assertThat(store.claim(ClaimRequest.only("a", WORK, LEASE))).isEmpty();
        commit(Commit.to(SCOPE).under(lease));
        other.release(lease, Optional.empty());
        assertThat(lease("a", WORK).epoch()).isGreaterThan(lease.epoch());
    }

    @Test
    @DisplayName("S10.1 the close of one store does not close another")
    void closesAlone() {
        assumeFalse(lacks(StoreAbility.REOPEN), "the data cannot be opened twice");
        Store other = openAgain();

        store.close();

        assertThat(other.load(List.of(SCOPE)).revisions()).containsEntry(SCOPE, 0L);
    }

    @Test
    @DisplayName("S10.2 a reopened store is the same incarnation and has everything")
    void reopenedHasEverything() {
        StoreDescription before = store.describe();
        if (lacks(StoreAbility.REOPEN)) {
            assertThat(before.survivesRestart()).isFalse();
            return;
        }
        commit(Commit.to(SCOPE)
                .put(document("a", "{\"n\":1}"))
                .due(work("due"), store.now())
                .event(event(KEY, "a"))
                .event(event(KEY, "b"))
                .reserve(reservation("budget", "one", 1)));
        Lease publishing = lease("a", WorkKey.of(KEY));
        store.markPublished(publishing, KEY, 1);
        Lease lease = lease("a", WORK);
        store.close();

        store = openAgain();

        assertThat(store.describe()).isEqualTo(before);
        assertThat(body(SCOPE, "a")).contains("{\"n\":1}");
        assertThat(revision(SCOPE)).isEqualTo(1);
        assertThat(store.events(KEY, 0, 10)).hasSize(2);
        assertThat(store.published(KEY)).isEqualTo(1);
        assertThat(isTaken("budget", "one")).isTrue();
        assertThat(dueFor("b")).containsExactly(work("due"));
        commit(Commit.to(SCOPE).under(lease).event(event(KEY, "c")));
        assertThat(store.events(KEY, 2, 10))
                .extracting(event -> event.sequence())
                .containsExactly(3L);
        store.release(publishing, Optional.empty());
        expireLeases();
        assertThat(lease("b", WORK).epoch()).isGreaterThan(lease.epoch());
        assertThat(dueFor("b")).contains(WorkKey.of(KEY));
    }
}
