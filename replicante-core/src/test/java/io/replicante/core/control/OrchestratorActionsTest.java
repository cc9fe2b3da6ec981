package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.act.OrchestratorActionHandler;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.action.OrchestratorActionPhase;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OrchestratorActionsTest {
    private static final String LOOP = "core.replicante.io/test.loop";

    private final Shell shell = new Shell();
    private final FakeNode node = shell.node("n1");
    private final List<Integer> invocations = new ArrayList<>();
    private final Replicante engine = shell.builder(shell.store, shell.stream)
            .handler(new OrchestratorActionHandler() {
                @Override
                public String kind() {
                    return "acme.test/broken";
                }

                @Override
                public Progress invoke(Call call) {
                    invocations.add(call.invocation());
                    if (call.invocation() < 3) {
                        return Progress.running(JsonNodeFactory.instance.numberNode(call.invocation()));
                    }
                    throw new IllegalStateException("bang");
                }
            })
            .build();

    @BeforeEach
    void declare() {
        shell.declare(engine, "n1");
    }

    private OrchestratorAction ask(String kind, JsonNode args, Approval approval, Optional<Duration> timeout) {
        shell.time.advance(Duration.ofMillis(1));
        return engine.orchestratorActions()
                .request(
                        new OrchestratorOrder(Shell.CLUSTER, kind, args, Map.of(), approval, Optional.empty(), timeout),
                        Shell.PERSON);
    }

    private OrchestratorAction ask(String kind, JsonNode args) {
        return ask(kind, args, Approval.GRANTED, Optional.empty());
    }

    private static JsonNode target(int count) {
        return JsonNodeFactory.instance.objectNode().put("target", count);
    }

    private OrchestratorAction get(OrchestratorAction action) {
        return engine.orchestratorActions().get(Shell.CLUSTER, action.id()).orElseThrow();
    }

    private List<String> told(UUID action) {
        return engine.events(Shell.CLUSTER, 0, 1000).stream()
                .filter(event -> event.cause().equals(Optional.of(action.toString())))
                .map(Event::code)
                .toList();
    }

    @Test
    @DisplayName("case 6g: a handler is told how often it was invoked before")
    void theLoopAdvancesOncePerCycleUntilItsTarget() {
        OrchestratorAction loop = ask(LOOP, target(3));
        shell.cycle(engine);
        assertThat(get(loop).payload().orElseThrow().path("count").asInt()).isEqualTo(1);
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(get(loop).phase()).isEqualTo(OrchestratorActionPhase.DONE);
        assertThat(get(loop).finishedTime()).isPresent();
        assertThat(told(loop.id()))
                .containsExactly(
                        EventCodes.OACTION_CREATE,
                        EventCodes.OACTION_UPDATE,
                        EventCodes.OACTION_UPDATE,
                        EventCodes.OACTION_UPDATE,
                        EventCodes.OACTION_SUCCESS);
    }

    @Test
    void oneRunsAtATimeInTheOrderOfCreation() {
        OrchestratorAction first = ask(LOOP, target(2));
        OrchestratorAction second = ask("core.replicante.io/test.success", NullNode.getInstance());
        shell.cycle(engine);
        assertThat(get(first).phase()).isEqualTo(OrchestratorActionPhase.RUNNING);
        assertThat(get(second).phase()).isEqualTo(OrchestratorActionPhase.PENDING_SCHEDULE);
        assertThat(engine.report(Shell.CLUSTER).orElseThrow().notes())
                .anySatisfy(note -> assertThat(note).contains("another action on the cluster is running"));
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(get(first).phase()).isEqualTo(OrchestratorActionPhase.DONE);
        assertThat(get(second).phase()).isEqualTo(OrchestratorActionPhase.DONE);
        assertThat(engine.orchestratorActions().list(Shell.CLUSTER, false)).isEmpty();
        assertThat(engine.orchestratorActions().list(Shell.CLUSTER, true))
                .extracting(OrchestratorAction::id)
                .containsExactly(first.id(), second.id());
    }

    @Test
    void aRunningOneLetsNoActionOfANodeBegin() {
        OrchestratorAction loop = ask(LOOP, target(4));
        shell.cycle(engine);
        UUID count =
                engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        shell.cycle(engine);
        assertThat(node.received).isEmpty();
        assertThat(engine.explain(Shell.CLUSTER).json().toString()).contains("on the cluster as a whole is running");
        for (int i = 0; i < 4; i++) {
            shell.cycle(engine);
        }
        assertThat(get(loop).phase()).isEqualTo(OrchestratorActionPhase.DONE);
        assertThat(engine.actions().get(Shell.CLUSTER, count).orElseThrow().phase())
                .isIn(NodeActionPhase.NEW, NodeActionPhase.RUNNING);
    }

    @Test
    void aPendingActionOfANodeGoesFirst() {
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        OrchestratorAction success = ask("core.replicante.io/test.success", NullNode.getInstance());
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(get(success).phase()).isEqualTo(OrchestratorActionPhase.PENDING_SCHEDULE);
        node.work();
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(get(success).phase()).isEqualTo(OrchestratorActionPhase.DONE);
    }

    @Test
    void whatItsHandlerThrowsFailsIt() {
        OrchestratorAction broken = ask("acme.test/broken", NullNode.getInstance());
        for (int i = 0; i < 4; i++) {
            shell.cycle(engine);
        }
        assertThat(invocations).containsExactly(1, 2, 3);
        assertThat(get(broken).phase()).isEqualTo(OrchestratorActionPhase.FAILED);
        assertThat(get(broken).error().orElseThrow().path("error_msg").asText()).contains("bang");
        assertThat(told(broken.id())).endsWith(EventCodes.OACTION_FAIL);
    }

    @Test
    void anUnknownKindAndTheKindThatFailsEndFailed() {
        OrchestratorAction unknown = ask("acme.test/nobody", NullNode.getInstance());
        shell.cycle(engine);
        OrchestratorAction fail = ask("core.replicante.io/test.fail", NullNode.getInstance());
        shell.cycle(engine);
        assertThat(get(unknown).phase()).isEqualTo(OrchestratorActionPhase.FAILED);
        assertThat(get(unknown).error().orElseThrow().path("error_msg").asText())
                .contains("no handler");
        assertThat(get(fail).phase()).isEqualTo(OrchestratorActionPhase.FAILED);
        assertThat(get(fail).error().orElseThrow().path("error_msg").asText()).isEqualTo("it was asked to fail");
    }

    @Test
    void theTimeoutOfTheActionItselfIsHonoured() {
        OrchestratorAction loop = ask(LOOP, target(1_000), Approval.GRANTED, Optional.of(Duration.ofSeconds(2)));
        for (int i = 0; i < 5; i++) {
            shell.cycle(engine);
        }
        assertThat(get(loop).phase()).isEqualTo(OrchestratorActionPhase.FAILED);
        assertThat(get(loop).error().orElseThrow().path("error_msg").asText()).contains("longer than PT2S");
    }

    @Test
    void approvalsAndCancellationsFollowThePhases() {
        OrchestratorAction waiting = ask(LOOP, target(3), Approval.REQUIRED, Optional.empty());
        shell.cycle(engine);
        assertThat(get(waiting).phase()).isEqualTo(OrchestratorActionPhase.PENDING_APPROVE);
        engine.orchestratorActions().approve(Shell.CLUSTER, waiting.id(), Shell.PERSON);
        shell.cycle(engine);
        assertThatThrownBy(() -> engine.orchestratorActions().reject(Shell.CLUSTER, waiting.id(), Shell.PERSON))
                .isInstanceOf(ConflictException.class);
        engine.orchestratorActions().cancel(Shell.CLUSTER, waiting.id(), Shell.PERSON);
        JsonNode left = get(waiting).payload().orElseThrow();
        shell.cycle(engine);
        assertThat(get(waiting).phase()).isEqualTo(OrchestratorActionPhase.CANCELLED);
        assertThat(get(waiting).payload()).contains(left);
        assertThatThrownBy(() -> engine.orchestratorActions().cancel(Shell.CLUSTER, waiting.id(), Shell.PERSON))
                .isInstanceOf(ConflictException.class);
        assertThat(told(waiting.id())).endsWith(EventCodes.OACTION_CANCEL);
    }

    @Test
    void aProvisionThatIsAskedForPassesTheGate() {
        JsonNode args = JsonNodeFactory.instance.objectNode();
        ((com.fasterxml.jackson.databind.node.ObjectNode) args)
                .putObject("request")
                .put("count", 1)
                .put("node_group_id", "main");
        OrchestratorAction asked = ask("core.replicante.io/platform.provision", args);
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(get(asked).phase()).isEqualTo(OrchestratorActionPhase.RUNNING);
        assertThat(shell.platform.provisioned).isEmpty();
        assertThat(engine.explain(Shell.CLUSTER).decisions())
                .filteredOn(decision -> decision.candidate().request().equals(Optional.of(asked.id())))
                .singleElement()
                .satisfies(decision -> assertThat(decision.against()).isNotEmpty());
        assertThatThrownBy(() -> ask("core.replicante.io/platform.provision", NullNode.getInstance()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("node_group_id");
    }

    private static JsonNode machines(int count, int stableAfter) {
        com.fasterxml.jackson.databind.node.ObjectNode args = JsonNodeFactory.instance.objectNode();
        args.putObject("request").put("count", count).put("node_group_id", "main");
        return args.put("stable_after", stableAfter);
    }

    @Test
    void aProvisionSaysHowManyMachinesAndHowLongTheyHaveToBeThere() {
        assertThat(ask("core.replicante.io/platform.provision", machines(65_535, 0))
                        .phase())
                .isEqualTo(OrchestratorActionPhase.PENDING_SCHEDULE);
        assertThatThrownBy(() -> ask("core.replicante.io/platform.provision", machines(0, 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("args.request.count");
        assertThatThrownBy(() -> ask("core.replicante.io/platform.provision", machines(65_536, 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("args.request.count");
        assertThatThrownBy(() -> ask("core.replicante.io/platform.provision", machines(1, -1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("args.stable_after");
    }

    @Test
    void aProvisionThatIsNeverAllowedFailsInTheEndAndLetsOthersGoOn() {
        OrchestratorAction asked = ask(
                "core.replicante.io/platform.provision",
                machines(1, 0),
                Approval.GRANTED,
                Optional.of(Duration.ofSeconds(2)));
        OrchestratorAction next = ask("core.replicante.io/test.success", NullNode.getInstance());
        for (int i = 0; i < 5; i++) {
            shell.cycle(engine);
        }
        assertThat(shell.platform.provisioned).isEmpty();
        assertThat(get(asked).phase()).isEqualTo(OrchestratorActionPhase.FAILED);
        assertThat(get(asked).error().orElseThrow().path("error_msg").asText()).contains("longer than PT2S");
        assertThat(told(asked.id())).endsWith(EventCodes.OACTION_FAIL);
        assertThat(get(next).phase()).isEqualTo(OrchestratorActionPhase.DONE);
    }

    @Test
    void nothingIsInvokedWhilePaused() {
        OrchestratorAction loop = ask(LOOP, target(9));
        shell.cycle(engine);
        engine.pause(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "lunch");
        shell.cycle(engine);
        assertThat(get(loop).payload().orElseThrow().path("count").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("case 25c: no handler is invoked where nothing may be done, and it goes on where it may again")
    void nothingIsInvokedInANamespaceThatIsOnlyObserved() {
        OrchestratorAction loop = ask(LOOP, target(9));
        shell.cycle(engine);
        enter(NamespaceStatus.OBSERVED);
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(get(loop).payload().orElseThrow().path("count").asInt()).isEqualTo(1);

        enter(NamespaceStatus.ACTIVE);
        shell.cycle(engine);
        assertThat(get(loop).payload().orElseThrow().path("count").asInt()).isEqualTo(2);
    }

    private void enter(NamespaceStatus status) {
        engine.apply(List.of(new NamespaceManifest(new Namespace(Shell.NS, status))), Shell.PERSON);
    }

    @Test
    void aTimeThatNobodyCanWaitForIsRefused() {
        for (Duration timeout : List.of(
                Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(367), Duration.ofMinutes(-5), Duration.ZERO)) {
            OrchestratorOrder order = new OrchestratorOrder(
                    Shell.CLUSTER,
                    "core.replicante.io/test.loop",
                    NullNode.getInstance(),
                    Map.of(),
                    Declaration.Approval.GRANTED,
                    Optional.empty(),
                    Optional.of(timeout));
            assertThatThrownBy(() -> engine.orchestratorActions().request(order, Shell.PERSON))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("must be more than nothing and at most PT8784H");
        }
        ClusterSpec endless = new ClusterSpec(
                Shell.CLUSTER,
                true,
                ClusterSpec.MAX_INTERVAL,
                Optional.empty(),
                Declaration.builder()
                        .graces(new Declaration.Graces(
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(153_722_867_280_912_930L),
                                Duration.ofMinutes(1)))
                        .build());
        assertThatThrownBy(() -> engine.apply(new ClusterSpecManifest(endless), Shell.PERSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[0].declaration.graces.expand");
    }
}
