package io.replicante.testkit;

import io.replicante.stream.EventStream;
import io.replicante.stream.memory.InMemoryEventStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;

final class InMemoryEventStreamTest extends EventStreamContract {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @Override
    protected EventStream open() {
        return InMemoryEventStream.builder(executor, timer)
                .redeliverAfter(Duration.ofMillis(1), Duration.ofMillis(5))
                .build();
    }

    @Override
    protected Set<StreamAbility> lacks() {
        return Set.of(StreamAbility.REOPEN);
    }

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
        timer.shutdownNow();
    }
}
