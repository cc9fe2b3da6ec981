package io.replicante.spec.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** The actions that every agent has. */
final class TestActions {
    private static final int DEFAULT_TARGET = 10;

    private TestActions() {}

    static Map<String, ActionHandler> handlers() {
        return Map.of(
                ActionKinds.TEST_SUCCESS,
                action -> ActionResult.done(),
                ActionKinds.TEST_FAIL,
                action -> ActionResult.failed("the action was asked to fail"),
                ActionKinds.TEST_LOOP,
                TestActions::loop);
    }

    private static ActionResult loop(ActionExecution action) {
        JsonNode asked = action.args().path("target");
        if (!asked.isMissingNode() && !asked.isNull() && !asked.canConvertToInt()) {
            return ActionResult.failed("target is not a whole number: " + asked);
        }
        int target = asked.asInt(DEFAULT_TARGET);
        int count = action.state()
                        .payload()
                        .map(payload -> payload.path("count").asInt())
                        .orElse(0)
                + 1;
        JsonNode payload =
                JsonNodeFactory.instance.objectNode().put("count", count).put("target", target);
        return count >= target ? ActionResult.done(payload) : ActionResult.running(payload);
    }
}
