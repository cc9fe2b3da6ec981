package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FaultyPlatformTest {
    private static final PlatformSpec SPEC =
            new PlatformSpec("prod", "aws", true, Duration.ofMinutes(5), "fake://aws", Duration.ofMinutes(10));
    private static final ProvisionRequest TWO = new ProvisionRequest(
            new ClusterDefinition(JsonNodeFactory.instance.objectNode(), "orders", "zookeeper", "3.9", Map.of()),
            2,
            "voters");
    private static final DeprovisionRequest GONE = new DeprovisionRequest("orders", "n1");

    private final List<String> calls = new ArrayList<>();
    private final FaultPlan plan = new FaultPlan();
    private final PlatformTransport transport = new FaultyPlatformTransport(new FakeTransport(), spec -> plan);

    @Test
    void handsEveryCallOn() {
        assertThat(transport.schemes()).containsExactly("fake");
        Platform platform = transport.connect(SPEC);

        assertThat(platform.discover().clusters()).isEmpty();
        assertThat(platform.provision(TWO).count()).isEqualTo(2);
        platform.deprovision(GONE);
        platform.close();

        assertThat(calls).containsExactly("connect", "discover", "provision 2", "deprovision n1", "close");
        assertThat(plan.calls())
                .containsExactly(
                        Boundary.PLATFORM_CONNECT,
                        Boundary.PLATFORM_DISCOVER,
                        Boundary.PLATFORM_PROVISION,
                        Boundary.PLATFORM_DEPROVISION);
    }

    @Test
    void provisionsThoughTheAnswerIsLost() {
        Platform platform = transport.connect(SPEC);
        plan.next(Boundary.PLATFORM_PROVISION, Fault.indeterminateAfter());

        assertThatExceptionOfType(IndeterminateException.class).isThrownBy(() -> platform.provision(TWO));

        assertThat(calls).endsWith("provision 2");
    }

    @Test
    void mayBeOutOfReach() {
        plan.next(Boundary.PLATFORM_CONNECT, Fault.unavailable());

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> transport.connect(SPEC));
    }

    private final class FakeTransport implements PlatformTransport {
        @Override
        public Set<String> schemes() {
            return Set.of("fake");
        }

        @Override
        public Platform connect(PlatformSpec spec) {
            calls.add("connect");
            return new FakePlatform();
        }
    }

    private final class FakePlatform implements Platform {
        @Override
        public Discovery discover() {
            calls.add("discover");
            return new Discovery(List.of());
        }

        @Override
        public ProvisionResponse provision(ProvisionRequest request) {
            calls.add("provision " + request.count());
            return new ProvisionResponse(request.count(), Optional.empty());
        }

        @Override
        public void deprovision(DeprovisionRequest request) {
            calls.add("deprovision " + request.nodeId());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
