package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionResult;
import io.replicante.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LearnActionTest {

    private static final String MEMBERS = "server.1=a:1:2:participant;127.0.0.1:4\nversion=100000000";

    @TempDir
    Path root;

    private final ManualClock clock = ManualClock.at(Executions.NOW);
    private ServerDirectory directory;

    @BeforeEach
    void describe() {
        directory = new ServerDirectory(
                root.resolve("server"), EnsembleMember.parse("server.2=b:1:2;127.0.0.1:4"), ServerSettings.defaults());
    }

    @Test
    void isDoneWhenTheLearnerServes() throws Exception {
        FakeSupervisor supervisor = new FakeSupervisor();
        try (CannedServer server = CannedServer.answering(this::serving)) {
            Executions action = action(supervisor, server.address(), Map.of("members", MEMBERS));

            assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
            assertThat(action.step().phase()).isEqualTo(ActionPhase.DONE);
        }
        assertThat(supervisor.calls).containsExactly("start");
        assertThat(directory.configuredMembers().member(2).orElseThrow().type()).isEqualTo(MemberType.OBSERVER);
    }

    @Test
    void startsOnceWhenAnInvocationIsMadeAgain() throws Exception {
        FakeSupervisor supervisor = new FakeSupervisor();
        Executions action = action(supervisor, nobody(), Map.of("members", MEMBERS));
        action.stepThatIsForgotten();

        action.step();

        assertThat(supervisor.calls).containsExactly("start");
    }

    @Test
    void failsWhenTheProcessEnds() throws Exception {
        Executions action = action(new FakeSupervisor().diesAtOnce(), nobody(), Map.of("members", MEMBERS));
        action.step();

        ActionResult result = action.step();

        assertThat(result.phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(Executions.error(result)).contains("ended after its start");
    }

    @Test
    void failsWhenTheLearnerFindsNoLeaderInTime() throws Exception {
        Executions action = action(new FakeSupervisor(), nobody(), Map.of("members", MEMBERS));
        action.step();
        assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
        clock.advance(ActionLimits.defaults().learn().plusMillis(1));

        ActionResult result = action.step();

        assertThat(result.phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(Executions.error(result)).contains("did not find a leader");
    }

    @Test
    void startsNothingWithoutKnowingTheMembers() {
        FakeSupervisor supervisor = new FakeSupervisor();

        for (Map<String, String> args : List.of(Map.<String, String>of(), Map.of("members", "nonsense"))) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> action(supervisor, nobody(), args).step())
                    .withMessageContaining("members");
        }
        assertThat(supervisor.calls).isEmpty();
        assertThat(directory.isConfigured()).isFalse();
    }

    private Executions action(FakeSupervisor supervisor, HostPort address, Map<String, String> args) {
        ServerProbe probe = new ServerProbe(
                directory, supervisor, new FourLetterClient(address, Duration.ofSeconds(20), System::nanoTime));
        return Executions.of(
                new LearnAction(
                        directory,
                        supervisor,
                        probe,
                        clock,
                        ActionLimits.defaults().learn()),
                args);
    }

    private String serving(String word) {
        return word.equals("srvr")
                ? Answers.srvr("follower", "0x100000001")
                : Answers.conf(2, directory.dataDirectory().toString(), MEMBERS);
    }

    private static HostPort nobody() {
        return new HostPort("127.0.0.1", FreePorts.next());
    }
}
