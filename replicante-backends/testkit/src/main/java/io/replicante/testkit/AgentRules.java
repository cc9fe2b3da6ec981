package io.replicante.testkit;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionToken;
import io.replicante.spec.agent.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of an agent share. */
abstract class AgentRules {
    static final String UNKNOWN_KIND = "contract.test/unknown";
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration POLL = Duration.ofMillis(5);

    final AgentContract contract;
    private Agent agent;

    AgentRules(AgentContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    final void connect() {
        agent = contract.open(contract.connect());
    }

    final Agent agent() {
        return agent;
    }

    static UUID id(long number) {
        return new UUID(0x7e57_0000_0000_4000L, 0x8000_0000_0000_0000L | number);
    }

    static ActionRequest request(long number, String kind) {
        return request(number, kind, NullNode.instance);
    }

    static ActionRequest request(long number, String kind, JsonNode args) {
        return new ActionRequest(id(number), kind, args, CREATED, Map.of());
    }

    static ActionRequest request(long number, ActionToken token) {
        return new ActionRequest(id(number), ActionKinds.TEST_SUCCESS, NullNode.instance, CREATED, token.toMetadata());
    }

    static ActionRequest loop(long number, int target) {
        return request(
                number,
                ActionKinds.TEST_LOOP,
                JsonNodeFactory.instance.objectNode().put("target", target));
    }

    final ActionExecution action(long number) {
        return agent().action(id(number))
                .orElseThrow(() -> new AssertionError("the agent does not know action " + number));
    }

    /** Lets the agent work until an action has ended. */
    final ActionExecution end(long number) {
        untilFinal(number, () -> {});
        return action(number);
    }

    /** Lets the agent work until an action has ended, and looks before every step. */
    final void untilFinal(long number, Runnable look) {
        await().atMost(contract.patience())
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .pollInSameThread()
                .until(() -> {
                    look.run();
                    contract.step();
                    ActionPhase phase = action(number).state().phase();
                    return phase.isFinal();
                });
    }
}
