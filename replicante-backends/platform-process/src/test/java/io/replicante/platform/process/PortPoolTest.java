package io.replicante.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortPoolTest {
    private static final PortRange RANGE = new PortRange(31_000, 31_019);
    private static final List<String> NAMES = List.of("client", "peer");

    private final PortPool pool = new PortPool(RANGE);

    @Test
    void findsAPortForEveryNameAndNoneTwice() {
        PortPool.Found first = pool.find(NAMES, RANGE.first(), Set.of()).orElseThrow();
        PortPool.Found second = pool.find(NAMES, first.next(), Set.of()).orElseThrow();
        try {
            Set<Integer> all = new HashSet<>(first.byName().values());
            all.addAll(second.byName().values());
            assertThat(all).hasSize(4).allMatch(port -> port >= RANGE.first() && port <= RANGE.last());
            assertThat(first.byName()).containsOnlyKeys(NAMES);
        } finally {
            first.reservation().release();
            second.reservation().release();
        }
    }

    @Test
    void beginsAgainAtTheFirstPortAfterTheLast() {
        PortPool.Found found = pool.find(NAMES, RANGE.last(), Set.of()).orElseThrow();
        found.reservation().release();

        assertThat(found.byName().get("client")).isEqualTo(RANGE.last());
        assertThat(found.byName().get("peer")).isGreaterThanOrEqualTo(RANGE.first());
    }

    @Test
    void leavesOutPortsThatOthersUseOrMayUse() throws Exception {
        PortPool.Found probe = pool.find(NAMES, RANGE.first(), Set.of()).orElseThrow();
        probe.reservation().release();
        int used = probe.byName().get("client");
        int taken = probe.byName().get("peer");
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), used));
            PortPool.Found found =
                    pool.find(NAMES, RANGE.first(), Set.of(taken)).orElseThrow();
            found.reservation().release();

            assertThat(found.byName()).doesNotContainValue(used).doesNotContainValue(taken);
        }
    }

    @Test
    void saysWhenThereAreNotEnough() {
        PortPool tiny = new PortPool(new PortRange(31_050, 31_050));

        assertThat(tiny.find(NAMES, 31_050, Set.of())).isEmpty();
        Optional<PortPool.Found> one = tiny.find(List.of("client"), 31_050, Set.of());
        assertThat(one).isPresent();
        one.get().reservation().release();
    }

    @Test
    void keepsThePortsOfAnIdleMachineAndRefusesConnections(@TempDir Path directory) throws Exception {
        try (ProcessHost host = Hosts.open(directory)) {
            ProcessNode node = Hosts.provision(host);
            InetSocketAddress client = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), node.machine().port("client"));

            try (ServerSocket thief = new ServerSocket()) {
                thief.setReuseAddress(true);
                assertThatThrownBy(() -> thief.bind(client)).isInstanceOf(BindException.class);
            }
            try (Socket visitor = new Socket()) {
                assertThatThrownBy(() -> visitor.connect(client)).isInstanceOf(ConnectException.class);
            }
            node.supervisor().start();
            try (ServerSocket process = new ServerSocket()) {
                process.bind(client);
                assertThat(process.isBound()).isTrue();
            }
            node.supervisor().stop(Duration.ZERO);
        }
    }
}
