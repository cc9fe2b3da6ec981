package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionResult;
import io.replicante.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RestartActionTest {

    @TempDir
    Path root;

    private final ManualClock clock = ManualClock.at(Executions.NOW);
    private volatile boolean serves = true;
    private CannedServer server;
    private ServerDirectory directory;

    @BeforeEach
    void form() {
        directory = new ServerDirectory(
                root.resolve("server"), EnsembleMember.parse("server.1=a:1:2;127.0.0.1:4"), ServerSettings.defaults());
        directory.form();
        server = CannedServer.answering(this::answer);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isDoneWhenANewProcessServes() throws Exception {
        FakeSupervisor supervisor = FakeSupervisor.running();
        Executions action = action(supervisor);

        assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
        assertThat(supervisor.calls).isEmpty();
        assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
        serves = false;
        assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
        serves = true;
        assertThat(action.step().phase()).isEqualTo(ActionPhase.DONE);
        assertThat(supervisor.calls).containsExactly("stop process-1", "start");
    }

    @Test
    void neverStopsTheNewProcessWhenAnInvocationIsMadeAgain() throws Exception {
        FakeSupervisor supervisor = FakeSupervisor.running();
        Executions action = action(supervisor);
        action.step();
        action.stepThatIsForgotten();

        assertThat(action.step().phase()).isEqualTo(ActionPhase.DONE);
        assertThat(supervisor.calls).containsExactly("stop process-1", "start");
    }

    @Test
    void startsAServerThatDoesNotRun() throws Exception {
        FakeSupervisor supervisor = new FakeSupervisor();
        Executions action = action(supervisor);
        action.step();
        action.step();

        assertThat(action.step().phase()).isEqualTo(ActionPhase.DONE);
        assertThat(supervisor.calls).containsExactly("start");
    }

    @Test
    void failsWhenTheNewProcessEnds() throws Exception {
        FakeSupervisor supervisor = FakeSupervisor.running().diesAtOnce();
        Executions action = action(supervisor);
        action.step();
        action.step();

        ActionResult result = action.step();

        assertThat(result.phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(Executions.error(result)).contains("ended after its start");
        assertThat(supervisor.calls).containsExactly("stop process-1", "start");
    }

    @Test
    void failsWhenTheNewProcessDoesNotServeInTime() throws Exception {
        Executions action = action(FakeSupervisor.running());
        action.step();
        action.step();
        serves = false;
        clock.advance(ActionLimits.defaults().restart());
        assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
        clock.advance(Duration.ofMillis(1));

        ActionResult result = action.step();

        assertThat(result.phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(Executions.error(result)).contains("does not serve");
    }

    @Test
    void touchesNothingOnAnIdleMachine() throws Exception {
        FakeSupervisor supervisor = new FakeSupervisor();
        directory = new ServerDirectory(
                root.resolve("idle"), EnsembleMember.parse("server.1=a:1:2;127.0.0.1:4"), ServerSettings.defaults());

        assertThat(action(supervisor).step().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(supervisor.calls).isEmpty();
    }

    private Executions action(FakeSupervisor supervisor) {
        ServerProbe probe = new ServerProbe(
                directory,
                supervisor,
                new FourLetterClient(server.address(), Duration.ofSeconds(20), System::nanoTime));
        return Executions.of(new RestartAction(directory, supervisor, probe, clock, ActionLimits.defaults()), Map.of());
    }

    private String answer(String word) {
        if (!serves) {
            return Answers.NOT_SERVING;
        }
        return word.equals("srvr")
                ? Answers.srvr("leader", "0x100000001")
                : Answers.conf(1, directory.dataDirectory().toString(), "server.1=a:1:2;127.0.0.1:4\nversion=1");
    }
}
