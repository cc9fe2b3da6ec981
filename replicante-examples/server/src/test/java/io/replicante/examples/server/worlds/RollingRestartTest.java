package io.replicante.examples.server.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.examples.server.QuickServer;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three healthy nodes of every datastore can be restarted, one at a time, though all are asked for at once. */
class RollingRestartTest {
    /** Those that choose their primaries by themselves and hand nothing over when one stops: somebody else moves it first. */
    private static final Set<String> NEEDS_ANOTHER_PRIMARY = Set.of("mongodb", "redis-sentinel");

    private static QuickServer server;

    @BeforeAll
    static void start() {
        server = new QuickServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Software> softwares() {
        return Stream.of(
                Software.zookeeper(),
                Software.mongodb(),
                Software.kafka(),
                Software.cassandra(),
                Software.postgresql(),
                Software.redis(),
                Software.redisWithSentinel());
    }

    @Test
    void coversEveryDefinitionThatDescribesARestart() {
        assertThat(softwares().map(Software::definition))
                .containsExactlyInAnyOrderElementsOf(Definitions.bundled().all().stream()
                        .filter(definition ->
                                definition.action(ActionKinds.STORE_RESTART).isPresent())
                        .map(DatastoreDefinition::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("softwares")
    void restartsThreeNodesOneAtATime(Software software) {
        try (StubWorld world = world(software)) {
            Managed managed = Managed.patiently(server.client(), world);
            managed.cycles(2);
            Map<String, String> requests = new TreeMap<>();
            world.nodes.keySet().forEach(node -> requests.put(node, managed.request(ActionKinds.STORE_RESTART, node)));

            if (NEEDS_ANOTHER_PRIMARY.contains(software.definition())) {
                managed.until(() -> isDone(managed, requests, "n2") && isDone(managed, requests, "n3"));
                JsonNode decision = managed.decisionOn(requests.get("n1"));
                assertThat(Managed.verdict(decision)).isEqualTo("REFUSED");
                assertThat(Managed.answer(decision, "primary-moved-first")).startsWith("VIOLATED");
                assertThat(world.node("n1").starts.get()).isEqualTo(1);
                world.lead("n2");
            }
            managed.until(() -> requests.keySet().stream().allMatch(node -> isDone(managed, requests, node)));

            assertThat(world.changes(ActionKinds.STORE_RESTART))
                    .extracting(Received::receiver)
                    .containsExactlyInAnyOrder("n1", "n2", "n3");
            assertThat(world.mostBusy.get()).isEqualTo(1);
            assertThat(world.nodes.values())
                    .allSatisfy(node -> assertThat(node.starts.get()).isGreaterThanOrEqualTo(2));
        }
    }

    private static StubWorld world(Software software) {
        return switch (software.definition()) {
            case "postgresql" -> Commanded.postgresql("postgresql", software, 3);
            case "redis" -> Commanded.redis("redis", software, 3);
            default -> StubWorld.healthy(software.definition(), software, 3);
        };
    }

    private static boolean isDone(Managed managed, Map<String, String> requests, String node) {
        return managed.phase(node, requests.get(node)).equals("DONE");
    }
}
