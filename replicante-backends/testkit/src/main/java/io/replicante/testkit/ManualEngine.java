package io.replicante.testkit;

import io.replicante.core.Replicante;
import io.replicante.core.ReplicanteBuilder;
import io.replicante.core.state.CycleReport;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * An engine that does nothing by itself: a test moves its time and asks for each discovery, each cycle and each publication. All of
 * its calls run on the caller's thread, so that what was asked for is over when the call returns. Its random names repeat from run
 * to run.
 *
 * <p><b>Thread safety:</b> for one thread. Deadlines of calls do not pass by themselves: an agent that hangs, hangs the test; use
 * {@link FaultyAgent} for one that answers with a failure.
 */
public final class ManualEngine implements AutoCloseable {
    private final ManualClock clock;
    private final Replicante engine;

    private ManualEngine(ManualClock clock, Replicante engine) {
        this.clock = clock;
        this.engine = engine;
    }

    /**
     * Builds an engine that is driven by hand.
     *
     * @param clock its time
     * @param host adds what the host plugs in: store and stream (or {@link ReplicanteBuilder#inMemory}), transports, definitions
     * @return the engine, to be closed
     */
    public static ManualEngine of(ManualClock clock, UnaryOperator<ReplicanteBuilder> host) {
        Objects.requireNonNull(clock, "clock");
        ReplicanteBuilder builder = Replicante.builder()
                .clock(clock)
                .ticker(clock::nanos)
                .random(new Random(1))
                .calls(Runnable::run)
                .workers(Runnable::run)
                .timer(ManualExecutor.on(clock))
                .engine("manual");
        return new ManualEngine(clock, host.apply(builder).build());
    }

    /**
     * The engine, for everything else that a host may ask of it.
     *
     * @return the engine
     */
    public Replicante engine() {
        return engine;
    }

    /**
     * Lets time pass, then runs one cycle of a cluster and publishes what it told.
     *
     * @param by how much time
     * @param cluster the cluster
     * @return what the cycle did
     */
    public CycleReport tick(Duration by, ClusterRef cluster) {
        clock.advance(by);
        CycleReport report = engine.orchestrate(cluster);
        engine.publish();
        return report;
    }

    /**
     * Lets time pass, lists a platform, then runs one cycle of a cluster and publishes what both told.
     *
     * @param by how much time
     * @param platform the platform
     * @param cluster the cluster
     * @return what the cycle did
     */
    public CycleReport tick(Duration by, PlatformRef platform, ClusterRef cluster) {
        clock.advance(by);
        engine.discover(platform);
        return tick(Duration.ZERO, cluster);
    }

    /** Closes the engine. Idempotent. */
    @Override
    public void close() {
        engine.close();
    }
}
