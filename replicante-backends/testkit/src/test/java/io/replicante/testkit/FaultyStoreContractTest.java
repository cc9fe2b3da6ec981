package io.replicante.testkit;

import io.replicante.store.Store;
import io.replicante.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** A wrapper without a fault is as good as what it wraps. */
final class FaultyStoreContractTest extends StoreContract {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryStore.Data data =
            InMemoryStore.of(clock, new Random(1)).data();

    @Override
    protected Store open() {
        return new FaultyStore(InMemoryStore.on(data), new FaultPlan());
    }

    @Override
    protected void passTime(Duration duration) {
        clock.advance(duration);
    }

    @Override
    protected void setClockBack(Duration duration) {
        clock.moveWall(duration.negated());
    }
}
