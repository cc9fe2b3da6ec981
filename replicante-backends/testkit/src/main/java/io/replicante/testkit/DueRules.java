package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.Lease;
import io.replicante.store.Scope;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class DueRules extends StoreRules {
    private static final Duration HOUR = Duration.ofHours(1);

    DueRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S4.1 what is longest due comes first, of all wanted kinds, and no more than wanted")
    void longestDueFirst() {
        WorkKey platform = WorkKey.platform("prod", "aws");
        Instant now = store.now();
        commit(Commit.to(Scope.fleet())
                .due(work("third"), now.minusSeconds(10))
                .due(work("first"), now.minusSeconds(30))
                .due(platform, now.minusSeconds(20))
                .due(work("fourth"), now));

        List<Lease> granted = store.claim(ClaimRequest.due("a", ANY_KIND, 3, LEASE));

        assertThat(granted).extracting(Lease::work).containsExactly(work("first"), platform, work("third"));
        assertThat(dueFor("b")).containsExactly(work("fourth"));
    }

    @Test
    @DisplayName("S4.1 only the wanted kinds are granted")
    void onlyWantedKinds() {
        WorkKey platform = WorkKey.platform("prod", "aws");
        commit(Commit.to(Scope.fleet())
                .due(platform, store.now())
                .due(WORK, store.now())
                .event(event(KEY, "first")));

        assertThat(claim(Set.of(WorkKey.Kind.PLATFORM))).containsExactly(platform);
        assertThat(claim(Set.of(WorkKey.Kind.PUBLISH))).containsExactly(WorkKey.of(KEY));
        assertThat(claim(Set.of())).isEmpty();
        assertThat(claim(Set.of(WorkKey.Kind.CLUSTER))).containsExactly(WORK);
    }

    private List<WorkKey> claim(Set<WorkKey.Kind> kinds) {
        return store.claim(ClaimRequest.due("a", kinds, 10, LEASE)).stream()
                .map(Lease::work)
                .toList();
    }

    @Test
    @DisplayName("S4.1 work is granted when its time has come, and not before")
    void notBeforeItsTime() {
        commitDue(WORK, inAWhile(HOUR));
        assertThat(claimDue("a")).isEmpty();

        passTime(HOUR);

        assertThat(dueFor("a")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S4.1 work due in the far future is kept")
    void farFuture() {
        commitDue(WORK, Instant.parse("9999-12-31T23:59:59.999999Z"));

        assertThat(claimDue("a")).isEmpty();
        assertThat(lease("a", WORK).work()).isEqualTo(WORK);
    }

    @Test
    @DisplayName("S4.1 what is being worked on is not granted again, not even to its owner")
    void notWhileLeased() {
        commitDue(WORK, store.now());
        claimDue("a");

        assertThat(claimDue("a")).isEmpty();
        assertThat(claimDue("b")).isEmpty();
    }

    @Test
    @DisplayName("S4.2 the work of an instance that stopped is due as before once its lease expired")
    void abandonedWorkIsDueAgain() {
        commitDue(WORK, store.now());
        assertThat(dueFor("a")).containsExactly(WORK);

        expireLeases();

        assertThat(dueFor("b")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S4.3 a release without a next time keeps the one that is there")
    void releaseKeepsTheTime() {
        commitDue(WORK, store.now());
        store.release(claimDue("a").get(0), Optional.empty());
        Lease again = claimDue("b").get(0);

        commitDue(WORK, inAWhile(HOUR));
        store.release(again, Optional.empty());

        assertThat(claimDue("a")).isEmpty();
        passTime(HOUR);
        assertThat(dueFor("a")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S4.4 a release with a next time puts the work off")
    void releasePutsOff() {
        commitDue(WORK, store.now());
        store.release(claimDue("a").get(0), Optional.of(inAWhile(HOUR)));
        assertThat(claimDue("a")).isEmpty();

        passTime(HOUR);

        assertThat(dueFor("a")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S4.4 an earlier time that somebody set meanwhile is kept, though the work was due even earlier")
    void releaseKeepsAnEarlierTime() {
        commitDue(WORK, store.now());
        Lease lease = claimDue("a").get(0);
        commit(Commit.to(SCOPE).dueNoLaterThan(WORK, store.now()));

        store.release(lease, Optional.of(inAWhile(HOUR)));

        assertThat(dueFor("a")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S4.4 a later time that somebody set meanwhile gives way to the next time")
    void releaseOverridesALaterTime() {
        Lease lease = lease("a", WORK);
        commitDue(WORK, inAWhile(HOUR.multipliedBy(2)));

        store.release(lease, Optional.of(inAWhile(HOUR)));

        passTime(HOUR);
        assertThat(dueFor("a")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S4.4 what was set before the lease was granted does not count: its holder has seen it")
    void releaseForgetsWhatWasSetBefore() {
        commit(Commit.to(SCOPE).dueNoLaterThan(WORK, store.now()));
        Lease lease = claimDue("a").get(0);

        store.release(lease, Optional.of(inAWhile(HOUR)));

        assertThat(claimDue("a")).isEmpty();
    }

    @Test
    @DisplayName("S4.3 the release of a stale lease changes nothing")
    void staleReleaseIsIgnored() {
        commitDue(WORK, store.now());
        Lease stale = claimDue("a").get(0);
        expireLeases();
        Lease present = claimDue("b").get(0);

        store.release(stale, Optional.of(inAWhile(HOUR)));

        commit(Commit.to(SCOPE).under(present));
        assertThat(claimDue("c")).isEmpty();
        store.release(present, Optional.empty());
        assertThat(dueFor("c")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S4.3 a lease can be released once")
    void releasesOnce() {
        commitDue(WORK, store.now());
        Lease lease = claimDue("a").get(0);
        store.release(lease, Optional.empty());

        store.release(lease, Optional.of(inAWhile(HOUR)));

        assertThat(dueFor("a")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S1.1 a commit makes work due whatever it was before, or no later than a time")
    void commitsSetTimes() {
        commitDue(WORK, store.now());
        commit(Commit.to(SCOPE).dueNoLaterThan(WORK, inAWhile(HOUR)));
        commit(Commit.to(SCOPE).dueNoLaterThan(work("new"), inAWhile(HOUR)));
        commitDue(work("later"), store.now());
        commitDue(work("later"), inAWhile(HOUR));
        commitDue(work("earlier"), inAWhile(HOUR));
        commit(Commit.to(SCOPE).dueNoLaterThan(work("earlier"), store.now()));

        assertThat(dueFor("a")).containsExactlyInAnyOrder(WORK, work("earlier"));
        passTime(HOUR);
        assertThat(dueFor("b")).contains(work("new"), work("later"));
    }

    @Test
    @DisplayName("S1.1 forgotten work is not due, and forgetting what is not there is no error")
    void forgottenWorkIsNotDue() {
        commitDue(WORK, store.now());

        commit(Commit.to(SCOPE).forget(WORK).forget(work("unknown")));

        assertThat(claimDue("a")).isEmpty();
    }
}
