package io.replicante.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Supervisor;
import io.replicante.spec.agent.Supervisor.ProcessState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessSupervisorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String STUBBORN = "trap '' TERM; sleep 600 & echo ready; wait; wait; sleep 600";

    @TempDir
    Path directory;

    private ProcessHost host;

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void changesTheIncarnationWithEveryStart() {
        Supervisor supervisor = node(Hosts.SLEEP).supervisor();

        ProcessState first = supervisor.start();
        assertThat(supervisor.start()).isEqualTo(first);
        supervisor.stop(LONG);
        assertThat(supervisor.state()).isEqualTo(new ProcessState(false, Optional.empty()));
        supervisor.stop(LONG);
        ProcessState second = supervisor.start();

        assertThat(second.running()).isTrue();
        assertThat(second.incarnation()).isNotEqualTo(first.incarnation()).isNotEmpty();
    }

    @Test
    void seesThatItsProcessWasKilledAndStartsAnother() throws Exception {
        ProcessNode node = node(Hosts.SLEEP);
        ProcessState first = node.supervisor().start();
        node.handle().orElseThrow().destroyForcibly();
        while (node.supervisor().state().running()) {
            Thread.onSpinWait();
        }

        assertThat(node.handle()).isEmpty();
        assertThat(node.supervisor().state().incarnation()).isEmpty();
        assertThat(node.supervisor().start().incarnation()).isNotEqualTo(first.incarnation());
    }

    @Test
    void usesForceWhenTheTimeIsOverAndEndsWhatTheProcessStarted() throws Exception {
        ProcessNode node = node(STUBBORN);
        node.supervisor().start();
        ProcessHandle process = Hosts.process(node);
        ProcessHandle descendant = awaitDescendant(process);

        node.supervisor().stop(Duration.ofMillis(50));

        assertThat(process.isAlive()).isFalse();
        Hosts.awaitEnd(descendant);
    }

    @Test
    void letsAProcessEndByItselfWhileThereIsTime() throws Exception {
        ProcessNode node = node("trap 'echo farewell; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        node.supervisor().start();
        awaitLine(node, "ready");

        node.supervisor().stop(LONG);

        awaitLine(node, "farewell");
    }

    @Test
    void saysThatAProcessCannotBeStarted() {
        host = Hosts.builder(directory, new ShellTemplate("/does/not/exist", Hosts.SLEEP))
                .open();
        Supervisor supervisor = Hosts.provision(host).supervisor();

        assertThatThrownBy(supervisor::start).isInstanceOf(UnavailableException.class);
        assertThat(supervisor.state().running()).isFalse();
    }

    @Test
    void startsOneProcessWhenManyAsk() throws Exception {
        Supervisor supervisor = node(Hosts.SLEEP).supervisor();
        Set<ProcessState> states = ConcurrentHashMap.newKeySet();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        for (int caller = 0; caller < 8; caller++) {
            executor.execute(() -> states.add(supervisor.start()));
        }
        executor.shutdown();
        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(states).hasSize(1);
    }

    @Test
    void honoursAnInterruptWhileItStops() throws Exception {
        ProcessNode node = node(STUBBORN);
        node.supervisor().start();
        awaitDescendant(Hosts.process(node));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> node.supervisor().stop(LONG))
                .isInstanceOfAny(IndeterminateException.class, UnavailableException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private ProcessNode node(String script) {
        host = Hosts.builder(directory, new ShellTemplate(script)).open();
        return Hosts.provision(host);
    }

    private static ProcessHandle awaitDescendant(ProcessHandle process) {
        Optional<ProcessHandle> descendant = Optional.empty();
        while (descendant.isEmpty()) {
            descendant = process.descendants().findFirst();
            Thread.onSpinWait();
        }
        return descendant.get();
    }

    private static void awaitLine(ProcessNode node, String line) throws Exception {
        while (!Files.exists(node.log()) || !Files.readString(node.log()).contains(line)) {
            Thread.onSpinWait();
        }
    }
}
