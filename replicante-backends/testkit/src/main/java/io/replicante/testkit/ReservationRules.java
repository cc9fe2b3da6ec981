package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.store.Commit;
import io.replicante.store.CommitResult.Committed;
import io.replicante.store.Reservation;
import java.util.List;
import java.util.Set;
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
    @DisplayName("S7.2 of what depends on a share, one part takes effect if it was had and the other if not")
    void eitherPartTakesEffect() {
        commit(Commit.to(SCOPE).reserve(either("one", "c1")));
        Committed committed = commit(Commit.to(SCOPE).reserve(either("two", "c2")));

        assertThat(body(SCOPE, "had-c1")).isPresent();
        assertThat(body(SCOPE, "not-c1")).isEmpty();
        assertThat(body(SCOPE, "had-c2")).isEmpty();
        assertThat(body(SCOPE, "not-c2")).isPresent();
        assertThat(committed.events())
                .extracting(event -> event.payload().path("text").asText())
                .containsExactly("not-c2");
    }

    @Test
    @DisplayName("S7.2 a refused reservation takes nothing away from the share that its holder has")
    void refusalKeepsWhatIsHeld() {
        in("one", "c1", 2, "z1");
        in("two", "c2", 2, "z2");

        assertThat(in("one", "c1", 2, "z1", "z3").refused()).hasSize(1);

        assertThat(in("three", "c3", 2, "z3").refused()).hasSize(1);
        assertThat(in("one", "c1", 2, "z1").refused()).isEmpty();
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

    @Test
    @DisplayName("S7.4 all shares of a budget lie in no more different domains than its limit says")
    void limitsDomains() {
        assertThat(in("one", "c1", 1, "z1").refused()).isEmpty();
        assertThat(in("two", "c2", 1, "z1").refused()).isEmpty();
        assertThat(in("three", "c3", 1, "z2").refused()).containsExactly(new Reservation.Share(BUDGET, "three"));
        assertThat(in("three", "c3", 1, "Z1").refused()).hasSize(1);
        assertThat(in("three", "c3", 2, "z1", "z2").refused()).isEmpty();
    }

    @Test
    @DisplayName("S7.4 a share that lies in no domain stands in nobody's way")
    void noDomainCountsAsNone() {
        in("one", "c1", 1, "z1");

        assertThat(in("two", "c2", 1).refused()).isEmpty();
        assertThat(in("three", "c3", 1, "z1").refused()).isEmpty();
    }

    @Test
    @DisplayName(
            "S7.4 a holder that asks again moves with its share, and keeps domains that it has though the limit has fallen")
    void sharesMove() {
        in("one", "c1", 2, "z1", "z2");
        assertThat(in("one", "c1", 1, "z1", "z2").refused()).isEmpty();
        assertThat(in("one", "c1", 1, "z2").refused()).isEmpty();

        assertThat(in("two", "c2", 1, "z1").refused()).hasSize(1);
        assertThat(in("one", "c1", 1, "z1").refused()).isEmpty();
        assertThat(in("two", "c2", 1, "z1").refused()).isEmpty();
    }

    @Test
    @DisplayName("S7.4 what is given back frees its domains")
    void domainsAreGivenBack() {
        in("one", "c1", 1, "z1");
        commit(Commit.to(SCOPE).giveBack(BUDGET, "one"));

        assertThat(in("two", "c2", 1, "z2").refused()).isEmpty();
    }

    @Test
    @DisplayName("S7.4 however many ask at once, their shares lie in no more domains than the limit says")
    void limitsDomainsUnderConcurrency() {
        List<Committed> results =
                RaceBootstrap.race(8, number -> () -> in("holder-" + number, "c" + number, 2, "z" + number % 4));

        assertThat(results).filteredOn(result -> result.refused().isEmpty()).hasSize(4);
    }

    private Committed in(String holder, String cluster, int limit, String... domains) {
        return commit(Commit.to(scope(cluster))
                .reserve(new Reservation(
                        BUDGET,
                        holder,
                        8,
                        new Reservation.Domains(Set.of(domains), limit),
                        Reservation.Depending.NOTHING,
                        Reservation.Depending.NOTHING)));
    }

    private static Reservation either(String holder, String name) {
        return new Reservation(
                BUDGET, holder, 1, Reservation.Domains.NONE, depending("had-" + name), depending("not-" + name));
    }

    private static Reservation.Depending depending(String name) {
        return new Reservation.Depending(List.of(document(name, "{}")), List.of(event(KEY, name)));
    }

    private Committed reserve(String cluster, String holder, int limit) {
        return commit(Commit.to(scope(cluster)).reserve(reservation(BUDGET, holder, limit)));
    }
}
