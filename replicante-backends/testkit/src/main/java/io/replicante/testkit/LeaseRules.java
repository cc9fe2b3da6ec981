package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult.Committed;
import io.replicante.store.CommitResult.StaleLease;
import io.replicante.store.Lease;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LeaseRules extends StoreRules {
    private static final int RUNNERS = 8;

    LeaseRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S3.1 no work is granted twice, though many claim at once")
    void grantsOnceUnderConcurrency() {
        List<WorkKey> works =
                IntStream.range(0, 60).mapToObj(number -> work("c" + number)).toList();
        Commit.Builder commit = Commit.to(SCOPE);
        works.forEach(work -> commit.due(work, store.now()));
        commit(commit);

        List<List<Lease>> granted = RaceBootstrap.race(RUNNERS, number -> () -> claimAll("engine-" + number));

        assertThat(granted.stream().flatMap(List::stream).map(Lease::work)).containsExactlyInAnyOrderElementsOf(works);
        assertThat(granted.stream().flatMap(List::stream).map(Lease::epoch)).doesNotHaveDuplicates();
    }

    private List<Lease> claimAll(String owner) {
        List<Lease> all = new ArrayList<>();
        List<Lease> some = List.of();
        do {
            some = store.claim(ClaimRequest.due(owner, ANY_KIND, 3, LEASE));
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    @Test
    @DisplayName("S3.1 one of many gets the one piece of work that all want")
    void grantsOnlyOnceUnderConcurrency() {
        List<List<Lease>> granted = RaceBootstrap.race(
                RUNNERS, number -> () -> store.claim(ClaimRequest.only("engine-" + number, WORK, LEASE)));

        assertThat(granted.stream().flatMap(List::stream)).hasSize(1);
    }

    @Test
    @DisplayName("S3.2 epochs only grow, whatever becomes of the work")
    void epochsOnlyGrow() {
        List<Long> epochs = new ArrayList<>();
        epochs.add(lease("a", WORK).epoch());
        epochs.add(lease("a", WORK).epoch());
        expireLeases();
        Lease released = lease("b", WORK);
        epochs.add(released.epoch());
        store.release(released, Optional.empty());
        Lease forgotten = lease("a", WORK);
        epochs.add(forgotten.epoch());
        commit(Commit.to(SCOPE).forget(WORK));
        epochs.add(lease("b", WORK).epoch());
        epochs.add(lease("b", work("other")).epoch());
        commitDue(work("due"), store.now());
        claimDue("a").forEach(lease -> epochs.add(lease.epoch()));

        assertThat(epochs).hasSize(7).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("S3.2 epochs begin at the milliseconds of the creation, so that a new store is ahead of an older one")
    void epochsBeginAtCreation() {
        assertThat(lease("a", WORK).epoch())
                .isGreaterThanOrEqualTo(store.describe().createdAt().toEpochMilli());
    }

    @Test
    @DisplayName("S3.3 commits under the newest lease succeed until it ends")
    void fencesUntilItsEnd() {
        Lease lease = lease("a", WORK);
        passTime(LEASE.dividedBy(2));
        commit(Commit.to(SCOPE).under(lease));

        passTime(LEASE.dividedBy(2));

        assertStale(lease);
    }

    @Test
    @DisplayName("S3.3 a lease that ran out is stale though nobody took over")
    void expiredLeaseIsStale() {
        Lease lease = lease("a", WORK);
        expireLeases();

        assertStale(lease);
        assertThat(store.renew(lease, LEASE)).isEmpty();
        assertThat(revision(SCOPE)).isZero();
    }

    @Test
    @DisplayName("S3.3 the lease of a former holder is stale, that of the new one is not")
    void formerLeaseIsStale() {
        Lease former = lease("a", WORK);
        expireLeases();
        Lease present = lease("b", WORK);

        assertStale(former);
        assertThat(store.renew(former, LEASE)).isEmpty();
        commit(Commit.to(SCOPE).under(present));
    }

    @Test
    @DisplayName("S3.3 a released lease is stale")
    void releasedLeaseIsStale() {
        Lease lease = lease("a", WORK);
        store.release(lease, Optional.empty());

        assertStale(lease);
        assertThat(store.renew(lease, LEASE)).isEmpty();
    }

    @Test
    @DisplayName("S3.3 a lease on forgotten work is stale, also when the work is there again")
    void leaseOnForgottenWorkIsStale() {
        Lease lease = lease("a", WORK);
        commit(Commit.to(SCOPE).under(lease).forget(WORK));
        assertStale(lease);

        commitDue(WORK, store.now());

        assertStale(lease);
        assertThat(store.renew(lease, LEASE)).isEmpty();
        assertThat(dueFor("b")).containsExactly(WORK);
    }

    @Test
    @DisplayName("S3.3 an epoch that was never given does not fence")
    void inventedEpochIsStale() {
        Lease lease = lease("a", WORK);

        assertStale(new Lease(WORK, "a", lease.epoch() + 1, lease.grantedAt(), lease.expiresAt()));
        assertStale(new Lease(work("other"), "a", lease.epoch(), lease.grantedAt(), lease.expiresAt()));
    }

    @Test
    @DisplayName("S3.3 nobody prolongs a lease by changing their copy of it")
    void theStoresTimesCount() {
        Lease lease = lease("a", WORK);
        expireLeases();

        assertStale(new Lease(WORK, "a", lease.epoch(), store.now(), inAWhile(LEASE)));
    }

    @Test
    @DisplayName("S3.4 one piece of work is granted though it is not there, and is not due by that")
    void onlyCreates() {
        Lease lease = lease("a", WORK);
        assertThat(lease.work()).isEqualTo(WORK);
        assertThat(lease.owner()).isEqualTo("a");

        store.release(lease, Optional.empty());

        assertThat(claimDue("a")).isEmpty();
    }

    @Test
    @DisplayName("S3.4 one piece of work is granted before it is due")
    void onlyIgnoresDue() {
        commitDue(WORK, inAWhile(Duration.ofHours(1)));

        assertThat(lease("a", WORK).work()).isEqualTo(WORK);
    }

    @Test
    @DisplayName("S3.4 one piece of work is not granted while somebody else has it")
    void onlyRespectsOthers() {
        Lease lease = lease("a", WORK);

        assertThat(store.claim(ClaimRequest.only("b", WORK, LEASE))).isEmpty();
        commit(Commit.to(SCOPE).under(lease));
    }

    @Test
    @DisplayName("S3.4 the owner's own lease is replaced, and is stale from then on")
    void onlyReplacesOwn() {
        Lease first = lease("a", WORK);
        Lease second = lease("a", WORK);

        assertStale(first);
        commit(Commit.to(SCOPE).under(second));
    }

    @Test
    @DisplayName("S3.5 a renewed lease keeps its epoch and lasts longer, whichever copy is used")
    void renewalExtends() {
        Lease lease = lease("a", WORK);
        passTime(LEASE.dividedBy(2));

        Lease renewed = store.renew(lease, LEASE).orElseThrow();

        assertThat(renewed.epoch()).isEqualTo(lease.epoch());
        assertThat(renewed.owner()).isEqualTo("a");
        assertThat(renewed.grantedAt()).isAfter(lease.grantedAt());
        assertThat(Duration.between(renewed.grantedAt(), renewed.expiresAt())).isEqualTo(LEASE);
        passTime(LEASE.dividedBy(2));
        commit(Commit.to(SCOPE).under(lease));
        commit(Commit.to(SCOPE).under(renewed));
        assertThat(store.claim(ClaimRequest.only("b", WORK, LEASE))).isEmpty();
        passTime(LEASE.dividedBy(2));
        assertStale(renewed);
    }

    @Test
    @DisplayName("S3.1 a lease lasts as long as was asked for")
    void lastsAsAsked() {
        Lease lease = lease("a", WORK);

        assertThat(Duration.between(lease.grantedAt(), lease.expiresAt())).isEqualTo(LEASE);
        assertThat(lease.grantedAt()).isBeforeOrEqualTo(store.now());
    }

    @Test
    @DisplayName("S3.1 a lease of no length is a mistake of the caller")
    void refusesNoLength() {
        Lease lease = lease("a", WORK);

        assertThatIllegalArgumentException().isThrownBy(() -> store.claim(ClaimRequest.only("a", WORK, Duration.ZERO)));
        assertThatIllegalArgumentException().isThrownBy(() -> store.renew(lease, Duration.ofSeconds(-1)));
        commit(Commit.to(SCOPE).under(lease));
    }

    private void assertStale(Lease lease) {
        assertThat(store.commit(Commit.to(SCOPE).under(lease).build()))
                .isNotInstanceOf(Committed.class)
                .isEqualTo(new StaleLease(lease));
    }
}
