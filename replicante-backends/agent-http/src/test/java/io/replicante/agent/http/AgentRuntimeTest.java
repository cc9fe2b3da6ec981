package io.replicante.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionResult;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.agent.ActionToken;
import io.replicante.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions survive the end of their agent's process, and are still carried out once. */
final class AgentRuntimeTest {
    private static final String NOTE = "acme.test/note";
    private static final String TESTS = ActionKinds.DOMAIN + "test.";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    private final ManualClock clock = ManualClock.at(NOON);
    private final List<UUID> invoked = new ArrayList<>();
    private final List<AgentRuntime> opened = new ArrayList<>();
    private AgentRuntime agent;

    @BeforeEach
    void open() {
        agent = open("actions.db");
    }

    @AfterEach
    void close() {
        opened.forEach(AgentRuntime::close);
    }

    @Test
    void goesOnWithAnActionThatHadBegunBeforeAllOthers() throws IOException {
        agent.schedule(request(1, ActionKinds.TEST_LOOP));
        agent.schedule(request(2, NOTE));
        agent.runOnce();
        agent.runOnce();
        ActionExecution before = agent.action(id(1)).orElseThrow();

        killAndReopen();

        assertThat(agent.action(id(1))).contains(before);
        assertThat(before.state().payload().map(JsonNode::toString)).contains("{\"count\":2,\"target\":10}");
        agent.runOnce();
        assertThat(count(1)).isEqualTo(3);
        assertThat(invoked).isEmpty();
        while (agent.runOnce()) {
            assertThat(count(1)).isLessThanOrEqualTo(10);
        }
        assertThat(invoked).containsExactly(id(2));
    }

    @Test
    void keepsTheOrderOfArrivalAcrossRestarts() throws IOException {
        agent.schedule(request(3, NOTE));
        agent.schedule(request(1, NOTE));
        killAndReopen();
        agent.schedule(request(2, NOTE));
        killAndReopen();

        while (agent.runOnce()) {
            assertThat(agent.queuedActions().actions()).hasSizeLessThan(3);
        }

        assertThat(invoked).containsExactly(id(3), id(1), id(2));
        assertThat(agent.finishedActions().actions())
                .extracting(ActionSummary::id)
                .containsExactly(id(2), id(1), id(3));
        killAndReopen();
        assertThat(agent.finishedActions().actions())
                .extracting(ActionSummary::id)
                .containsExactly(id(2), id(1), id(3));
        assertThat(agent.runOnce()).isFalse();
    }

    @Test
    void refusesAnIdForEverEvenWhenItsActionIsForgotten() throws IOException {
        agent.schedule(request(1, NOTE));
        agent.runOnce();
        clock.advance(Duration.ofDays(13));
        agent.runOnce();
        assertThat(agent.action(id(1))).isPresent();

        clock.advance(Duration.ofDays(2));
        agent.runOnce();
        assertThat(agent.action(id(1))).isEmpty();
        assertThat(agent.finishedActions().complete()).isFalse();
        killAndReopen();

        assertThat(agent.action(id(1))).isEmpty();
        assertThat(agent.finishedActions().complete()).isFalse();
        assertThatThrownBy(() -> agent.schedule(request(1, NOTE))).isInstanceOf(ConflictException.class);
    }

    @Test
    void keepsABoundedNumberOfFinishedActions() throws IOException {
        for (int number = 1; number <= 7; number++) {
            agent.schedule(request(number, NOTE));
            agent.runOnce();
        }
        killAndReopen();

        assertThat(agent.finishedActions().actions())
                .extracting(ActionSummary::id)
                .containsExactly(id(7), id(6), id(5), id(4), id(3));
        assertThat(agent.finishedActions().complete()).isFalse();
        assertThatThrownBy(() -> agent.schedule(request(1, NOTE))).isInstanceOf(ConflictException.class);
    }

    @Test
    void rememberTheGreatestEpochThatBegan() throws IOException {
        agent.schedule(token(1, 7));
        agent.runOnce();
        killAndReopen();

        agent.schedule(token(2, 6));
        agent.runOnce();
        agent.schedule(token(3, 7));
        agent.runOnce();

        assertThat(phase(2)).isEqualTo(ActionPhase.FAILED);
        assertThat(phase(3)).isEqualTo(ActionPhase.DONE);
        assertThat(invoked).containsExactly(id(1), id(3));
    }

    @Test
    void failsAnActionWhoseKindIsGoneAfterARestart() throws IOException {
        agent.schedule(request(1, NOTE));
        agent.close();
        AgentRuntime other = keep(AgentRuntime.builder("orders", "node-1", clock, new SmallNode(false))
                .store(directory.resolve("actions.db"))
                .build());

        other.runOnce();

        assertThat(other.action(id(1)).orElseThrow().state().phase()).isEqualTo(ActionPhase.FAILED);
    }

    @Test
    void beginsNothingWhosePreconditionDoesNotHold() {
        AgentRuntime careful = keep(AgentRuntime.builder("orders", "node-1", clock, new SmallNode(false))
                .action(NOTE, action -> ActionResult.done())
                .precondition(NOTE, action -> action.args().isNull() ? Optional.of("not now") : Optional.empty())
                .build());
        careful.schedule(request(1, NOTE));
        careful.schedule(new ActionRequest(id(2), NOTE, IntNode.valueOf(1), NOON, Map.of()));
        careful.runOnce();
        careful.runOnce();

        assertThat(careful.action(id(1)).orElseThrow().state().error().map(JsonNode::toString))
                .contains("{\"error_msg\":\"not now\"}");
        assertThat(careful.action(id(2)).orElseThrow().state().phase()).isEqualTo(ActionPhase.DONE);
    }

    @Test
    void leavesTheFileToOneAgent() {
        assertThatThrownBy(() -> open("actions.db")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void refusesAFileThatIsNone() throws IOException {
        Files.writeString(directory.resolve("other.db"), "no such file".repeat(1000));

        assertThatThrownBy(() -> open("other.db")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void refusesReservedAndRepeatedKinds() {
        AgentRuntime.Builder builder = AgentRuntime.builder("orders", "node-1", new SmallNode(false))
                .action(NOTE, action -> ActionResult.done())
                .clusterInit(action -> ActionResult.done());

        for (String kind :
                List.of(NOTE, "replicante.io/x", "agent.replicante.io/x", "a.REPLICANTE.io/x", "nodomain", "a/b/c")) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.action(kind, action -> ActionResult.done()));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> builder.clusterInit(action -> ActionResult.done()));
        assertThat(keep(builder.build()).kinds()).contains(NOTE, ActionKinds.CLUSTER_INIT, ActionKinds.TEST_LOOP);
    }

    @Test
    void carriesOutEveryWellKnownKindThatIsRegistered() {
        List<String> kinds = ActionKinds.all().stream()
                .filter(kind -> !kind.startsWith(TESTS))
                .sorted()
                .toList();
        List<String> served = new ArrayList<>();
        AgentRuntime.Builder builder = AgentRuntime.builder("orders", "node-1", clock, new SmallNode(false));
        kinds.forEach(kind -> builder.action(kind, action -> {
            served.add(action.kind());
            return ActionResult.done();
        }));
        AgentRuntime able = keep(builder.build());

        for (int number = 0; number < kinds.size(); number++) {
            able.schedule(request(number + 1L, kinds.get(number)));
            able.runOnce();
        }

        assertThat(served).isEqualTo(kinds).contains(ActionKinds.CLUSTER_JOIN, ActionKinds.STORE_RESTART);
    }

    @Test
    void registersAWellKnownKindOnceAndNamesTheOneThatWasMeant() {
        AgentRuntime.Builder builder = AgentRuntime.builder("orders", "node-1", new SmallNode(false))
                .clusterJoin(action -> ActionResult.done())
                .action(ActionKinds.STORE_STOP, action -> ActionResult.done());

        for (String kind : List.of(ActionKinds.CLUSTER_JOIN, ActionKinds.STORE_STOP, ActionKinds.TEST_SUCCESS)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.action(kind, action -> ActionResult.done()))
                    .withMessageContaining("registered already");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.action("agent.replicante.io/store.restrat", action -> ActionResult.done()))
                .withMessageContaining("did you mean \"agent.replicante.io/store.restart\"?");
    }

    /** The file as it is at this moment is all that the next process gets to see. */
    private void killAndReopen() throws IOException {
        Path copy = directory.resolve("copy-" + opened.size() + ".db");
        Path current = directory.resolve(opened.size() == 1 ? "actions.db" : "copy-" + (opened.size() - 1) + ".db");
        Files.copy(current, copy);
        agent = open(copy.getFileName().toString());
    }

    private AgentRuntime open(String file) {
        return keep(AgentRuntime.builder("orders", "node-1", clock, new SmallNode(false))
                .action(NOTE, action -> {
                    invoked.add(action.id());
                    return ActionResult.done();
                })
                .maxFinished(5)
                .store(directory.resolve(file))
                .build());
    }

    private AgentRuntime keep(AgentRuntime runtime) {
        opened.add(runtime);
        return runtime;
    }

    private ActionPhase phase(int number) {
        return agent.action(id(number)).orElseThrow().state().phase();
    }

    private int count(int number) {
        return agent.action(id(number))
                .orElseThrow()
                .state()
                .payload()
                .orElseThrow()
                .path("count")
                .asInt();
    }

    private static UUID id(long number) {
        return new UUID(0x4000, number);
    }

    private static ActionRequest request(long number, String kind) {
        return new ActionRequest(id(number), kind, NullNode.instance, NOON, Map.of());
    }

    private static ActionRequest token(long number, long epoch) {
        ActionToken token =
                new ActionToken("issuer", epoch, "orders", "node-1", Optional.empty(), NOON.plusSeconds(60));
        return new ActionRequest(id(number), NOTE, NullNode.instance, NOON, token.toMetadata());
    }
}
