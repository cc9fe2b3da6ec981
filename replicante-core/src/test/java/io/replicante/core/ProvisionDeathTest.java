package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.Death;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.Intents;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.platform.ProvisionResponse;
import io.replicante.store.ClaimRequest;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An engine dies between any two steps of a provision, which the protocol gives no id. */
final class ProvisionDeathTest {
    private static final UUID ID = new UUID(9, 9);

    /** Wants one node, asks for it once, and takes it for there when it is listed. */
    private static CycleOutput wantOneNode(CycleInput input) {
        ClusterState state = input.state();
        boolean listed = state.discovery()
                .map(DiscoveryRecord::nodes)
                .filter(nodes -> !nodes.isEmpty())
                .isPresent();
        NavigableMap<UUID, Intent> intents = new TreeMap<>();
        state.intents().values().stream()
                .filter(intent -> intent.inFlight() && !listed)
                .forEach(intent -> intents.put(intent.id(), intent));
        Optional<Intent> step =
                listed || !intents.isEmpty() ? Optional.empty() : Optional.of(Intents.provision(ID, true, input.now()));
        step.ifPresent(intent -> intents.put(intent.id(), intent));
        ClusterState next = state.toBuilder().intents(intents).build();
        return new CycleOutput("sync", next, List.of(), step, List.of(), List.of(), List.of());
    }

    @Test
    @DisplayName("case 7b: one machine is asked for once wherever the engine dies")
    void asksForOneNodeOnceWhereverTheEngineDies() {
        int deaths = 0;
        Death death = new Death(1);
        while (runAndDie(death)) {
            deaths++;
            death = new Death(deaths + 1);
        }
        assertThat(deaths).isGreaterThan(10);
    }

    private static boolean runAndDie(Death death) {
        Shell shell = new Shell();
        shell.platform.answer = () -> {
            death.reach("in provision");
            shell.platform.lists("orders", "n1");
            death.reach("after provision");
            return new ProvisionResponse(1, Optional.of(List.of("n1")));
        };
        Replicante healthy = engine(shell, Boundary.QUIET);
        healthy.apply(Shell.manifests().subList(0, 2), Shell.PERSON);
        healthy.apply(new ClusterSpecManifest(definedCluster()), Shell.PERSON);
        shell.platform.lists("orders");
        healthy.discover(Shell.PLATFORM);
        Replicante doomed = engine(shell, death);
        try {
            shell.cycle(doomed);
            shell.cycle(doomed);
        } catch (Death.Died expected) {
            assertThat(death.happened()).isTrue();
        }
        boolean died = death.happened();
        shell.time.advance(Duration.ofSeconds(31));
        shell.platform.answer = () -> {
            shell.platform.lists("orders", "n1");
            return new ProvisionResponse(1, Optional.empty());
        };
        int asked = shell.platform.provisioned.size();
        for (int i = 0; i < 3; i++) {
            shell.cycle(healthy);
            healthy.discover(Shell.PLATFORM);
        }

        boolean attempted = asked > 0;
        assertThat(shell.platform.provisioned.size()).as(death.toString()).isLessThanOrEqualTo(1);
        if (attempted) {
            assertThat(healthy.state(Shell.CLUSTER).orElseThrow().record().initialisedAt())
                    .as("what may have been sent is remembered: %s", death)
                    .isPresent();
        }
        return died;
    }

    private static Replicante engine(Shell shell, Boundary boundary) {
        return shell.builder(new HookedStore(shell.store, boundary), shell.stream)
                .decide(ProvisionDeathTest::wantOneNode)
                .build();
    }

    private static ClusterSpec definedCluster() {
        ClusterDefinition definition =
                new ClusterDefinition(JsonNodeFactory.instance.objectNode(), "orders", "fake", "1.0", Map.of());
        return new ClusterSpec(
                Shell.CLUSTER,
                true,
                Shell.INTERVAL,
                Optional.of(Shell.PLATFORM),
                Declaration.builder().definition(definition).build());
    }

    @Test
    @DisplayName("case 23e: a listing is due at once after a machine was asked for")
    void makesDiscoveryDueAtOnce() {
        Shell shell = new Shell();
        Replicante engine = engine(shell, Boundary.QUIET);
        engine.apply(Shell.manifests().subList(0, 2), Shell.PERSON);
        engine.apply(new ClusterSpecManifest(definedCluster()), Shell.PERSON);
        engine.discover(Shell.PLATFORM);
        assertThat(duePlatforms(shell)).isEmpty();

        shell.cycle(engine);
        shell.cycle(engine);

        assertThat(shell.platform.provisioned).hasSize(1);
        assertThat(duePlatforms(shell)).hasSize(1);
    }

    private static List<?> duePlatforms(Shell shell) {
        return shell.store.claim(ClaimRequest.due("probe", Set.of(WorkKey.Kind.PLATFORM), 1, Duration.ofSeconds(1)));
    }
}
