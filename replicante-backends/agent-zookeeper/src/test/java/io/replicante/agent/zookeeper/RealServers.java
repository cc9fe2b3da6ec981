package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replicante.spec.model.NodeStatus.Code;
import io.replicante.spec.model.ShardRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/** The real servers of one test; closing ends all of them. */
final class RealServers implements AutoCloseable {

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final List<RealServer> servers = new ArrayList<>();
    private final Path root;

    RealServers(Path root) {
        this.root = root;
    }

    /** Adds an idle machine with the next id. */
    RealServer machine() {
        return machine(Duration.ofSeconds(30));
    }

    /** Adds an idle machine that tries to change the members for so long. */
    RealServer machine(Duration change) {
        RealServer server = new RealServer(servers.size() + 1L, root, executor, change);
        servers.add(server);
        return server;
    }

    /** Forms an ensemble and grows it, one voter at a time. */
    List<RealServer> ensemble(int size) {
        RealServer first = machine();
        first.form();
        for (int i = 1; i < size; i++) {
            RealServer newcomer = machine();
            assertThat(newcomer.learnFrom(first)).matches(RealServer::isDone);
            assertThat(first.add(newcomer)).matches(RealServer::isDone);
            newcomer.awaitStatus(Code.HEALTHY);
        }
        return List.copyOf(servers);
    }

    /** Waits for a leader among the servers whose processes run. */
    RealServer awaitLeader() {
        await("a leader").atMost(Duration.ofSeconds(60)).until(() -> leader().isPresent());
        return leader().orElseThrow();
    }

    Optional<RealServer> leader() {
        return servers.stream()
                .filter(server -> server.role().equals(Optional.of(ShardRole.PRIMARY)))
                .findFirst();
    }

    List<RealServer> followers() {
        return servers.stream()
                .filter(server -> server.role().equals(Optional.of(ShardRole.SECONDARY)))
                .toList();
    }

    String clientAddresses() {
        return servers.stream().map(server -> server.directory.self().client()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        servers.forEach(server -> server.agent.stop());
        executor.shutdownNow();
        servers.forEach(server -> server.process.kill());
    }
}
