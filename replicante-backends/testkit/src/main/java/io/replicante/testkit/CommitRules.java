package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.event.Event;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.CommitResult.Committed;
import io.replicante.store.CommitResult.RevisionMoved;
import io.replicante.store.CommitResult.StaleLease;
import io.replicante.store.Lease;
import io.replicante.store.Reservation;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.WorkKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class CommitRules extends StoreRules {
    private static final int RUNNERS = 8;

    CommitRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S1.1 everything in a commit takes effect")
    void everythingTakesEffect() {
        commit(Commit.to(SCOPE).put(document("old", "{}")).due(work("old"), store.now()));
        commit(Commit.to(SCOPE).reserve(reservation("budget", "old", 2)));

        Committed committed = commit(Commit.to(SCOPE)
                .put(document("new", "{\"n\":1}"))
                .delete("test", "old")
                .event(event(KEY, "first"))
                .due(WORK, store.now())
                .forget(work("old"))
                .reserve(reservation("budget", "new", 2))
                .giveBack("budget", "old"));

        assertThat(committed.revision()).isEqualTo(3);
        assertThat(committed.refused()).isEmpty();
        assertThat(body(SCOPE, "new")).contains("{\"n\":1}");
        assertThat(body(SCOPE, "old")).isEmpty();
        assertThat(store.events(KEY, 0, 10)).isEqualTo(committed.events()).hasSize(1);
        assertThat(dueFor("engine")).containsExactlyInAnyOrder(WORK, WorkKey.of(KEY));
        assertThat(isTaken("budget", "new")).isTrue();
        assertThat(isTaken("budget", "old")).isFalse();
    }

    @Test
    @DisplayName("S1.2 a commit refused for a moved revision changes nothing")
    void movedRevisionChangesNothing() {
        prepare();
        Commit.Builder refused = everything().expecting(Scope.fleet(), 99);

        assertThat(store.commit(refused.build())).isInstanceOf(RevisionMoved.class);

        assertNothingChanged();
    }

    @Test
    @DisplayName("S1.2 a commit refused for a stale lease changes nothing")
    void staleLeaseChangesNothing() {
        prepare();
        Lease stale = lease("engine", work("other"));
        store.release(stale, Optional.empty());

        assertThat(store.commit(everything().under(stale).build())).isEqualTo(new StaleLease(stale));

        assertNothingChanged();
    }

    private void prepare() {
        commit(Commit.to(SCOPE)
                .put(document("old", "{}"))
                .event(event(KEY, "first"))
                .due(work("old"), store.now())
                .reserve(reservation("budget", "old", 1)));
    }

    private Commit.Builder everything() {
        return Commit.to(SCOPE)
                .put(document("new", "{}"))
                .put(document("old", "{\"n\":2}"))
                .delete("test", "old")
                .event(event(KEY, "lost"))
                .due(WORK, store.now())
                .forget(work("old"))
                .reserve(reservation("free", "new", 1))
                .giveBack("budget", "old");
    }

    private void assertNothingChanged() {
        assertThat(revision(SCOPE)).isEqualTo(1);
        assertThat(body(SCOPE, "old")).contains("{}");
        assertThat(body(SCOPE, "new")).isEmpty();
        assertThat(dueFor("engine")).containsExactlyInAnyOrder(work("old"), WorkKey.of(KEY));
        assertThat(isTaken("budget", "old")).isTrue();
        assertThat(isTaken("free", "new")).isFalse();
        List<Event> next = commit(Commit.to(SCOPE).event(event(KEY, "second"))).events();
        assertThat(next).extracting(Event::sequence).containsExactly(2L);
        assertThat(store.events(KEY, 0, 10))
                .extracting(event -> event.payload().path("text").asText())
                .containsExactly("first", "second");
    }

    @Test
    @DisplayName("S1.3 the lease is checked before the revisions")
    void leaseIsCheckedFirst() {
        Lease stale = lease("engine", WORK);
        store.release(stale, Optional.empty());

        CommitResult result =
                store.commit(Commit.to(SCOPE).under(stale).expecting(SCOPE, 7).build());

        assertThat(result).isInstanceOf(StaleLease.class);
    }

    @Test
    @DisplayName("S1.3 of several scopes that moved the first is named")
    void firstMovedScopeIsNamed() {
        commit(Commit.to(Scope.namespace("prod")));
        Commit.Builder refused = Commit.to(SCOPE)
                .expecting(Scope.namespace("prod"), 7)
                .expecting(Scope.fleet(), 7)
                .expecting(SCOPE, 0);

        assertThat(store.commit(refused.build())).isEqualTo(new RevisionMoved(Scope.fleet(), 0));
    }

    @Test
    @DisplayName("S1.4 what is deleted, given back and forgotten is so before anything is added")
    void removesBeforeItAdds() {
        commit(Commit.to(SCOPE).put(document("a", "{}")).reserve(reservation("budget", "old", 1)));

        Committed committed = commit(Commit.to(SCOPE)
                .put(document("a", "{\"n\":2}"))
                .delete("test", "a")
                .reserve(reservation("budget", "new", 1))
                .giveBack("budget", "old")
                .due(WORK, store.now())
                .forget(WORK));

        assertThat(body(SCOPE, "a")).contains("{\"n\":2}");
        assertThat(committed.refused()).isEmpty();
        assertThat(dueFor("engine")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S1.4 the documents and events of a reservation come after those of the commit")
    void reservationsComeLast() {
        Reservation reservation = new Reservation(
                "budget", "holder", 1, List.of(document("a", "{\"n\":2}")), List.of(event(KEY, "reserved")));

        Committed committed = commit(Commit.to(SCOPE)
                .reserve(reservation)
                .put(document("a", "{\"n\":1}"))
                .event(event(KEY, "plain")));

        assertThat(body(SCOPE, "a")).contains("{\"n\":2}");
        assertThat(committed.events())
                .extracting(event -> event.payload().path("text").asText())
                .containsExactly("plain", "reserved");
    }

    @Test
    @DisplayName("S1.5 of commits that expect one revision, exactly one succeeds")
    void oneOfManyWins() {
        List<CommitResult> results = RaceBootstrap.race(
                RUNNERS,
                number -> () -> store.commit(Commit.to(SCOPE)
                        .expecting(SCOPE, 0)
                        .put(document("winner", "{\"n\":" + number + "}"))
                        .build()));

        assertThat(results).filteredOn(Committed.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !(result instanceof Committed))
                .containsOnly(new RevisionMoved(SCOPE, 1));
        assertThat(revision(SCOPE)).isEqualTo(1);
    }

    @Test
    @DisplayName("S1.5 no update is lost")
    void noUpdateIsLost() {
        int each = 10;
        RaceBootstrap.race(RUNNERS, number -> () -> {
            int done = 0;
            while (done < each) {
                done += increment() ? 1 : 0;
            }
            return done;
        });

        assertThat(body(SCOPE, "counter")).contains(Integer.toString(RUNNERS * each));
        assertThat(revision(SCOPE)).isEqualTo((long) RUNNERS * each);
    }

    private boolean increment() {
        Snapshot snapshot = store.load(List.of(SCOPE));
        int count = snapshot.find(SCOPE, "test", "counter")
                .map(document -> Integer.parseInt(document.body()))
                .orElse(0);
        Commit next = Commit.to(SCOPE)
                .expecting(snapshot)
                .put(document("counter", Integer.toString(count + 1)))
                .build();
        return store.commit(next) instanceof Committed;
    }
}
