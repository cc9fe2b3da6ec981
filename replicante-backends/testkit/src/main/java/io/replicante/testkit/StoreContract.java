package io.replicante.testkit;

import io.replicante.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link Store} must do. Whoever writes one extends this class in a test; the display name of a test begins with
 * the number of the rule in the Javadoc of {@link Store} that it holds the store to.
 *
 * <pre>{@code
 * final class MyStoreTest extends StoreContract {
 *     private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
 *     private final MyData data = MyData.empty();
 *
 *     protected Store open() { return new MyStore(data, clock); }
 *     protected void passTime(Duration duration) { clock.advance(duration); }
 *     protected void setClockBack(Duration duration) { clock.moveWall(duration.negated()); }
 * }
 * }</pre>
 *
 * <p>A test gets an instance of its own, so what the fields above hold is fresh. Concurrency is tried with real threads.
 */
public abstract class StoreContract {
    private final List<Store> opened = new ArrayList<>();

    /** For subclasses. */
    protected StoreContract() {}

    /**
     * Opens a store: the first time in a test on empty data, afterwards once more on the same data.
     *
     * @return a store that the contract closes
     */
    protected abstract Store open();

    /**
     * Lets the store's time go on.
     *
     * @param duration by at least so much, and no more than a few seconds longer
     */
    protected abstract void passTime(Duration duration);

    /**
     * Sets the clock back that the store's time is taken from. Not called when {@link StoreAbility#SET_CLOCK_BACK} is lacking.
     *
     * @param duration by how much
     */
    protected abstract void setClockBack(Duration duration);

    /**
     * What this store is not able to do. Tests of those abilities check what the store must do without them, or are reported
     * as skipped.
     *
     * @return the abilities that are lacking; none unless overridden
     */
    protected Set<StoreAbility> lacks() {
        return Set.of();
    }

    final Store openStore() {
        Store store = open();
        opened.add(store);
        return store;
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(Store::close);
    }

    @Nested
    @DisplayName("S1 commits")
    class Commits extends CommitRules {
        Commits() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S2 revisions")
    class Revisions extends RevisionRules {
        Revisions() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S3 leases")
    class Leases extends LeaseRules {
        Leases() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S4 due work")
    class DueWork extends DueRules {
        DueWork() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S5 events")
    class Events extends OutboxRules {
        Events() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S6 publishing")
    class Publishing extends PublishingRules {
        Publishing() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S7 reservations")
    class Reservations extends ReservationRules {
        Reservations() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S8 documents")
    class Documents extends DocumentRules {
        Documents() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S8 lists")
    class Lists extends ListRules {
        Lists() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S9 time")
    class Time extends TimeRules {
        Time() {
            super(StoreContract.this);
        }
    }

    @Nested
    @DisplayName("S10 opening and closing")
    class OpeningAndClosing extends LifecycleRules {
        OpeningAndClosing() {
            super(StoreContract.this);
        }
    }
}
