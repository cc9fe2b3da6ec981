package io.replicante.core.control;

import io.replicante.spec.ConflictException;
import io.replicante.store.Commit;
import io.replicante.store.CommitResult;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import java.util.List;
import java.util.function.Function;

/** Commits a change that was decided on what was loaded; decides anew when somebody else was faster. Thread-safe. */
final class ControlCommits {
    private static final int TRIES = 50;

    private final Store store;

    ControlCommits(Store store) {
        this.store = store;
    }

    Store store() {
        return store;
    }

    /**
     * Changes a scope.
     *
     * @param scopes what the change depends on
     * @param change makes the change from what was loaded, or throws to refuse it
     */
    void change(List<Scope> scopes, Function<Snapshot, Commit.Builder> change) {
        for (int i = 0; i < TRIES; i++) {
            Snapshot snapshot = store.load(scopes);
            CommitResult result =
                    store.commit(change.apply(snapshot).expecting(snapshot).build());
            if (result instanceof CommitResult.Committed) {
                return;
            }
        }
        throw new ConflictException(scopes.get(0) + " is changed by others again and again");
    }
}
