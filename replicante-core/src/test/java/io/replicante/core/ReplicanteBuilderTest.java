package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.fixture.FakeAgents;
import io.replicante.core.fixture.Shell;
import io.replicante.core.http.HttpAgentTransport;
import io.replicante.core.http.HttpClients;
import io.replicante.core.http.HttpLimits;
import io.replicante.core.http.HttpPlatformTransport;
import io.replicante.core.lease.LeaseTerms;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.agent.AgentTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ReplicanteBuilderTest {
    @Test
    void namesEverythingThatIsMissingAtOnce() {
        assertThatThrownBy(() -> Replicante.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("missing: store, stream");
    }

    @Test
    void refusesAValueThatWasSetBefore() {
        Shell shell = new Shell();
        assertThatThrownBy(() -> Replicante.builder().store(shell.store).store(shell.store))
                .hasMessage("store was set before");
        assertThatThrownBy(() -> Replicante.builder().inMemory().stream(shell.stream))
                .hasMessage("stream was set before");
        assertThatThrownBy(() -> Replicante.builder().engine("a").engine("b")).hasMessage("engine was set before");
    }

    @Test
    void refusesTwoTransportsForOneScheme() {
        assertThatThrownBy(() -> Replicante.builder()
                        .inMemory()
                        .agents(new FakeAgents())
                        .agents(new FakeAgents())
                        .build())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("fake");
    }

    @Test
    void speaksHttpUnlessTheHostDoes() {
        AtomicBoolean asked = new AtomicBoolean();
        AgentTransport own = new AgentTransport() {
            @Override
            public Set<String> schemes() {
                asked.set(true);
                return Set.of("http");
            }

            @Override
            public Agent connect(AgentEndpoint endpoint) {
                throw new UnavailableException("not asked for");
            }
        };
        Replicante.builder().inMemory().build().close();
        Replicante.builder().inMemory().agents(own).build().close();

        assertThat(asked).isTrue();
        assertThatThrownBy(() ->
                        Replicante.builder().inMemory().agents(own).agents(own).build())
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void letsTheHostSayHowHttpIsSpoken() {
        List<HttpClients.Builder> changed = new ArrayList<>();

        Replicante.builder().inMemory().http(changed::add).build().close();

        assertThat(changed).hasSize(1);
    }

    @Test
    void refusesToBeToldHowHttpIsSpokenByOthers() {
        HttpClients clients = HttpClients.builder(System::nanoTime).build();
        ReplicanteBuilder builder = Replicante.builder()
                .inMemory()
                .agents(new HttpAgentTransport(clients))
                .platforms(new HttpPlatformTransport(clients))
                .http(ours -> ours.limits(HttpLimits.DEFAULT));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http was set");
    }

    @Test
    void needsNoInfrastructure() {
        try (Replicante engine =
                Replicante.builder().inMemory().agents(new FakeAgents()).build()) {
            engine.apply(Shell.manifests().subList(0, 2), Shell.PERSON);
            assertThat(engine.publish()).isEqualTo(2);
        }
    }

    @Test
    void makesSettingsFitIntoAShortLease() {
        EngineSettings own = EngineSettings.DEFAULT.withPoll(Duration.ofMillis(70));

        for (Duration lease : List.of(Duration.ofSeconds(3), Duration.ofSeconds(8), Duration.ofMinutes(5))) {
            EngineSettings fitting = own.fitting(lease);
            assertThat(fitting.leases().duration()).isEqualTo(lease);
            assertThat(fitting.work()).isEqualTo(own.work());
            assertThat(fitting.observation().perCycle()).isLessThan(lease);
        }
        assertThat(own.work().poll()).hasMillis(70);
        assertThatThrownBy(() -> own.fitting(Duration.ofSeconds(2))).hasMessageContaining("PT3S");
    }

    @Test
    void refusesSettingsThatDoNotFitIntoALease() {
        LeaseTerms shorter = new LeaseTerms(Duration.ofSeconds(11), Duration.ofSeconds(1));

        assertThatThrownBy(() -> EngineSettings.DEFAULT.withLeases(shorter))
                .hasMessage("a cycle's longest step needs PT22S of a lease, which leaves PT8.9S; "
                        + "discovery.deadline needs PT22S of a lease, which leaves PT8.9S; "
                        + "publishing.deadline needs PT10S of a lease, which leaves PT8.9S");
    }
}
