package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.discover.DiscoveryReport;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.CycleReport;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.ClaimRequest;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work under leases that are much shorter than the default, on a store that takes its time. */
final class ShortLeaseTest {
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final Shell shell = new Shell();

    private Replicante engine(String lease, Boundary boundary) {
        return shell.builder(new HookedStore(shell.store, boundary), shell.stream)
                .settings(EngineSettings.DEFAULT.fitting(Duration.parse(lease)))
                .build();
    }

    private void declare() {
        shell.node("n1");
        shell.platform.lists(Shell.CLUSTER.clusterId(), "n1");
        shell.engine().apply(Shell.manifests(), Shell.PERSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT3S", "PT5S", "PT15S", "PT24S", "PT25S"})
    void leaveRoomForDiscoveriesAndCyclesOnAStoreThatTakesAMoment(String lease) {
        declare();
        Replicante engine = engine(lease, step -> shell.time.advance(MOMENT));

        DiscoveryReport discovery = engine.discover(Shell.PLATFORM);
        CycleReport cycle = engine.orchestrate(Shell.CLUSTER);

        assertThat(discovery.outcome()).isEqualTo(DiscoveryReport.Outcome.COMPLETED);
        assertThat(cycle.outcome()).isEqualTo("completed");
        assertThat(engine.publish()).isPositive();
    }

    @Test
    void areSaidToBeTooShortForAStoreThatIsTooSlow() {
        declare();
        Replicante engine = engine("PT3S", step -> shell.time.advance(Duration.ofMillis(400)));

        DiscoveryReport discovery = engine.discover(Shell.PLATFORM);
        CycleReport cycle = engine.orchestrate(Shell.CLUSTER);

        assertThat(discovery.outcome()).isEqualTo(DiscoveryReport.Outcome.LEASE_LOST);
        assertThat(discovery.reason()).contains("left, and PT2.4S are needed");
        assertThat(cycle.outcome()).isEqualTo("the lease was lost");
        assertThat(cycle.notes()).singleElement().asString().contains("left, and PT2.4S are needed");
    }

    @Test
    void areNotClaimedAgainAtOnceWhenTheyWereTooShort() {
        declare();
        Replicante engine = engine("PT3S", step -> {
            if (step.equals("after claim") || step.equals("after renew")) {
                shell.time.advance(Duration.ofMillis(400));
            }
        });

        assertThat(engine.orchestrate(Shell.CLUSTER).outcome()).isEqualTo("the lease was lost");

        assertThat(isDue(Shell.CLUSTER)).isFalse();
        shell.time.advance(Duration.ofSeconds(1));
        assertThat(isDue(Shell.CLUSTER)).isTrue();
    }

    private boolean isDue(ClusterRef cluster) {
        WorkKey work = WorkKey.of(cluster);
        return shell.store.claim(ClaimRequest.due("probe", Set.of(work.kind()), 1, Duration.ofSeconds(1))).stream()
                .anyMatch(lease -> lease.work().equals(work));
    }
}
