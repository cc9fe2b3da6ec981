package io.replicante.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.StoreVersion;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One definition has to cover what every node runs. */
class DefinitionChoiceTest {
    private static final ClusterSpec SPEC =
            new ClusterSpec(World.CLUSTER, true, Duration.ofSeconds(1), Optional.empty(), Declaration.defaults());

    private final NavigableMap<String, AgentNode> agents = new TreeMap<>();

    private void runs(String node, String store, String version) {
        agents.put(
                node,
                new AgentNode(
                        Addresses.of("127.0.0.1:3", "127.0.0.1:1"),
                        new AgentVersion("none", "1.0.0", "clean"),
                        Map.of(),
                        node,
                        NodeStatus.of(NodeStatus.Code.HEALTHY),
                        store,
                        StoreVersion.of(version)));
    }

    private Evidence<DatastoreDefinition> chosen() {
        return new DefinitionChoice(Datastores.bundled()).choose(SPEC, agents);
    }

    @Test
    void isTheOneThatCoversAllNodesWhateverTheirVersions() {
        runs("a", "zookeeper", "3.9.5");
        runs("b", "zookeeper", "3.8.4");
        runs("c", "zookeeper", "3.9.5");

        assertThat(chosen().toOptional()).map(DatastoreDefinition::name).contains("zookeeper");
    }

    @Test
    void isNoneBesideANodeThatNoDefinitionCovers() {
        runs("a", "zookeeper", "3.9.5");
        runs("b", "zookeeper", "3.9.5");
        runs("c", "zookeeper", "2.1.0");

        assertThat(chosen())
                .isInstanceOfSatisfying(
                        Evidence.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .startsWith(
                                        "no definition covers zookeeper 2.1.0 of node c; definition zookeeper is for "));
    }

    @Test
    void isNoneBesideANodeThatRunsSomethingElse() {
        runs("a", "zookeeper", "3.9.5");
        runs("b", "kafka", "4.0.0");

        assertThat(chosen())
                .isInstanceOfSatisfying(
                        Evidence.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .isEqualTo("definition zookeeper does not cover kafka 4.0.0 of node b"));
    }

    /** Each in one text, they read the same. */
    @Test
    void isNoneForTwoThatOnlyReadTheSame() {
        runs("a", "zookeeper", "3.9.5+x 1");
        assertThat(chosen().isKnown()).isTrue();

        runs("b", "zookeeper 3.9.5+x", "1");

        assertThat(chosen().isKnown()).isFalse();
    }
}
