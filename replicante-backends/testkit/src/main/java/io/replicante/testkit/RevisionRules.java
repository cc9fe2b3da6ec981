package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.store.Commit;
import io.replicante.store.CommitResult.RevisionMoved;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class RevisionRules extends StoreRules {
    RevisionRules(StoreContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("S2.1 every commit raises the revision of its scope by one, an empty one too")
    void everyCommitRaises() {
        assertThat(commit(Commit.to(SCOPE).put(document("a", "{}"))).revision()).isEqualTo(1);
        assertThat(commit(Commit.to(SCOPE)).revision()).isEqualTo(2);
        assertThat(commit(Commit.to(SCOPE).put(document("a", "{}"))).revision()).isEqualTo(3);
        assertThat(revision(SCOPE)).isEqualTo(3);
    }

    @Test
    @DisplayName("S2.1 a commit raises the revision of no other scope")
    void noOtherScopeIsRaised() {
        commit(Commit.to(SCOPE).expecting(Scope.fleet(), 0).event(event(KEY, "first")));

        assertThat(revision(Scope.fleet())).isZero();
        assertThat(revision(Scope.namespace("prod"))).isZero();
        assertThat(revision(scope("orders-2"))).isZero();
    }

    @Test
    @DisplayName("S2.2 a commit by somebody without a lease moves the revision for the holder of the lease")
    void peopleMoveRevisions() {
        Commit.Builder plan = Commit.to(SCOPE).under(lease("engine", WORK)).expecting(store.load(List.of(SCOPE)));
        commit(Commit.to(SCOPE).put(document("pause", "{}")));

        assertThat(store.commit(plan.build())).isEqualTo(new RevisionMoved(SCOPE, 1));
    }

    @Test
    @DisplayName("S2.2 a commit that depends on another scope is refused when that one moved")
    void otherScopesCount() {
        Snapshot loaded = store.load(Scope.around(CLUSTER));
        commit(Commit.to(Scope.namespace("prod")).put(document("mode", "{}")));

        assertThat(store.commit(Commit.to(SCOPE).expecting(loaded).build()))
                .isEqualTo(new RevisionMoved(Scope.namespace("prod"), 1));
        commit(Commit.to(SCOPE).expecting(store.load(Scope.around(CLUSTER))));
    }

    @Test
    @DisplayName("S2.3 a scope has revision 0 before its first commit, and can be created once")
    void createsOnce() {
        assertThat(revision(SCOPE)).isZero();
        assertThat(store.load(List.of(SCOPE)).of(SCOPE, "test")).isEmpty();

        commit(Commit.to(SCOPE).expecting(SCOPE, 0));

        assertThat(store.commit(Commit.to(SCOPE).expecting(SCOPE, 0).build())).isEqualTo(new RevisionMoved(SCOPE, 1));
    }

    @Test
    @DisplayName("S2.3 the revision outlives the documents")
    void revisionOutlivesDocuments() {
        commit(Commit.to(SCOPE).put(document("a", "{}")));
        commit(Commit.to(SCOPE).delete("test", "a").forget(WORK));

        assertThat(revision(SCOPE)).isEqualTo(2);
        assertThat(commit(Commit.to(SCOPE).put(document("a", "{}"))).revision()).isEqualTo(3);
    }

    @Test
    @DisplayName("S2.4 a snapshot is of one moment")
    void snapshotIsOfOneMoment() {
        Scope second = scope("second");
        AtomicBoolean done = new AtomicBoolean();
        RaceBootstrap.race(2, number -> () -> number == 0 ? write(second, done) : read(second, done));

        assertThat(revision(SCOPE)).isEqualTo(100);
        assertThat(revision(second)).isEqualTo(100);
    }

    private boolean write(Scope second, AtomicBoolean done) {
        try {
            for (int round = 1; round <= 100; round++) {
                String body = Integer.toString(round);
                commit(Commit.to(SCOPE).put(document("a", body)).put(document("b", body)));
                commit(Commit.to(second).put(document("a", body)));
            }
            return true;
        } finally {
            done.set(true);
        }
    }

    /** The first scope is written before the second, so a snapshot has it the same or one ahead. */
    private boolean read(Scope second, AtomicBoolean done) {
        while (!done.get()) {
            Snapshot snapshot = store.load(List.of(second, SCOPE));
            long revision = revision(snapshot, SCOPE);
            assertThat(revision - revision(snapshot, second)).isBetween(0L, 1L);
            String body = Long.toString(revision);
            assertThat(snapshot.of(SCOPE, "test"))
                    .extracting(Document::body)
                    .isEqualTo(revision == 0 ? List.of() : List.of(body, body));
        }
        return true;
    }

    private static long revision(Snapshot snapshot, Scope scope) {
        return snapshot.revisions().getOrDefault(scope, -1L);
    }
}
