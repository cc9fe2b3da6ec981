package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.ConflictException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class AgentRequestRules extends AgentRules {
    private static final int CALLERS = 8;
    private static final int ROUNDS = 50;

    AgentRequestRules(AgentContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("A2.1 a known id is refused, whatever the kind, before and after the action has ended")
    void knownIdsAreRefused() {
        agent().schedule(request(1, ActionKinds.TEST_FAIL));
        refuses(request(1, ActionKinds.TEST_FAIL));
        refuses(request(1, ActionKinds.TEST_SUCCESS));
        refuses(request(1, UNKNOWN_KIND));

        ActionExecution ended = end(1);
        refuses(request(1, ActionKinds.TEST_FAIL));
        refuses(request(1, ActionKinds.TEST_SUCCESS));
        refuses(request(1, UNKNOWN_KIND));
        assertThat(action(1)).isEqualTo(ended);
    }

    @Test
    @DisplayName("A2.2 a request that was withdrawn before it arrived never runs")
    void withdrawnRequestsNeverRun() {
        agent().schedule(request(1, ActionKinds.TEST_SUCCESS));
        refuses(request(1, ActionKinds.TEST_FAIL));
        assertThat(end(1).state().phase()).isEqualTo(ActionPhase.DONE);
        refuses(request(1, ActionKinds.TEST_FAIL));

        agent().schedule(request(2, ActionKinds.TEST_SUCCESS));
        end(2);
        assertThat(action(1).kind()).isEqualTo(ActionKinds.TEST_SUCCESS);
        assertThat(action(1).state().phase()).isEqualTo(ActionPhase.DONE);
    }

    @Test
    @DisplayName("A2.3 of concurrent requests with one id exactly one is accepted")
    void oneOfManyIsAccepted() {
        for (int round = 1; round <= ROUNDS; round++) {
            ActionRequest request = request(round, ActionKinds.TEST_SUCCESS);
            List<Boolean> accepted = RaceBootstrap.race(CALLERS, caller -> () -> {
                try {
                    agent().schedule(request);
                    return true;
                } catch (ConflictException known) {
                    return false;
                }
            });
            assertThat(Collections.frequency(accepted, true)).isEqualTo(1);
            end(round);
        }
    }

    @Test
    @DisplayName("A2.4 a kind that is not known is refused, and its id stays free")
    void unknownKindsAreRefused() {
        assertThatThrownBy(() -> agent().schedule(request(1, UNKNOWN_KIND))).isInstanceOf(UnsupportedException.class);
        assertThat(agent().action(id(1))).isEmpty();

        agent().schedule(request(1, ActionKinds.TEST_SUCCESS));
        assertThat(end(1).kind()).isEqualTo(ActionKinds.TEST_SUCCESS);
    }

    private void refuses(ActionRequest request) {
        assertThatThrownBy(() -> agent().schedule(request)).isInstanceOf(ConflictException.class);
    }
}
