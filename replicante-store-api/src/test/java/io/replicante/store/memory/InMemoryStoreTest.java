package io.replicante.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult.Committed;
import io.replicante.store.Document;
import io.replicante.store.Lease;
import io.replicante.store.Reservation;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is the in-memory store's own; what every store does is in the testkit's contract. */
final class InMemoryStoreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final ClusterRef CLUSTER = new ClusterRef("prod", "orders");
    private static final Scope SCOPE = Scope.of(CLUSTER);
    private static final StreamKey KEY = StreamKey.of(CLUSTER);
    private static final Set<WorkKey.Kind> KINDS = Set.of(WorkKey.Kind.values());

    @Test
    void saysThatItForgetsWithTheProcess() {
        assertThat(store().describe().survivesRestart()).isFalse();
        assertThat(store().describe().createdAt()).isEqualTo(CLOCK.instant());
    }

    @Test
    void namesEveryIncarnationDifferently() {
        Random random = new Random(7);

        String first = InMemoryStore.of(CLOCK, random).describe().incarnation();

        assertThat(first).isNotBlank();
        assertThat(InMemoryStore.of(CLOCK, random).describe().incarnation()).isNotEqualTo(first);
    }

    @Test
    void keepsOnlyTheLastPublishedEvents() {
        Store store =
                InMemoryStore.builder(CLOCK, new Random(1)).keepPublished(2).build();
        append(store, 4);
        assertThat(sequences(store)).containsExactly(1L, 2L, 3L, 4L);

        store.markPublished(claim(store, WorkKey.of(KEY)), KEY, 3);

        assertThat(sequences(store)).containsExactly(3L, 4L);
        append(store, 1);
        assertThat(sequences(store)).containsExactly(4L, 5L);
        append(store, 1);
        assertThat(sequences(store)).containsExactly(4L, 5L, 6L);
    }

    @Test
    void mayKeepNothingThatIsPublished() {
        Store store =
                InMemoryStore.builder(CLOCK, new Random(1)).keepPublished(0).build();
        append(store, 2);

        store.markPublished(claim(store, WorkKey.of(KEY)), KEY, 1);

        assertThat(sequences(store)).containsExactly(2L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InMemoryStore.builder(CLOCK, new Random(1)).keepPublished(-1));
    }

    @Test
    @DisplayName("case 16e: a store that was brought back is another incarnation")
    void aRestoredCopyIsAnotherIncarnationWithTheSameContent() {
        InMemoryStore store = store();
        append(store, 1);
        store.commit(Commit.to(SCOPE)
                .put(new Document("test", "a", "{}"))
                .due(WorkKey.of(CLUSTER), CLOCK.instant())
                .reserve(share("holder"))
                .build());
        Lease lease = claim(store, WorkKey.of(CLUSTER));

        InMemoryStore restored = InMemoryStore.on(store.data().copy());

        assertThat(restored.describe().incarnation())
                .isNotEqualTo(store.describe().incarnation());
        assertThat(restored.load(List.of(SCOPE))).isEqualTo(store.load(List.of(SCOPE)));
        assertThat(restored.events(KEY, 0, 10)).isEqualTo(store.events(KEY, 0, 10));
        assertThat(restored.commit(
                        Commit.to(SCOPE).under(lease).reserve(share("other")).build()))
                .isInstanceOfSatisfying(
                        Committed.class,
                        committed -> assertThat(committed.refused()).hasSize(1));
        restored.release(lease, Optional.empty());
        List<Lease> due = restored.claim(ClaimRequest.due("b", KINDS, 10, Duration.ofMinutes(1)));
        assertThat(due).extracting(Lease::work).containsExactlyInAnyOrder(WorkKey.of(CLUSTER), WorkKey.of(KEY));
        assertThat(due).allSatisfy(later -> assertThat(later.epoch()).isGreaterThan(lease.epoch()));
    }

    @Test
    void aCopyAndItsOriginalGoTheirOwnWays() {
        InMemoryStore store = store();
        append(store, 1);
        store.commit(Commit.to(SCOPE).reserve(share("holder")).build());
        InMemoryStore copy = InMemoryStore.on(store.data().copy());

        append(store, 1);
        store.commit(Commit.to(SCOPE)
                .put(new Document("test", "a", "{}"))
                .giveBack("budget", "holder")
                .due(WorkKey.of(CLUSTER), CLOCK.instant())
                .build());

        assertThat(sequences(copy)).containsExactly(1L);
        assertThat(copy.load(List.of(SCOPE)).of(SCOPE, "test")).isEmpty();
        assertThat(copy.claim(ClaimRequest.due("b", KINDS, 10, Duration.ofMinutes(1))))
                .extracting(Lease::work)
                .containsExactly(WorkKey.of(KEY));
        assertThat(copy.commit(Commit.to(SCOPE).reserve(share("other")).build()))
                .isInstanceOfSatisfying(
                        Committed.class,
                        committed -> assertThat(committed.refused()).hasSize(1));
    }

    private static InMemoryStore store() {
        return InMemoryStore.of(CLOCK, new Random(1));
    }

    private static Lease claim(Store store, WorkKey work) {
        return store.claim(ClaimRequest.only("a", work, Duration.ofMinutes(1))).get(0);
    }

    private static Reservation share(String holder) {
        return new Reservation("budget", holder, 1, List.of(), List.of());
    }

    private static void append(Store store, int events) {
        Commit.Builder commit = Commit.to(SCOPE);
        for (int number = 0; number < events; number++) {
            commit.event(new NewEvent(
                    KEY,
                    "TEST",
                    CLOCK.instant(),
                    JsonNodeFactory.instance.objectNode(),
                    Actor.person("tester"),
                    Optional.empty()));
        }
        store.commit(commit.build());
    }

    private static List<Long> sequences(Store store) {
        return store.events(KEY, 0, 100).stream().map(Event::sequence).toList();
    }
}
