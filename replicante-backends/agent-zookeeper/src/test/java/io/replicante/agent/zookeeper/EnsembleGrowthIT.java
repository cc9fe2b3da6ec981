package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replicante.spec.model.NodeStatus.Code;
import io.replicante.spec.model.ShardRole;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ensemble grows from one server, loses its leader and heals, while a client writes. */
class EnsembleGrowthIT {

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
    void growsHealsAndLosesNoAcknowledgedWrite() throws Exception {
        RealServer one = servers.machine();
        RealServer two = servers.machine();
        RealServer three = servers.machine();
        RealServer four = servers.machine();
        assertThat(one.status().is(Code.NOT_IN_CLUSTER)).isTrue();
        one.form();
        try (AckedWrites writes = new AckedWrites(servers.clientAddresses())) {
            join(two, one);
            join(three, one);
            assertThat(one.members().participants()).hasSize(3);
            await().until(() -> writes.count() > 100);

            RealServer lost = servers.awaitLeader();
            lost.process.kill();
            assertThat(lost.status().is(Code.UNAVAILABLE)).isTrue();
            RealServer leader = servers.awaitLeader();
            assertThat(leader).isNotSameAs(lost);
            int before = writes.count();
            await().atMost(Duration.ofSeconds(30)).until(() -> writes.count() > before);

            assertThat(four.learnFrom(leader)).matches(RealServer::isDone);
            four.awaitCaughtUpWith(leader);
            assertThat(leader.members().participants()).hasSize(3);
            assertThat(leader.swap(four, lost)).matches(RealServer::isDone);

            assertThat(leader.members().member(lost.id)).isEmpty();
            assertThat(leader.members().participants())
                    .extracting(EnsembleMember::serverId)
                    .contains(four.id)
                    .hasSize(3);
            four.awaitStatus(Code.HEALTHY);
            four.awaitRole(ShardRole.SECONDARY);
            assertThat(writes.lost()).isEmpty();
        }
    }

    private static void join(RealServer newcomer, RealServer primary) {
        assertThat(newcomer.learnFrom(primary)).matches(RealServer::isDone);
        assertThat(newcomer.status().is(Code.JOINING_CLUSTER)).isTrue();
        assertThat(newcomer.role()).contains(ShardRole.RECOVERING);
        assertThat(primary.members().member(newcomer.id)).isEmpty();
        newcomer.awaitCaughtUpWith(primary);
        assertThat(primary.add(newcomer)).matches(RealServer::isDone);
        newcomer.awaitStatus(Code.HEALTHY);
        newcomer.awaitRole(ShardRole.SECONDARY);
        assertThat(newcomer.members()).isEqualTo(primary.members());
    }
}
