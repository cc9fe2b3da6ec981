package io.replicante.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.Once;
import io.replicante.core.fixture.Shell;
import io.replicante.core.fixture.TestTime;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Scope;
import io.replicante.store.WorkKey;
import io.replicante.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HeldLeaseTest {
    private static final WorkKey WORK = WorkKey.of(Shell.CLUSTER);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestTime time = new TestTime();
    private final InMemoryStore store = InMemoryStore.of(time, new Random(1));
    private final Leases leases = new Leases(store, "one", LeaseTerms.DEFAULT, time, time);

    private HeldLease claim() {
        return leases.claim(WORK).orElseThrow();
    }

    @Test
    @DisplayName("case 20h: a lease counts from when it was asked for, less a margin")
    void countsFromWhenTheClaimWasSentLessTheMargin() {
        HookedStore slow =
                new HookedStore(store, Once.at("after claim", 1, () -> time.advance(SECOND.multipliedBy(5))));
        HeldLease lease = new Leases(slow, "one", LeaseTerms.DEFAULT, time, time)
                .claim(WORK)
                .orElseThrow();

        assertThat(lease.left()).isEqualTo(SECOND.multipliedBy(30 - 2 - 5));
        assertThat(lease.instant()).isEqualTo(TestTime.START.plusSeconds(5));
    }

    @Test
    @DisplayName("case 20a: what an engine takes for now is the store's time, whatever its own clock says")
    void takesItsTimeFromTheStore() {
        TestTime ahead = new TestTime();
        ahead.advance(Duration.ofHours(1));
        HeldLease lease = new Leases(store, "one", LeaseTerms.DEFAULT, ahead, ahead)
                .claim(WORK)
                .orElseThrow();
        assertThat(lease.instant()).isEqualTo(TestTime.START);

        ahead.advance(SECOND);

        assertThat(lease.instant()).isEqualTo(TestTime.START.plusSeconds(1));
        assertThat(lease.left()).isEqualTo(SECOND.multipliedBy(30 - 2 - 1));
    }

    @Test
    void isLostWhenItsTimeIsOver() {
        HeldLease lease = claim();
        time.advance(SECOND.multipliedBy(28));

        assertThat(lease.isLost()).isTrue();
        assertThat(lease.keep(SECOND)).isFalse();
    }

    @Test
    @DisplayName("case 20b: a lease is lost once wall clock and ticker moved apart")
    void isLostForGoodWhenTheClocksMovedApart() {
        HeldLease lease = claim();
        time.suspend(SECOND.multipliedBy(3));
        assertThat(lease.isLost()).isTrue();

        time.suspend(SECOND.multipliedBy(-3));
        assertThat(lease.isLost()).isTrue();
    }

    @Test
    void survivesClocksThatDriftWithinTheMargin() {
        HeldLease lease = claim();
        time.suspend(SECOND);

        assertThat(lease.isLost()).isFalse();
    }

    @Test
    void renewsOnlyWhenTooLittleIsLeft() {
        HeldLease lease = claim();
        Instant granted = lease.lease().grantedAt();
        time.advance(SECOND.multipliedBy(10));

        assertThat(lease.keep(SECOND.multipliedBy(18))).isTrue();
        assertThat(lease.lease().grantedAt()).isEqualTo(granted);
        assertThat(lease.keep(SECOND.multipliedBy(19))).isTrue();
        assertThat(lease.lease().grantedAt()).isEqualTo(granted.plusSeconds(10));
        assertThat(lease.left()).isEqualTo(SECOND.multipliedBy(28));
        assertThat(store.commit(Commit.to(Scope.fleet()).under(lease.lease()).build()))
                .isInstanceOf(CommitResult.Committed.class);
    }

    @Test
    void isLostWhenTheStoreDoesNotKnowItAnyMore() {
        HeldLease lease = claim();
        time.advance(SECOND);
        store.commit(Commit.to(Scope.fleet()).forget(WORK).build());

        assertThat(lease.keep(SECOND.multipliedBy(28))).isFalse();
        assertThat(lease.isLost()).isTrue();
    }

    @Test
    void saysNoWhenALeaseCannotLastAsLongAsIsNeeded() {
        assertThat(claim().keep(SECOND.multipliedBy(29))).isFalse();
    }

    @Test
    void isNotClaimedTwiceByOneInstanceBeforeItIsGivenBack() {
        HeldLease lease = claim();
        assertThat(leases.claim(WORK)).isEmpty();

        lease.release(Optional.empty());
        assertThat(leases.claim(WORK)).isPresent();
    }

    @Test
    void neverLetsTimeGoBackAcrossARenewal() {
        HeldLease lease = claim();
        time.advance(SECOND.multipliedBy(20));
        Instant before = lease.instant();
        time.suspend(SECOND.multipliedBy(-1));

        assertThat(lease.keep(SECOND.multipliedBy(20))).isTrue();
        assertThat(lease.instant()).isAfterOrEqualTo(before);
    }

    @Test
    void refusesTermsThatLeaveNothing() {
        assertThatThrownBy(() -> new LeaseTerms(SECOND, SECOND)).isInstanceOf(IllegalArgumentException.class);
    }
}
