package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.datastore.ConfigurationFormat;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.datastore.MembershipConfiguration;
import io.replicante.spec.datastore.MembershipConfiguration.ConfiguredMember;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.StoreExtras;
import io.replicante.testkit.ManualClock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.zookeeper.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bundled definition expects of an agent is what this agent does. */
class BundledDefinitionTest {

    private static final NodeRef NODE = new NodeRef(new ClusterRef("default", "orders"), "node-1");
    private static final String MEMBERS = """
            server.3=127.0.0.1:5:6:observer;127.0.0.1:7
            server.1=127.0.0.1:2:3:participant;127.0.0.1:4
            version=2000000a1""";

    @TempDir
    Path root;

    private ServerDirectory directory;
    private DatastoreDefinition definition;

    @BeforeEach
    void describe() {
        directory = new ServerDirectory(
                root.resolve("server"),
                EnsembleMember.parse("server.1=127.0.0.1:2:3;127.0.0.1:4"),
                ServerSettings.defaults());
        definition = Definitions.bundled()
                .forStore(ZooKeeperAgent.STORE_ID, Version.getVersion())
                .orElseThrow();
    }

    @Test
    void reportsTheFactsThatItNames() {
        Members members = definition.members();
        AgentNode node = new NodeReport(NODE, directory, Map.of()).of(serving());
        StoreExtras store = new StoreReport("orders", directory).extras(serving(), Optional.empty());

        assertThat(node.attributes()).containsKeys(members.configuration().member(), ZooKeeperAttributes.MEMBER);
        assertThat(node.attributes()).containsKey(members.incarnation().orElseThrow());
        assertThat(store.attributes())
                .containsKeys(
                        members.configuration().from(), members.configuration().version());
        assertThat(definition.checks())
                .allSatisfy(check ->
                        assertThat(check.when().toString()).contains(ZooKeeperAttributes.OUTSTANDING_REQUESTS));
    }

    @Test
    void writesTheConfigurationInTheFormThatItReads() {
        Members.ConfigurationSource source = definition.members().configuration();
        StoreExtras store = new StoreReport("orders", directory).extras(serving(), Optional.empty());

        MembershipConfiguration read = ConfigurationFormat.parse(
                source.format(),
                store.attributes().get(source.from()).asText(),
                store.attributes().get(source.version()).asText());

        assertThat(read.version()).isEqualTo(0x2000000a1L);
        assertThat(read.members()).extracting(ConfiguredMember::id).containsExactly("1", "3");
        assertThat(read.members()).extracting(ConfiguredMember::type).containsExactly("participant", "observer");
    }

    @Test
    void countsOffsetsInTheUnitThatItNames() throws Exception {
        AgentShard shard =
                new StoreReport("orders", directory).shards(serving()).shards().get(0);

        assertThat(definition.shardClass(shard.id()).orElseThrow().offsets().unit())
                .isEqualTo(shard.commitOffset().orElseThrow().unit());
    }

    @Test
    void knowsEveryActionThatItDescribes() {
        ManualClock clock = ManualClock.at(Executions.NOW);
        ZooKeeperAgent agent = ZooKeeperAgent.builder(NODE, directory, new FakeSupervisor(), clock, clock.ticker())
                .build();
        long number = 0;
        for (String kind : definition.actions().keySet()) {
            agent.schedule(
                    new ActionRequest(new UUID(1, ++number), kind, NullNode.instance, clock.instant(), Map.of()));
        }
        assertThat(agent.queuedActions().actions())
                .hasSameSizeAs(definition.actions().keySet());
    }

    private Reading.Serving serving() {
        ServerAnswer answer = ServerAnswer.read(
                        Answers.srvr("leader", "0x200000005"),
                        Answers.conf(1, directory.dataDirectory().toString(), MEMBERS))
                .orElseThrow();
        return new Reading.Serving(Optional.of("process-1"), answer, 2);
    }
}
