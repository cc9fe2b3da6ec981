package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionToken;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class AgentTokenRules extends AgentRules {
    private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

    AgentTokenRules(AgentContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("A4 an action whose token holds is carried out")
    void goodTokensHold() {
        agent().schedule(request(1, token("issuer", 1)));
        end(1);
        assertThat(action(1).state().phase()).isEqualTo(ActionPhase.DONE);

        contract.startProcess();
        agent().schedule(request(2, token(nodeId(), clusterId(), contract.incarnation(), NEVER)));
        assertThat(end(2).state().phase()).isEqualTo(ActionPhase.DONE);
    }

    @Test
    @DisplayName("A4.1 an action for another node or another cluster does nothing")
    void otherNodesAreRefused() {
        agent().schedule(request(1, token("another-" + nodeId(), clusterId(), Optional.empty(), NEVER)));
        agent().schedule(request(2, token(nodeId(), "another-" + clusterId(), Optional.empty(), NEVER)));

        refused(end(1));
        refused(end(2));
    }

    @Test
    @DisplayName("A4.2 an action that comes too late does nothing")
    void lateActionsAreRefused() {
        agent().schedule(request(1, token(nodeId(), clusterId(), Optional.empty(), Instant.EPOCH)));

        refused(end(1));
    }

    @Test
    @DisplayName(
            "A4.3 an action of an older epoch of the same issuer does nothing, one of another issuer's is not compared")
    void olderEpochsAreRefused() {
        agent().schedule(request(1, token("issuer", 7)));
        agent().schedule(request(2, token("issuer", 6)));
        agent().schedule(request(3, token("another issuer", 1)));
        agent().schedule(request(4, token("issuer", 7)));
        end(4);

        assertThat(action(1).state().phase()).isEqualTo(ActionPhase.DONE);
        refused(action(2));
        assertThat(action(3).state().phase()).isEqualTo(ActionPhase.DONE);
        assertThat(action(4).state().phase()).isEqualTo(ActionPhase.DONE);
    }

    @Test
    @DisplayName("A4.4 an action for another incarnation does nothing")
    void otherIncarnationsAreRefused() {
        contract.startProcess();
        agent().schedule(request(1, token(nodeId(), clusterId(), Optional.of("another incarnation"), NEVER)));

        refused(end(1));
    }

    private void refused(ActionExecution action) {
        if (contract.lacks().contains(AgentAbility.TOKENS)) {
            assertThat(action.state().phase()).isEqualTo(ActionPhase.DONE);
            return;
        }
        assertThat(action.state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(action.state().error()).isPresent();
    }

    private String clusterId() {
        return contract.node().cluster().clusterId();
    }

    private String nodeId() {
        return contract.node().nodeId();
    }

    private ActionToken token(String issuer, long epoch) {
        return new ActionToken(issuer, epoch, clusterId(), nodeId(), Optional.empty(), NEVER);
    }

    private static ActionToken token(String nodeId, String clusterId, Optional<String> incarnation, Instant notAfter) {
        return new ActionToken("issuer", 1, clusterId, nodeId, incarnation, notAfter);
    }
}
