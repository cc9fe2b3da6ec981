package io.replicante.core.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.spec.protocol.ErrorBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The well-known actions that do nothing, to try the machinery with. */
final class OrchestratorTests {
    private static final String PREFIX = "core.replicante.io/test.";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int DEFAULT_TARGET = 10;

    private OrchestratorTests() {}

    static List<OrchestratorActionHandler> all() {
        return List.of(
                new Quick("success", call -> OrchestratorActionHandler.Progress.done(Optional.empty())),
                new Quick(
                        "fail",
                        call -> OrchestratorActionHandler.Progress.failed(
                                ErrorBody.of("it was asked to fail").inRecord())),
                new Quick("loop", OrchestratorTests::loop));
    }

    private record Quick(String name, Function<Call, Progress> answer) implements OrchestratorActionHandler {
        @Override
        public String kind() {
            return PREFIX + name;
        }

        @Override
        public Duration timeout() {
            return TIMEOUT;
        }

        @Override
        public Progress invoke(Call call) {
            return answer.apply(call);
        }
    }

    /** Counts invocations, so that one that is repeated counts once. */
    private static OrchestratorActionHandler.Progress loop(OrchestratorActionHandler.Call call) {
        int target = call.action().args().path("target").asInt(DEFAULT_TARGET);
        JsonNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("count", call.invocation())
                .put("target", target);
        return call.invocation() >= target
                ? OrchestratorActionHandler.Progress.done(Optional.of(payload))
                : OrchestratorActionHandler.Progress.running(payload);
    }
}
