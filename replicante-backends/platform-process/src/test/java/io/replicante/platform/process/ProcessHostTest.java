package io.replicante.platform.process;

import static io.replicante.platform.process.Hosts.SLEEP;
import static io.replicante.platform.process.Hosts.formingRequest;
import static io.replicante.platform.process.Hosts.provision;
import static io.replicante.platform.process.Hosts.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.ProvisionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessHostTest {
    @TempDir
    Path directory;

    private ProcessHost host;

    @BeforeEach
    void open() {
        host = Hosts.open(directory);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void provisionsMachinesThatAreIdleUntilTold() throws Exception {
        assertThat(host.platform().provision(request("orders", 2)).nodeIds()).contains(List.of("node-1", "node-2"));

        ProcessNode node = host.find("node-2").orElseThrow();
        assertThat(node.supervisor().state().running()).isFalse();
        assertThat(node.machine().directory().resolve("prepared")).hasContent("idle");
        assertThat(node.supervisor().start().running()).isTrue();
        assertThat(Hosts.process(node).isAlive()).isTrue();
    }

    @Test
    void startsTheOneNodeThatMayForm() {
        assertThat(host.platform().provision(formingRequest("orders", 3)).count())
                .isEqualTo(1);

        ProcessNode node = host.find("node-1").orElseThrow();
        assertThat(node.supervisor().state().running()).isTrue();
        assertThat(node.machine().directory().resolve("prepared")).hasContent("forms");
    }

    @Test
    void listsNodesWhetherOrNotTheyRun() throws Exception {
        provision(host).supervisor().start();
        ProcessNode dead = provision(host);
        dead.supervisor().start();
        ProcessHandle process = Hosts.process(dead);
        process.destroyForcibly();
        Hosts.awaitEnd(process);
        host.platform().provision(request("carts & more", 1));

        List<DiscoveredCluster> clusters = host.platform().discover().clusters();
        assertThat(clusters).extracting(DiscoveredCluster::clusterId).containsExactly("carts & more", "orders");
        assertThat(clusters.get(0).nodes().get(0).agentAddress())
                .isEqualTo("process://local/carts%20%26%20more/node-3");
        assertThat(clusters.get(1).nodes())
                .containsExactly(
                        new DiscoveredNode(
                                "process://local/orders/node-1",
                                "shell",
                                "node-1",
                                Optional.of("data"),
                                incarnation("node-1")),
                        new DiscoveredNode(
                                "process://local/orders/node-2",
                                "shell",
                                "node-2",
                                Optional.of("data"),
                                incarnation("node-2")));
    }

    @Test
    void givesTemplatesTheAttributesOfTheGroupOverThoseOfTheCluster() {
        ProvisionRequest request = request(
                "orders",
                1,
                JsonNodeFactory.instance.objectNode().put("size", "large").put("zone", "a"));
        host.platform().provision(request);

        assertThat(host.find("node-1").orElseThrow().machine().attributes())
                .hasToString("{\"size\":\"small\",\"zone\":\"a\"}");
    }

    @Test
    void refusesAGroupAndASoftwareThatItDoesNotKnow() {
        ProvisionRequest good = request("orders", 1);
        assertThatThrownBy(() -> host.platform().provision(new ProvisionRequest(good.cluster(), 1, "backup")))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("backup");
        try (ProcessHost empty = ProcessHost.builder("empty", directory.resolve("empty"), () -> null, Thread::new)
                .open()) {
            assertThatThrownBy(() -> empty.platform().provision(good))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("sleeper");
        }
        assertThat(host.nodes()).isEmpty();
    }

    @Test
    void takesAwayAMachineThatCannotBePrepared() throws IOException {
        try (ProcessHost broken =
                Hosts.builder(directory.resolve("broken"), new BrokenFrom(2)).open()) {
            assertThat(broken.platform().provision(request("orders", 3)).nodeIds())
                    .contains(List.of("node-1"));
            assertThatThrownBy(() -> broken.platform().provision(request("orders", 3)))
                    .isInstanceOf(UnavailableException.class)
                    .hasRootCauseMessage("no space for node-3");
            assertThat(broken.nodes()).hasSize(1);
        }
        assertThat(directory.resolve("broken/nodes").toFile().list()).containsExactly("node-1");
    }

    @Test
    void makesNoMoreMachinesThanItMay() {
        try (ProcessHost small = Hosts.builder(directory.resolve("small"), new ShellTemplate(SLEEP))
                .maxMachines(2)
                .open()) {
            assertThat(small.platform().provision(request("orders", 5)).count()).isEqualTo(2);
            assertThatThrownBy(() -> small.platform().provision(request("orders", 1)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no room");
        }
    }

    @Test
    void givesBackARunningNodeWithAllItStarted() throws Exception {
        ProcessNode node = provision(host);
        node.supervisor().start();
        ProcessHandle process = Hosts.process(node);

        host.platform().deprovision(new DeprovisionRequest("orders", "node-1"));

        Hosts.awaitEnd(process);
        assertThat(host.platform().discover().clusters()).isEmpty();
        assertThat(host.find("node-1")).isEmpty();
        assertThat(node.machine().directory()).doesNotExist();
        assertThatThrownBy(() -> node.supervisor().start()).isInstanceOf(UnavailableException.class);
        host.platform().deprovision(new DeprovisionRequest("orders", "node-1"));
        assertThat(provision(host).machine().nodeId()).isEqualTo("node-2");
    }

    @Test
    void givesBackNoNodeOfAnotherCluster() {
        provision(host);

        assertThatThrownBy(() -> host.platform().deprovision(new DeprovisionRequest("carts", "node-1")))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("orders");
        assertThat(host.find("node-1")).isPresent();
    }

    @Test
    void letsNobodyElseUseItsDirectory() {
        assertThatThrownBy(() -> Hosts.open(directory)).isInstanceOf(ConflictException.class);
    }

    @Test
    void refusesATemplateThatNamesAPortTwice() {
        ProcessTemplate template = new BrokenFrom(1) {
            @Override
            public List<String> ports() {
                return List.of("client", "client");
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> Hosts.builder(directory, template));
    }

    private Optional<String> incarnation(String nodeId) {
        return Optional.of(host.find(nodeId).orElseThrow().createdTime().toString());
    }

    /** Cannot prepare machines from a number on. */
    private static class BrokenFrom implements ProcessTemplate {
        private final int number;

        BrokenFrom(int number) {
            this.number = number;
        }

        @Override
        public List<String> ports() {
            return List.of();
        }

        @Override
        public boolean prepare(ProcessMachine machine, boolean forms) throws IOException {
            Files.createFile(machine.directory().resolve("begun"));
            if (machine.number() >= number) {
                throw new IOException("no space for " + machine.nodeId());
            }
            return false;
        }

        @Override
        public ProcessCommand command(ProcessMachine machine) {
            return ProcessCommand.of(List.of("true"));
        }
    }
}
