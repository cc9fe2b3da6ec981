package io.replicante.testkit;

import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import java.util.Set;
import java.util.function.Function;

/** A transport whose platforms are {@linkplain FaultyPlatform faulty}, each by a plan of its own or all by one. Thread-safe. */
public final class FaultyPlatformTransport implements PlatformTransport {
    private final PlatformTransport transport;
    private final Function<PlatformSpec, FaultPlan> plans;

    /**
     * Wraps a transport.
     *
     * @param transport what carries out the calls
     * @param plans what goes wrong with those of each platform
     */
    public FaultyPlatformTransport(PlatformTransport transport, Function<PlatformSpec, FaultPlan> plans) {
        this.transport = transport;
        this.plans = plans;
    }

    @Override
    public Set<String> schemes() {
        return transport.schemes();
    }

    @Override
    public Platform connect(PlatformSpec spec) {
        FaultPlan plan = plans.apply(spec);
        return plan.call(Boundary.PLATFORM_CONNECT, () -> new FaultyPlatform(transport.connect(spec), plan));
    }
}
