package io.replicante.testkit;

import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link Platform} must do. Whoever writes one extends this class in a test; the display name of a test begins with
 * the number of the rule in the Javadoc of {@link Platform} that it holds the platform to.
 *
 * <p>A test gets an instance of its own. What the subclass sets up for one test it takes down in its own {@code @AfterEach}.
 */
public abstract class PlatformContract {
    private final List<Platform> connected = new ArrayList<>();

    /** For subclasses. */
    protected PlatformContract() {}

    /**
     * Connects to the platform: the first time in a test to one without nodes, afterwards to the same one. It has room for a
     * dozen nodes.
     *
     * @return a platform that the contract closes
     */
    protected abstract Platform connect();

    /**
     * A definition of a cluster that the platform can provision nodes for.
     *
     * @param clusterId the cluster
     * @return the definition, with one group at least, and the same but for the id whatever the id
     */
    protected abstract ClusterDefinition definition(String clusterId);

    /**
     * Ends a node from outside, as a failure would. Not called when {@link PlatformAbility#KILL} is lacking.
     *
     * @param clusterId its cluster
     * @param nodeId the node
     */
    protected abstract void kill(String clusterId, String nodeId);

    /**
     * Restarts what answers the platform's calls; the machines stay. {@link #connect} follows. Not called when
     * {@link PlatformAbility#RESTART} is lacking.
     */
    protected abstract void restart();

    /**
     * What this platform is not able to do. Tests that need it are reported as skipped.
     *
     * @return the abilities that are lacking; none unless overridden
     */
    protected Set<PlatformAbility> lacks() {
        return Set.of();
    }

    /**
     * How long after a call its effect may take to be seen in discovery.
     *
     * @return no time unless overridden
     */
    protected Duration settle() {
        return Duration.ZERO;
    }

    final Platform open() {
        Platform platform = connect();
        connected.add(platform);
        return platform;
    }

    @AfterEach
    final void closePlatforms() {
        connected.forEach(Platform::close);
    }

    @Nested
    @DisplayName("P1 provisioning")
    class Provisioning extends PlatformProvisionRules {
        Provisioning() {
            super(PlatformContract.this);
        }
    }

    @Nested
    @DisplayName("P2 discovery")
    class Discovery extends PlatformDiscoveryRules {
        Discovery() {
            super(PlatformContract.this);
        }
    }

    @Nested
    @DisplayName("P3 deprovisioning")
    class Deprovisioning extends PlatformDeprovisionRules {
        Deprovisioning() {
            super(PlatformContract.this);
        }
    }

    @Nested
    @DisplayName("P4 calls")
    class Calls extends PlatformCallRules {
        Calls() {
            super(PlatformContract.this);
        }
    }
}
