package io.replicante.spec.agent;

import static io.replicante.spec.agent.Requests.NOW;
import static io.replicante.spec.agent.Requests.id;
import static io.replicante.spec.agent.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActionQueueTest {
    private static final String NOTE = "acme.test/note";

    private final List<UUID> invoked = new ArrayList<>();
    private final ActionQueueBuilder builder = ActionQueue.builder("orders", "node-1", () -> NOW)
            .handler(NOTE, action -> {
                invoked.add(action.id());
                return ActionResult.done();
            });

    @Test
    void runsActionsOneAtATimeInTheOrderOfTheirArrival() {
        ActionQueue queue = builder.build();
        queue.schedule(request(2, NOTE));
        queue.schedule(request(1, NOTE));

        assertThat(queue.runOnce()).isTrue();
        assertThat(invoked).containsExactly(id(2));
        assertThat(queue.queued().actions()).extracting(ActionSummary::id).containsExactly(id(1));

        assertThat(queue.runOnce()).isTrue();
        assertThat(queue.runOnce()).isFalse();
        assertThat(invoked).containsExactly(id(2), id(1));
        assertThat(queue.finished().actions()).extracting(ActionSummary::id).containsExactly(id(1), id(2));
    }

    @Test
    void finishesWhatHasBegunBeforeItBeginsAnother() {
        ActionQueue queue = builder.build();
        queue.schedule(request(1, ActionKinds.TEST_LOOP, target(3)));
        queue.schedule(request(2, NOTE));

        queue.runOnce();
        queue.runOnce();
        assertThat(queue.find(id(1)).orElseThrow().state())
                .isEqualTo(ActionResult.running(JsonNodeFactory.instance
                                .objectNode()
                                .put("count", 2)
                                .put("target", 3))
                        .applyTo(queue.find(id(2)).orElseThrow().state()));
        assertThat(invoked).isEmpty();

        queue.runOnce();
        assertThat(queue.find(id(1)).orElseThrow().state().phase()).isEqualTo(ActionPhase.DONE);
        queue.runOnce();
        assertThat(invoked).containsExactly(id(2));
    }

    @Test
    void countsToTenUnlessToldOtherwise() {
        ActionQueue queue = builder.build();
        queue.schedule(request(1, ActionKinds.TEST_LOOP));

        int invocations = 0;
        while (queue.runOnce()) {
            invocations++;
        }

        assertThat(invocations).isEqualTo(10);
    }

    @Test
    void refusesAKnownIdWhateverItsKindAndPhase() {
        ActionQueue queue = builder.build();
        queue.schedule(request(1, NOTE));
        assertThatThrownBy(() -> queue.schedule(request(1, "acme.test/unknown")))
                .isInstanceOf(ConflictException.class);

        queue.runOnce();
        assertThatThrownBy(() -> queue.schedule(request(1, ActionKinds.TEST_SUCCESS)))
                .isInstanceOf(ConflictException.class);
        assertThat(invoked).hasSize(1);
    }

    @Test
    void runsNothingUnderAnIdThatWasWithdrawnFirst() {
        ActionQueue queue = builder.build();
        queue.schedule(request(1, ActionKinds.TEST_SUCCESS));
        queue.runOnce();

        assertThatThrownBy(() -> queue.schedule(request(1, NOTE))).isInstanceOf(ConflictException.class);
        assertThat(queue.runOnce()).isFalse();
        assertThat(invoked).isEmpty();
    }

    @Test
    void refusesAnUnknownKindAndForgetsTheRequest() {
        ActionQueue queue = builder.build();
        assertThatThrownBy(() -> queue.schedule(request(1, "acme.test/unknown")))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("acme.test/unknown");

        queue.schedule(request(1, NOTE));
        assertThat(queue.queued().actions()).hasSize(1);
    }

    @Test
    void remembersIdsLongerThanTheirActions() {
        ActionQueue queue = builder.maxFinished(1).build();
        queue.schedule(request(1, NOTE));
        queue.runOnce();
        assertThat(queue.finished().complete()).isTrue();
        queue.schedule(request(2, NOTE));
        queue.runOnce();

        assertThat(queue.find(id(1))).isEmpty();
        assertThat(queue.finished().complete()).isFalse();
        assertThatThrownBy(() -> queue.schedule(request(1, NOTE))).isInstanceOf(ConflictException.class);
    }

    @Test
    void refusesMoreThanItHoldsButStillWithdraws() {
        ActionQueue queue = builder.maxQueued(1).build();
        queue.schedule(request(1, NOTE));
        assertThatThrownBy(() -> queue.schedule(request(2, NOTE)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("full");

        queue.schedule(request(2, ActionKinds.TEST_SUCCESS));

        assertThat(queue.find(id(2)).orElseThrow().state().phase()).isEqualTo(ActionPhase.DONE);
        assertThatThrownBy(() -> queue.schedule(request(2, NOTE))).isInstanceOf(ConflictException.class);
    }

    @Test
    void refusesEverythingRatherThanForgetAnId() {
        ActionQueue queue = builder.maxIds(1).build();
        queue.schedule(request(1, NOTE));

        assertThatThrownBy(() -> queue.schedule(request(2, ActionKinds.TEST_SUCCESS)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("remembers 1");
        assertThatThrownBy(() -> queue.schedule(request(1, NOTE))).isInstanceOf(ConflictException.class);
    }

    @Test
    void failsAnActionWhoseHandlerThrowsAndSaysWhy() {
        ActionQueue queue = builder.handler("acme.test/broken", action -> {
                    throw new IllegalStateException(
                            "cannot restart", new IOException("stop", new IOException("no such process")));
                })
                .build();
        queue.schedule(request(1, "acme.test/broken"));
        queue.schedule(request(2, NOTE));
        queue.runOnce();

        ActionExecution failed = queue.find(id(1)).orElseThrow();
        assertThat(failed.state().phase()).isEqualTo(ActionPhase.FAILED);
        assertThat(failed.finishedTime()).contains(NOW);
        assertThat(failed.state().error().orElseThrow())
                .hasToString("{\"error_msg\":\"cannot restart\",\"error_cause\":\"no such process\","
                        + "\"error_trail\":[\"cannot restart\",\"stop\",\"no such process\"]}");
        queue.runOnce();
        assertThat(invoked).containsExactly(id(2));
    }

    @Test
    void keepsThePayloadOfAnActionThatFails() {
        ActionQueue queue = builder.handler(
                        "acme.test/stage",
                        action -> action.state().payload().isEmpty()
                                ? ActionResult.running(TextNode.valueOf("half way"))
                                : ActionResult.failed("no way"))
                .build();
        queue.schedule(request(1, "acme.test/stage"));
        queue.runOnce();
        queue.runOnce();

        ActionState state = queue.find(id(1)).orElseThrow().state();
        assertThat(state.payload()).contains(TextNode.valueOf("half way"));
        assertThat(state.error().map(JsonNode::toString)).contains("{\"error_msg\":\"no way\"}");
    }

    @Test
    void refusesAKindTwiceAndAKindWithoutADomain() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.handler(NOTE, action -> ActionResult.done()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.handler(ActionKinds.TEST_FAIL, action -> ActionResult.done()));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.handler("note", action -> ActionResult.done()));
    }

    private static JsonNode target(int count) {
        return JsonNodeFactory.instance.objectNode().put("target", count);
    }
}
