package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class AgentExecutionRules extends AgentRules {
    AgentExecutionRules(AgentContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("A3.1 one action runs at a time, in the order of their arrival")
    void oneAtATimeInOrder() {
        agent().schedule(loop(3, 3));
        agent().schedule(loop(1, 2));
        agent().schedule(request(2, ActionKinds.TEST_SUCCESS));
        List<UUID> order = new ArrayList<>();

        untilFinal(2, () -> {
            List<ActionSummary> running = agent().queuedActions().actions().stream()
                    .filter(action -> action.phase() == ActionPhase.RUNNING)
                    .toList();
            assertThat(running).hasSizeLessThanOrEqualTo(1);
            running.stream()
                    .map(ActionSummary::id)
                    .filter(id -> !order.contains(id))
                    .forEach(order::add);
        });

        assertThat(List.of(id(3), id(1), id(2))).containsSubsequence(order);
        assertThat(List.of(action(3), action(1), action(2)))
                .extracting(action -> action.finishedTime().orElseThrow())
                .isSorted();
    }

    @Test
    @DisplayName("A3.2 an action that has ended stays as it is")
    void finalPhasesStay() {
        agent().schedule(request(1, ActionKinds.TEST_FAIL));
        ActionExecution ended = end(1);
        agent().schedule(loop(2, 3));
        end(2);

        assertThat(action(1)).isEqualTo(ended);
        assertThat(agent().queuedActions().actions()).isEmpty();
    }

    @Test
    @DisplayName("A3.3 the test kinds do what they are for")
    void testKindsWork() {
        agent().schedule(request(1, ActionKinds.TEST_SUCCESS));
        agent().schedule(request(2, ActionKinds.TEST_FAIL));
        agent().schedule(loop(3, 2));
        end(3);

        assertThat(action(1).state().phase()).isEqualTo(ActionPhase.DONE);
        assertThat(action(2).state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(action(2).state().error()).isPresent();
        assertThat(action(3).state().phase()).isEqualTo(ActionPhase.DONE);
        JsonNode payload = action(3).state().payload().orElseThrow();
        assertThat(payload.path("count").asInt()).isEqualTo(2);
        assertThat(payload.path("target").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("A3.4 unfinished actions are listed, the oldest first")
    void queueIsOldestFirst() {
        agent().schedule(loop(9, 50));
        agent().schedule(request(1, ActionKinds.TEST_SUCCESS));
        agent().schedule(request(5, ActionKinds.TEST_SUCCESS));
        List<UUID> listed = agent().queuedActions().actions().stream()
                .map(ActionSummary::id)
                .toList();

        // An agent that works by itself may have finished some, and then the oldest.
        assertThat(List.of(id(9), id(1), id(5))).endsWith(listed.toArray(UUID[]::new));
        end(5);
        assertThat(agent().queuedActions().actions()).isEmpty();
    }

    @Test
    @DisplayName("A3.5 finished actions are listed, the newest first")
    void finishedIsNewestFirst() {
        agent().schedule(request(2, ActionKinds.TEST_SUCCESS));
        agent().schedule(request(3, ActionKinds.TEST_FAIL));
        agent().schedule(request(1, ActionKinds.TEST_SUCCESS));
        end(1);

        assertThat(agent().finishedActions().actions())
                .containsExactly(
                        new ActionSummary(id(1), ActionKinds.TEST_SUCCESS, ActionPhase.DONE),
                        new ActionSummary(id(3), ActionKinds.TEST_FAIL, ActionPhase.FAILED),
                        new ActionSummary(id(2), ActionKinds.TEST_SUCCESS, ActionPhase.DONE));
    }

    @Test
    @DisplayName("A3.6 an action is what was asked for")
    void actionsAreWhatWasAskedFor() {
        ActionRequest request = new ActionRequest(
                id(1),
                ActionKinds.TEST_SUCCESS,
                JsonNodeFactory.instance.objectNode().put("text", "é\u0000\n\"").put("number", 4_000_000_000L),
                Instant.parse("2026-02-03T04:05:06.789Z"),
                Map.of("contract.test/who", "the contract"));
        agent().schedule(request);
        ActionExecution action = end(1);

        assertThat(action.id()).isEqualTo(request.id());
        assertThat(action.kind()).isEqualTo(request.kind());
        assertThat(action.args()).isEqualTo(request.args());
        assertThat(action.createdTime()).isEqualTo(request.createdTime());
        assertThat(action.metadata()).containsAllEntriesOf(request.metadata());
        assertThat(action.finishedTime().orElseThrow()).isAfterOrEqualTo(action.scheduledTime());
        assertThat(agent().action(id(99))).isEmpty();
    }
}
