package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionResult;
import io.replicante.testkit.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a change comes to without an ensemble; the rest is proven on real servers. */
@Timeout(30)
class ChangeActionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ManualClock clock = ManualClock.at(Executions.NOW);

    @Test
    void neverLetsAServerRemoveItself() throws Exception {
        ActionResult result = remove("1").step();

        assertThat(result.phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(Executions.error(result)).contains("does not remove itself");
    }

    @Test
    void triesAgainUntilItsTimeIsOverAndThenSaysWhy() throws Exception {
        Executions action = remove("2");
        assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
        clock.advance(LIMIT);
        assertThat(action.step().phase()).isEqualTo(ActionPhase.RUNNING);
        clock.advance(Duration.ofMillis(1));

        ActionResult result = action.step();

        assertThat(result.phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(Executions.error(result)).contains("given up").contains("no session");
    }

    private Executions remove(String server) {
        HostPort nobody = new HostPort("127.0.0.1", FreePorts.next());
        Reconfiguration reconfiguration = new Reconfiguration(nobody, Duration.ofMillis(50));
        return Executions.of(
                new ChangeAction(
                        args -> MembershipChange.remove(args.serverId("node", ServerNames.numbers())),
                        reconfiguration,
                        clock,
                        LIMIT,
                        1),
                Map.of("node", server));
    }
}
