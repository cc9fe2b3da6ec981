package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.replicante.spec.event.StreamKey;
import io.replicante.store.Commit;
import io.replicante.store.Lease;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class PublishingRules extends StoreRules {
    private static final WorkKey PUBLISH = WorkKey.of(KEY);
    private static final Duration HOUR = Duration.ofHours(1);

    PublishingRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S6.1 every key with a new event is due for publishing at once, and no other")
    void newEventsAreDue() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")).event(event(StreamKey.audit(), "b")));
        commit(Commit.to(SCOPE).put(document("a", "{}")));

        assertThat(dueFor("a")).containsExactlyInAnyOrder(PUBLISH, WorkKey.of(StreamKey.audit()));
    }

    @Test
    @DisplayName("S6.1 the last events of a deleted cluster are due as well")
    void deletionIsPublished() {
        commit(Commit.to(SCOPE).put(document("a", "{}")).due(WORK, store.now()));
        commit(Commit.to(SCOPE).delete("test", "a").forget(WORK).event(event(KEY, "deleted")));

        assertThat(dueFor("a")).containsExactly(PUBLISH);
    }

    @Test
    @DisplayName("S6.2 a key stays due until its last event is published")
    void dueUntilAllIsPublished() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")).event(event(KEY, "b")));
        markAndRelease(1);
        assertThat(store.published(KEY)).isEqualTo(1);

        markAndRelease(2);

        assertThat(store.published(KEY)).isEqualTo(2);
        assertThat(claimDue("a")).isEmpty();
    }

    private void markAndRelease(long sequence) {
        Lease lease = claimDue("a").get(0);
        assertThat(store.markPublished(lease, KEY, sequence)).isTrue();
        store.release(lease, Optional.empty());
    }

    @Test
    @DisplayName("S6.2 an event that comes while the key is being published is due afterwards")
    void newEventsDuringPublishing() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")));
        Lease lease = claimDue("a").get(0);
        commit(Commit.to(SCOPE).event(event(KEY, "b")));

        store.markPublished(lease, KEY, 1);
        store.release(lease, Optional.of(inAWhile(HOUR)));

        assertThat(dueFor("a")).containsExactly(PUBLISH);
    }

    @Test
    @DisplayName("S6.2 publishing can be put off, until the next event")
    void releasePutsOff() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")));
        store.release(claimDue("a").get(0), Optional.of(inAWhile(HOUR)));
        assertThat(claimDue("a")).isEmpty();

        commit(Commit.to(SCOPE).event(event(KEY, "b")));

        assertThat(dueFor("a")).containsExactly(PUBLISH);
    }

    @Test
    @DisplayName("S6.2 nothing can forget what is unpublished")
    void unpublishedIsNeverForgotten() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")));

        commit(Commit.to(SCOPE).forget(PUBLISH));

        assertThat(dueFor("a")).containsExactly(PUBLISH);
    }

    @Test
    @DisplayName("S6.2 nothing makes a key due of which everything is published")
    void publishedIsNeverDue() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")));
        Lease lease = claimDue("a").get(0);
        store.markPublished(lease, KEY, 1);
        commit(Commit.to(SCOPE).due(PUBLISH, store.now()));

        store.release(lease, Optional.of(store.now()));

        assertThat(claimDue("a")).isEmpty();
    }

    @Test
    @DisplayName("S6.3 the mark never moves back")
    void markNeverMovesBack() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")).event(event(KEY, "b")));
        assertThat(store.published(KEY)).isZero();
        Lease lease = claimDue("a").get(0);
        assertThat(store.markPublished(lease, KEY, 2)).isTrue();

        assertThat(store.markPublished(lease, KEY, 1)).isTrue();

        assertThat(store.published(KEY)).isEqualTo(2);
        store.release(lease, Optional.empty());
        assertThat(claimDue("a")).isEmpty();
    }

    @Test
    @DisplayName("S6.4 a publisher whose lease is stale cannot move the mark")
    void staleLeaseMarksNothing() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")));
        Lease stale = claimDue("a").get(0);
        expireLeases();
        assertThat(store.markPublished(stale, KEY, 1)).isFalse();
        Lease present = claimDue("b").get(0);

        assertThat(store.markPublished(stale, KEY, 1)).isFalse();

        assertThat(store.published(KEY)).isZero();
        assertThat(store.markPublished(present, KEY, 1)).isTrue();
    }

    @Test
    @DisplayName("S6.4 to mark what was never written, or under a lease on other work, is a mistake of the caller")
    void refusesWhatCannotBe() {
        commit(Commit.to(SCOPE).event(event(KEY, "a")));
        Lease lease = claimDue("a").get(0);

        assertThatIllegalArgumentException().isThrownBy(() -> store.markPublished(lease, KEY, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> store.markPublished(lease("a", WORK), KEY, 1));

        assertThat(store.published(KEY)).isZero();
    }
}
