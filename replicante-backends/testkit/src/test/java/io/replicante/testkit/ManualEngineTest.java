package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Finding;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Actor;
import io.replicante.spec.json.Manifests;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.Platform;
import io.replicante.spec.platform.PlatformTransport;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManualEngineTest {
    private static final ClusterRef CLUSTER = new ClusterRef("prod", "orders");
    private static final PlatformRef PLATFORM = new PlatformRef("prod", "here");
    private static final String MANIFESTS = """
            apiVersion: replicante.io/v0
            kind: Namespace
            spec: {id: prod}
            ---
            apiVersion: replicante.io/v0
            kind: Platform
            spec: {ns_id: prod, name: here, url: {base_url: "fake://here"}}
            ---
            apiVersion: replicante.io/v0
            kind: ClusterSpec
            spec: {ns_id: prod, cluster_id: orders, platform: {name: here}}
            """;

    private final ManualClock clock = ManualClock.at(Instant.parse("2031-03-09T07:00:00Z"));

    @Test
    void looksWhenItIsToldToAndOnlyThen() {
        try (ManualEngine manual = ManualEngine.of(
                clock, host -> host.inMemory().agents(new Silent()).platforms(new OneNode()))) {
            manual.engine().apply(Manifests.read("test", MANIFESTS), Actor.person("ada"));
            assertThat(manual.engine().state(CLUSTER).orElseThrow().nodes()).isEmpty();

            manual.tick(Duration.ofSeconds(1), PLATFORM, CLUSTER);
            manual.tick(Duration.ofSeconds(5), CLUSTER);

            Finding silent =
                    manual.engine().state(CLUSTER).orElseThrow().findings().get("UNREACHABLE_BY_US/node/n1");
            assertThat(silent.cycles()).isEqualTo(2);
            assertThat(silent.since()).isEqualTo(Instant.parse("2031-03-09T07:00:01Z"));
        }
    }

    private static final class Silent implements AgentTransport {
        @Override
        public Set<String> schemes() {
            return Set.of("fake");
        }

        @Override
        public Agent connect(AgentEndpoint endpoint) {
            throw new UnavailableException("nobody is there");
        }
    }

    private static final class OneNode implements PlatformTransport, Platform {
        @Override
        public Set<String> schemes() {
            return Set.of("fake");
        }

        @Override
        public Platform connect(PlatformSpec spec) {
            return this;
        }

        @Override
        public Discovery discover() {
            DiscoveredNode node = new DiscoveredNode("fake://n1", "small", "n1", Optional.empty(), Optional.empty());
            return new Discovery(List.of(new DiscoveredCluster("orders", List.of(node))));
        }

        @Override
        public ProvisionResponse provision(ProvisionRequest request) {
            throw new UnavailableException("nothing to provision");
        }

        @Override
        public void deprovision(DeprovisionRequest request) {
            throw new UnavailableException("nothing to give back");
        }
    }
}
