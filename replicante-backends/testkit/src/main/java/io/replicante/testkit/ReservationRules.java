package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.store.Commit;
import io.replicante.store.CommitResult.Committed;
import io.replicante.store.Reservation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ReservationRules extends StoreRules {
    private static final String BUDGET = "fleet/voluntary";

    ReservationRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S7.1 a budget has as many shares as its limit says, whatever the scopes of the holders")
    void limitsShares() {
        assertThat(reserve("c1", "one", 2).refused()).isEmpty();
        assertThat(reserve("c2", "two", 2).refused()).isEmpty();
        assertThat(reserve("c3", "three", 2).refused()).containsExactly(new Reservation.Share(BUDGET, "three"));

        assertThat(reserve("c3", "three", 3).refused()).isEmpty();
    }

    @Test
    @DisplayName("S7.1 budgets do not affect one another")
    void budgetsAreApart() {
        reserve("c1", "one", 1);

        commit(Commit.to(SCOPE).reserve(reservation("other", "one", 1)));

        assertThat(isTaken("other", "one")).isTrue();
    }

    @Test
    @DisplayName("S7.1 a holder that asks again has the share that it has, also when the limit has fallen")
    void askingAgainIsOneShare() {
        reserve("c1", "one", 2);
        assertThat(reserve("c1", "one", 2).refused()).isEmpty();
        assertThat(reserve("c2", "two", 2).refused()).isEmpty();

        assertThat(reserve("c1", "one", 0).refused()).isEmpty();
        assertThat(reserve("c3", "three", 1).refused()).hasSize(1);
    }

    @Test
    @DisplayName("S7.1 however many ask at once, no more shares are had than there are")
    void limitsUnderConcurrency() {
        List<Committed> results = RaceBootstrap.race(8, number -> () -> reserve("c" + number, "holder-" + number, 3));

        assertThat(results).filteredOn(result -> result.refused().isEmpty()).hasSize(3);
    }

    @Test
    @DisplayName("S7.2 a refused reservation leaves the rest in force, and takes its own documents and events with it")
    void refusalLeavesTheRest() {
        reserve("c1", "one", 1);
        Reservation refused =
                new Reservation(BUDGET, "two", 1, List.of(document("refused", "{}")), List.of(event(KEY, "refused")));
        Reservation had =
                new Reservation("other", "two", 1, List.of(document("had", "{}")), List.of(event(KEY, "had")));

        Committed committed = commit(Commit.to(SCOPE)
                .reserve(refused)
                .reserve(had)
                .put(document("rest", "{}"))
                .event(event(KEY, "rest")));

        assertThat(committed.refused()).containsExactly(new Reservation.Share(BUDGET, "two"));
        assertThat(committed.events())
                .extracting(event -> event.payload().path("text").asText())
                .containsExactly("rest", "had");
        assertThat(body(SCOPE, "rest")).isPresent();
        assertThat(body(SCOPE, "had")).isPresent();
        assertThat(body(SCOPE, "refused")).isEmpty();
    }

    @Test
    @DisplayName("S7.2 the reservations of one commit are tried in their order")
    void reservesInOrder() {
        Committed committed =
                commit(Commit.to(SCOPE).reserve(reservation(BUDGET, "one", 1)).reserve(reservation(BUDGET, "two", 1)));

        assertThat(committed.refused()).containsExactly(new Reservation.Share(BUDGET, "two"));
    }

    @Test
    @DisplayName("S7.3 a share that is given back can be had by another, and giving back twice is no error")
    void sharesAreGivenBack() {
        reserve("c1", "one", 1);
        commit(Commit.to(SCOPE)
                .giveBack(BUDGET, "one")
                .giveBack(BUDGET, "unknown")
                .giveBack("unknown", "one"));
        commit(Commit.to(SCOPE).giveBack(BUDGET, "one"));

        assertThat(reserve("c2", "two", 1).refused()).isEmpty();
        assertThat(reserve("c1", "one", 1).refused()).hasSize(1);
    }

    @Test
    @DisplayName("S7.3 a share outlives the lease and the documents of its holder")
    void sharesDoNotExpire() {
        commit(Commit.to(SCOPE)
                .under(lease("a", WORK))
                .put(document("a", "{}"))
                .reserve(reservation(BUDGET, "one", 1)));
        expireLeases();
        commit(Commit.to(SCOPE).delete("test", "a").forget(WORK));

        assertThat(reserve("c2", "two", 1).refused()).hasSize(1);
    }

    private Committed reserve(String cluster, String holder, int limit) {
        return commit(Commit.to(scope(cluster)).reserve(reservation(BUDGET, holder, limit)));
    }
}
