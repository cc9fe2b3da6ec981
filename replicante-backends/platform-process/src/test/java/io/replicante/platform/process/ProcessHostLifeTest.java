package io.replicante.platform.process;

import static io.replicante.platform.process.Hosts.SLEEP;
import static io.replicante.platform.process.Hosts.provision;
import static io.replicante.platform.process.Hosts.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Discovery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What remains of a host when it is closed, killed and opened again. */
@Timeout(60)
class ProcessHostLifeTest {
    @TempDir
    Path directory;

    @Test
    void leavesNoProcessBehindWhenClosed() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>();
        try (ProcessHost host = Hosts.builder(directory, new ShellTemplate("trap '' TERM; while :; do sleep 600; done"))
                .open()) {
            for (int node = 0; node < 3; node++) {
                ProcessNode started = provision(host);
                started.supervisor().start();
                ProcessHandle process = Hosts.process(started);
                while (process.descendants().findAny().isEmpty()) {
                    Thread.onSpinWait();
                }
                processes.add(process);
                process.descendants().forEach(processes::add);
            }
        }

        assertThat(processes).hasSizeGreaterThanOrEqualTo(6);
        for (ProcessHandle process : processes) {
            Hosts.awaitEnd(process);
        }
    }

    @Test
    void leavesNoProcessBehindWhenInterrupted() throws Exception {
        ProcessHost host = Hosts.open(directory);
        ProcessNode node = provision(host);
        node.supervisor().start();
        ProcessHandle process = Hosts.process(node);
        Thread.currentThread().interrupt();

        host.close();

        assertThat(Thread.interrupted()).isTrue();
        Hosts.awaitEnd(process);
    }

    @Test
    void startsAndProvisionsNothingOnceClosed() {
        ProcessHost host = Hosts.open(directory);
        ProcessNode node = provision(host);
        host.close();
        host.close();

        assertThatThrownBy(() -> node.supervisor().start()).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> provision(host)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> host.platform().deprovision(new DeprovisionRequest("orders", "node-1")))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void closesNothingWithItsView() {
        try (ProcessHost host = Hosts.open(directory)) {
            ProcessNode node = provision(host);
            node.supervisor().start();
            host.platform().close();

            assertThat(node.supervisor().state().running()).isTrue();
        }
    }

    @Test
    void knowsItsMachinesAgainAndGivesNoIdTwice() {
        Discovery before;
        ProcessMachine machine;
        try (ProcessHost host = Hosts.open(directory)) {
            host.platform().provision(request("orders", 3));
            host.platform().deprovision(new DeprovisionRequest("orders", "node-3"));
            before = host.platform().discover();
            machine = host.find("node-2").orElseThrow().machine();
        }
        try (ProcessHost host = Hosts.open(directory)) {
            assertThat(host.platform().discover()).isEqualTo(before);
            assertThat(host.find("node-2").orElseThrow().machine()).isEqualTo(machine);
            assertThat(provision(host).machine().nodeId()).isEqualTo("node-4");
        }
    }

    @Test
    void givesNoIdTwiceWhenItsLedgerIsLost() throws IOException {
        try (ProcessHost host = Hosts.open(directory)) {
            host.platform().provision(request("orders", 3));
        }
        Files.delete(directory.resolve("host.json"));
        try (ProcessHost host = Hosts.open(directory)) {
            assertThat(provision(host).machine().nodeId()).isEqualTo("node-4");
        }
    }

    @Test
    void resumesWhatWasNotStoppedOnPurpose() {
        try (ProcessHost host = Hosts.open(directory)) {
            host.platform().provision(request("orders", 3));
            host.nodes().get(0).supervisor().start();
            host.nodes().get(1).supervisor().start();
            host.nodes().get(1).supervisor().stop(Duration.ZERO);
        }
        try (ProcessHost host = Hosts.open(directory)) {
            assertThat(running(host)).isEmpty();
            host.resume();
            assertThat(running(host)).containsExactly("node-1");
        }
    }

    @Test
    void clearsAwayWhatANeverFinishedProvisionLeft() throws IOException {
        Path half = Files.createDirectories(directory.resolve("nodes/node-7/work"));
        Files.createFile(half.resolve("data"));
        try (ProcessHost host = Hosts.open(directory)) {
            assertThat(host.nodes()).isEmpty();
            assertThat(half.getParent()).doesNotExist();
        }
    }

    @Test
    void refusesMachinesThatItCannotRun() {
        try (ProcessHost host = Hosts.open(directory)) {
            provision(host);
        }
        ProcessHost.Builder builder = ProcessHost.builder("local", directory, Instant::now, Thread::new);
        assertThatThrownBy(builder::open).isInstanceOf(ConflictException.class).hasMessageContaining(Hosts.STORE);
        Hosts.open(directory).close();
    }

    @Test
    void refusesADescriptionThatCannotBeRead() throws IOException {
        try (ProcessHost host = Hosts.open(directory)) {
            provision(host);
        }
        Files.writeString(directory.resolve("nodes/node-1/machine.json"), "{");

        assertThatThrownBy(() -> Hosts.open(directory))
                .isInstanceOf(UnavailableException.class)
                .cause()
                .hasMessageContaining("machine.json is not JSON");
    }

    @Test
    void endsWhatAKilledHostLeftBehind() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostToKill.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        long pid;
        try (BufferedReader output = killed.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.startsWith(HostToKill.STARTED)) {
                line = output.readLine();
            }
            assertThat(line).isNotNull();
            pid = Long.parseLong(line.substring(HostToKill.STARTED.length()));
        } finally {
            killed.destroyForcibly();
        }
        killed.waitFor();
        ProcessHandle leftover = ProcessHandle.of(pid).orElseThrow();
        assertThat(leftover.isAlive()).isTrue();

        try (ProcessHost host = Hosts.open(directory)) {
            Hosts.awaitEnd(leftover);
            assertThat(running(host)).isEmpty();
            assertThat(host.find("node-1")).isPresent();
        }
    }

    @Test
    void sparesAProcessThatGotTheIdOfAnOldOne() throws Exception {
        try (ProcessHost host = Hosts.open(directory)) {
            provision(host);
        }
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Instant hourBefore = stranger.info().startInstant().orElseThrow().minusSeconds(3600);
            JsonFile.replace(
                    directory.resolve("nodes/node-1/process.json"),
                    ProcessIdentity.of(stranger.pid(), hourBefore).toJson());

            Hosts.builder(directory, new ShellTemplate(SLEEP)).open().close();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private static List<String> running(ProcessHost host) {
        return host.nodes().stream()
                .filter(node -> node.supervisor().state().running())
                .map(node -> node.machine().nodeId())
                .toList();
    }
}
