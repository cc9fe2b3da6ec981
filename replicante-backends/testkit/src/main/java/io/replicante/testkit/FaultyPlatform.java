package io.replicante.testkit;

import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformToken;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;

/** A platform whose calls meet the faults of a {@link FaultPlan}. Thread-safe if the platform behind it is. */
public final class FaultyPlatform implements Platform {
    private final Platform platform;
    private final FaultPlan plan;

    /**
     * Wraps a platform.
     *
     * @param platform what carries out the calls
     * @param plan what goes wrong with them
     */
    public FaultyPlatform(Platform platform, FaultPlan plan) {
        this.platform = platform;
        this.plan = plan;
    }

    @Override
    public Discovery discover() {
        return plan.call(Boundary.PLATFORM_DISCOVER, platform::discover);
    }

    @Override
    public ProvisionResponse provision(ProvisionRequest request) {
        return plan.call(Boundary.PLATFORM_PROVISION, () -> platform.provision(request));
    }

    @Override
    public ProvisionResponse provision(ProvisionRequest request, PlatformToken token) {
        return plan.call(Boundary.PLATFORM_PROVISION, () -> platform.provision(request, token));
    }

    @Override
    public void deprovision(DeprovisionRequest request) {
        plan.run(Boundary.PLATFORM_DEPROVISION, () -> platform.deprovision(request));
    }

    @Override
    public void deprovision(DeprovisionRequest request, PlatformToken token) {
        plan.run(Boundary.PLATFORM_DEPROVISION, () -> platform.deprovision(request, token));
    }

    /** Closes the platform behind it, also after a crash. */
    @Override
    public void close() {
        platform.close();
    }
}
