package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.model.NodeStatus.Code;
import io.replicante.spec.model.ShardRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may happen to servers without any risk to the data: crashes, restarts, removals, lost disks. */
class SafeServersIT {

    @TempDir
    Path root;

    private RealServers servers;

    @BeforeEach
    void open() {
        servers = new RealServers(root);
    }

    @AfterEach
    void close() {
        servers.close();
    }

    @Test
    void bringsACrashedLearnerBackAsALearner() {
        RealServer one = servers.machine();
        RealServer two = servers.machine();
        one.form();
        assertThat(two.learnFrom(one)).matches(RealServer::isDone);
        two.process.kill();
        assertThat(two.status().is(Code.UNAVAILABLE)).isTrue();

        assertThat(two.restart()).matches(RealServer::isDone);

        assertThat(two.status().is(Code.JOINING_CLUSTER)).isTrue();
        two.awaitCaughtUpWith(one);
        assertThat(one.add(two)).matches(RealServer::isDone);
        two.awaitStatus(Code.HEALTHY);
    }

    @Test
    void restartsTheLeaderAsANewIncarnationAndSeesAllCaughtUpWithoutAnyWrite() {
        List<RealServer> all = servers.ensemble(3);
        RealServer old = servers.awaitLeader();
        String before = old.incarnation();
        long term = old.shard().term().orElseThrow();

        assertThat(old.restart()).matches(RealServer::isDone);

        assertThat(old.incarnation()).isNotEqualTo(before);
        RealServer leader = servers.awaitLeader();
        assertThat(leader.shard().term().orElseThrow()).isGreaterThan(term);
        for (RealServer server : all) {
            server.awaitCaughtUpWith(leader);
            server.awaitStatus(Code.HEALTHY);
        }
    }

    @Test
    void letsNoVoterThatLostItsDataDecideAnElection() throws IOException {
        List<RealServer> all = servers.ensemble(3);
        RealServer leader = servers.awaitLeader();
        List<RealServer> others =
                all.stream().filter(server -> server != leader).toList();
        RealServer wiped = others.get(0);
        RealServer kept = others.get(1);
        all.forEach(server -> server.process.kill());
        delete(wiped.directory.dataDirectory().resolve("version-2"));

        wiped.process.start();
        kept.process.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> wiped.status().is(Code.UNHEALTHY) && kept.status().is(Code.UNHEALTHY));
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(60))
                .until(() -> servers.leader().isEmpty());

        leader.process.start();
        RealServer elected = servers.awaitLeader();
        assertThat(elected).isNotSameAs(wiped);
        wiped.awaitCaughtUpWith(elected);
    }

    @Test
    void removesALiveMemberOnceAndLetsTheLastOneBe() {
        List<RealServer> all = servers.ensemble(2);
        RealServer leader = servers.awaitLeader();
        RealServer follower =
                all.stream().filter(server -> server != leader).findFirst().orElseThrow();

        assertThat(leader.remove(Long.toString(follower.id))).matches(RealServer::isDone);
        follower.awaitStatus(Code.LEAVING_CLUSTER);
        assertThat(follower.role()).contains(ShardRole.other("REMOVED"));
        EnsembleConfig members = leader.members();
        assertThat(members.members()).containsOnlyKeys(leader.id);

        assertThat(leader.remove(follower.memberAddress())).matches(RealServer::isDone);
        assertThat(leader.remove("77")).matches(RealServer::isDone);
        assertThat(leader.remove(Long.toString(leader.id)).state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(follower.remove(Long.toString(leader.id)).state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(leader.members()).isEqualTo(members);
    }

    @Test
    void addsNobodyThatIsNotInStepAndSaysWhy() {
        RealServer one = servers.machine(Duration.ofSeconds(2));
        RealServer absent = servers.machine();
        one.form();
        EnsembleConfig members = one.members();

        ActionExecution action = one.run(ActionKinds.CLUSTER_ADD, Map.of("node", absent.memberAddress()));

        assertThat(action.state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(action.state().error().orElseThrow().path("error_msg").asText())
                .contains("in step");
        assertThat(one.members()).isEqualTo(members);
        assertThat(one.extra(ZooKeeperAttributes.CONFIG_VERSION).asText()).isEqualTo(members.versionText());
    }

    @Test
    void addsANewcomerAsSoonAsItIsInStep() {
        RealServer one = servers.machine();
        RealServer late = servers.machine();
        one.form();
        UUID adding = one.schedule(ActionKinds.CLUSTER_ADD, Map.of("node", late.memberAddress()));
        await().until(() -> waitsFor(one, adding).contains("in step"));

        assertThat(late.learnFrom(one)).matches(RealServer::isDone);

        assertThat(one.end(adding)).matches(RealServer::isDone);
        late.awaitStatus(Code.HEALTHY);
    }

    private static String waitsFor(RealServer server, UUID action) {
        return server.agent
                .action(action)
                .flatMap(execution -> execution.state().payload())
                .map(payload -> payload.path("waiting_for").asText())
                .orElse("");
    }

    @Test
    void tellsTheSameConfigurationAsTheEnsembleItself() throws Exception {
        RealServer one = servers.machine();
        one.form();
        ZooKeeper client = new ZooKeeper(one.directory.self().client(), 4_000, event -> {});
        try {
            await().until(() -> client.getState().isConnected());
            byte[] config = client.getConfig(false, null);
            assertThat(one.members()).isEqualTo(EnsembleConfig.parse(new String(config, StandardCharsets.UTF_8)));
        } finally {
            client.close(1_000);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
