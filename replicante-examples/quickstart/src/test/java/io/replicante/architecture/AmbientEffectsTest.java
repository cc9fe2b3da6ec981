package io.replicante.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The rules for injected effects are only as good as what they recognise. */
final class AmbientEffectsTest {
    @Test
    void recognisesEveryWayToReadTheTime() {
        assertThat(accessesIn(Time.class, AmbientEffects.READS_THE_MACHINES_TIME))
                .isEqualTo(3);
    }

    @Test
    void acceptsTimeReadFromAGivenClock() {
        assertThat(accessesIn(GivenTime.class, AmbientEffects.READS_THE_MACHINES_TIME))
                .isZero();
    }

    @Test
    void recognisesSleeping() {
        assertThat(accessesIn(Sleep.class, AmbientEffects.SLEEPS)).isEqualTo(1);
    }

    @Test
    void recognisesThreadsThatNobodyHandedIn() {
        assertThat(accessesIn(Threads.class, AmbientEffects.CREATES_THREADS)).isEqualTo(3);
    }

    @Test
    void acceptsWorkOnAGivenExecutor() {
        assertThat(accessesIn(GivenExecutor.class, AmbientEffects.CREATES_THREADS))
                .isZero();
    }

    @Test
    void recognisesRandomnessWithoutASeed() {
        assertThat(accessesIn(Randomness.class, AmbientEffects.DRAWS_UNSEEDED_RANDOMNESS))
                .isEqualTo(2);
    }

    @Test
    void recognisesUseOfTheHostsProcess() {
        assertThat(accessesIn(HostProcess.class, AmbientEffects.TOUCHES_THE_HOST_PROCESS))
                .isEqualTo(2);
    }

    private static long accessesIn(Class<?> type, DescribedPredicate<JavaAccess<?>> effect) {
        return new ClassFileImporter()
                .importClass(type).getAccessesFromSelf().stream().filter(effect).count();
    }

    static final class Time {
        final LongSupplier ticker = System::nanoTime;
        final Clock clock = Clock.systemUTC();
        final Supplier<Instant> now = Instant::now;
    }

    static final class GivenTime {
        Instant now(Clock clock) {
            return clock.instant().isBefore(Instant.EPOCH) ? Instant.now(clock) : clock.instant();
        }
    }

    static final class Sleep {
        void sleep(TimeUnit unit) throws InterruptedException {
            unit.sleep(0);
        }
    }

    static final class Threads {
        final Executor executor = Executors.newSingleThreadExecutor();
        final Thread thread = new Thread(() -> {});
        final CompletableFuture<Void> shared = CompletableFuture.runAsync(() -> {});
    }

    static final class GivenExecutor {
        CompletableFuture<Void> run(Executor executor) {
            return CompletableFuture.runAsync(() -> {}, executor);
        }
    }

    static final class Randomness {
        final Random random = new Random();
        final UUID id = UUID.randomUUID();
        final Random seeded = new Random(42);
    }

    static final class HostProcess {
        void leave() {
            System.out.println("bye");
            System.exit(1);
        }
    }
}
