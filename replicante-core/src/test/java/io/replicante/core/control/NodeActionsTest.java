package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.check.FindingCodes;
import io.replicante.core.check.Foreign;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.ActionChange;
import io.replicante.core.state.Finding;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.action.ActionBounds;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.NodeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class NodeActionsTest {
    private static final NodeRef N1 = new NodeRef(Shell.CLUSTER, "n1");

    private final Shell shell = new Shell();
    private final List<UUID> floods = new ArrayList<>();
    private final AtomicBoolean garbles = new AtomicBoolean();
    private final AtomicBoolean forgets = new AtomicBoolean();
    private final AtomicBoolean refusesPosts = new AtomicBoolean();
    private final AtomicBoolean listsFail = new AtomicBoolean();
    private final FakeNode node = new FakeNode(Shell.CLUSTER.clusterId(), "n1", shell.time) {
        @Override
        public ActionList queuedActions() {
            if (listsFail.get()) {
                throw new UnavailableException("no list");
            }
            return floods.isEmpty()
                    ? forgets.get() ? new ActionList(List.of(), true) : super.queuedActions()
                    : new ActionList(
                            floods.subList(Math.max(0, floods.size() - 49), floods.size()).stream()
                                    .map(id -> new ActionSummary(id, "acme.test/foreign", ActionPhase.NEW))
                                    .toList(),
                            true);
        }

        @Override
        public Optional<ActionExecution> action(UUID id) {
            if (garbles.get()) {
                throw new IllegalStateException("garbled");
            }
            if (floods.contains(id)) {
                return Optional.of(new ActionExecution(
                        NullNode.getInstance(),
                        shell.time.instant(),
                        Optional.empty(),
                        id,
                        "acme.test/foreign",
                        Map.of(),
                        shell.time.instant(),
                        new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty())));
            }
            return forgets.get() ? Optional.empty() : super.action(id);
        }

        @Override
        public void schedule(ActionRequest request) {
            if (refusesPosts.get()) {
                throw new UnavailableException("503");
            }
            super.schedule(request);
        }
    };
    private final Replicante engine = shell.engine();

    @BeforeEach
    void declare() {
        shell.agents.byAddress.put("fake:n1", node);
        shell.declare(engine, "n1");
    }

    private NodeAction ask(Approval approval) {
        return engine.actions()
                .request(
                        new ActionOrder(
                                N1,
                                FakeNode.COUNT,
                                JsonNodeFactory.instance.objectNode().put("x", 1),
                                Map.of("ticket", "T-1"),
                                approval,
                                Optional.of(new UUID(5, 6))),
                        Shell.PERSON);
    }

    private NodeAction get(UUID id) {
        return engine.actions().get(Shell.CLUSTER, id).orElseThrow();
    }

    private List<String> told(UUID action) {
        return engine.events(Shell.CLUSTER, 0, 1000).stream()
                .filter(event -> event.cause().equals(Optional.of(action.toString())))
                .map(Event::code)
                .filter(code -> code.startsWith("NACTION_"))
                .toList();
    }

    private void cycles(int count) {
        for (int i = 0; i < count; i++) {
            shell.cycle(engine);
        }
    }

    @Test
    void anActionKeepsTheIdArgumentsAndMetadataThatItWasAskedForWith() {
        NodeAction asked = ask(Approval.GRANTED);
        cycles(1);
        assertThat(node.received).singleElement().satisfies(request -> {
            assertThat(request.id()).isEqualTo(new UUID(5, 6)).isEqualTo(asked.id());
            assertThat(request.args().path("x").asInt()).isEqualTo(1);
            assertThat(request.metadata()).containsEntry("ticket", "T-1");
            assertThat(request.createdTime()).isEqualTo(asked.createdTime());
        });
        node.work();
        cycles(2);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(get(asked.id()).finishedTime()).isPresent();
        assertThat(told(asked.id())).startsWith(EventCodes.NACTION_CREATE).endsWith(EventCodes.NACTION_SYNC_UPDATE);
        assertThat(engine.actions().list(Shell.CLUSTER, false, Optional.empty()))
                .isEmpty();
        assertThat(engine.actions().list(Shell.CLUSTER, true, Optional.of("n1")))
                .hasSize(1);
        assertThat(engine.actions().list(Shell.CLUSTER, true, Optional.of("n2")))
                .isEmpty();
    }

    @Test
    void anIdThatAnActionOnTheClusterHasIsNotGivenToOneOnANode() {
        engine.orchestratorActions()
                .request(
                        new OrchestratorOrder(
                                Shell.CLUSTER,
                                "core.replicante.io/test.success",
                                NullNode.getInstance(),
                                Map.of(),
                                Approval.REQUIRED,
                                Optional.of(new UUID(5, 6)),
                                Optional.empty()),
                        Shell.PERSON);

        assertThatThrownBy(() -> ask(Approval.GRANTED))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("used before");
    }

    @Test
    void anIdIsUsedOnce() {
        ask(Approval.GRANTED);
        assertThatThrownBy(() -> ask(Approval.GRANTED))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("used before");
    }

    @Test
    void reservedMetadataIsRefused() {
        assertThatThrownBy(() -> engine.actions()
                        .request(
                                new ActionOrder(
                                        N1,
                                        FakeNode.COUNT,
                                        NullNode.getInstance(),
                                        Map.of("replicante.io/token.issuer", "me"),
                                        Approval.GRANTED,
                                        Optional.empty()),
                                Shell.PERSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reserved");
    }

    @Test
    void anActionThatNeedsApprovalWaitsForIt() {
        NodeAction asked = ask(Approval.REQUIRED);
        cycles(2);
        assertThat(node.received).isEmpty();
        engine.actions().approve(Shell.CLUSTER, asked.id(), Shell.PERSON);
        assertThatThrownBy(() -> engine.actions().approve(Shell.CLUSTER, asked.id(), Shell.PERSON))
                .isInstanceOf(ConflictException.class);
        cycles(1);
        assertThat(node.received).hasSize(1);
        assertThat(told(asked.id())).startsWith(EventCodes.NACTION_CREATE, EventCodes.NACTION_APPROVE);
    }

    @Test
    void aRejectedActionEndsCancelledAndIsNeverSent() {
        NodeAction asked = ask(Approval.REQUIRED);
        engine.actions().reject(Shell.CLUSTER, asked.id(), Shell.PERSON);
        cycles(3);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.CANCELLED);
        assertThat(node.received).isEmpty();
        assertThat(told(asked.id())).containsExactly(EventCodes.NACTION_CREATE, EventCodes.NACTION_REJECT);
    }

    @Test
    void whatItsAgentHasAcceptedIsNotCancelled() {
        NodeAction asked = ask(Approval.GRANTED);
        cycles(2);
        assertThatThrownBy(() -> engine.actions().cancel(Shell.CLUSTER, asked.id(), Shell.PERSON))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("takes nothing back");
    }

    @Test
    @DisplayName("case 6e: only what touches nothing is handed over again, and fails in the end")
    void aHandOverThatFailsIsTriedAgainAsOftenAsTheNamespaceSaysAndThenFails() {
        NodeAction asked = ask(Approval.GRANTED);
        refusesPosts.set(true);
        cycles(20);
        NodeAction failed = get(asked.id());
        assertThat(failed.phase()).isEqualTo(NodeActionPhase.FAILED);
        assertThat(failed.error().orElseThrow().path("attempts").asInt()).isEqualTo(6);
        assertThat(failed.error().orElseThrow().path("last_error").asText()).contains("503");
        assertThat(told(asked.id()))
                .filteredOn(EventCodes.NACTION_SYNC_UPDATE::equals)
                .hasSize(6);
    }

    @Test
    void aHandOverThatFailedOnceSucceedsUnderTheSameId() {
        NodeAction asked = ask(Approval.GRANTED);
        refusesPosts.set(true);
        cycles(1);
        refusesPosts.set(false);
        cycles(3);
        node.work();
        cycles(2);
        assertThat(node.ran).containsExactly(asked.id());
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.DONE);
    }

    @Test
    @DisplayName("case 5g: an id that was occupied is not taken for an action that was done")
    void cancellingWhatMayHaveArrivedWithdrawsItFromItsAgent() {
        NodeAction asked = ask(Approval.GRANTED);
        refusesPosts.set(true);
        cycles(1);
        NodeAction wanted = engine.actions().cancel(Shell.CLUSTER, asked.id(), Shell.PERSON);
        assertThat(wanted.metadata()).containsKey(ActionChange.CANCEL_REQUESTED);
        refusesPosts.set(false);
        cycles(3);
        node.work();
        cycles(2);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.CANCELLED);
        assertThat(node.ran).isEmpty();
        assertThat(node.received).extracting(ActionRequest::kind).containsExactly(ActionKinds.TEST_SUCCESS);
    }

    @Test
    void aForgottenActionIsLostAfterTwoMissesAndNotAfterAFailedReading() {
        NodeAction asked = ask(Approval.GRANTED);
        cycles(2);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.NEW);
        listsFail.set(true);
        forgets.set(true);
        cycles(5);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.NEW);
        listsFail.set(false);
        cycles(1);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.NEW);
        forgets.set(false);
        cycles(1);
        forgets.set(true);
        cycles(1);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.NEW);
    }

    @Test
    void anActionThatItsAgentLostIsLostAndCanNeverRun() {
        NodeAction asked = ask(Approval.GRANTED);
        cycles(2);
        FakeNode forgetful = shell.node("n1");
        cycles(1);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.NEW);
        assertThat(forgetful.received).isEmpty();
        cycles(2);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.LOST);
        assertThat(get(asked.id()).finishedTime()).isPresent();
        assertThat(told(asked.id())).endsWith(EventCodes.NACTION_SYNC_UPDATE);
        forgetful.work();
        cycles(1);
        assertThat(forgetful.ran).isEmpty();
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.LOST);
    }

    @Test
    void actionsOfOthersAreFoundAndFollowed() {
        UUID theirs = new UUID(9, 9);
        node.schedule(new ActionRequest(
                theirs, FakeNode.COUNT, NullNode.getInstance(), shell.time.instant(), Map.of("by", "hand")));
        cycles(1);
        assertThat(get(theirs).phase()).isEqualTo(NodeActionPhase.NEW);
        assertThat(get(theirs).metadata()).containsEntry("by", "hand");
        node.work();
        cycles(1);
        assertThat(get(theirs).phase()).isEqualTo(NodeActionPhase.DONE);
        assertThat(told(theirs)).containsExactly(EventCodes.NACTION_SYNC_NEW, EventCodes.NACTION_SYNC_UPDATE);
    }

    @Test
    void anActionOfOthersThatItsAgentForgetsIsLost() {
        UUID theirs = new UUID(9, 9);
        node.schedule(
                new ActionRequest(theirs, FakeNode.COUNT, NullNode.getInstance(), shell.time.instant(), Map.of()));
        cycles(1);
        forgets.set(true);
        cycles(1);
        assertThat(get(theirs).phase()).isEqualTo(NodeActionPhase.NEW);
        cycles(1);
        assertThat(get(theirs).phase()).isEqualTo(NodeActionPhase.LOST);
    }

    private static JsonNode nested(int levels) {
        JsonNode nested = JsonNodeFactory.instance.objectNode();
        for (int i = 1; i < levels; i++) {
            nested = JsonNodeFactory.instance.objectNode().set("a", nested);
        }
        return nested;
    }

    @Test
    void argumentsAsDeepAsTheyMayBeAreKeptAndDeeperOnesAreRefused() {
        NodeAction asked = engine.actions()
                .request(ActionOrder.of(N1, FakeNode.COUNT, nested(ActionBounds.MAX_DEPTH)), Shell.PERSON);
        cycles(3);
        assertThat(engine.explain(Shell.CLUSTER).findings())
                .extracting(Finding::code)
                .doesNotContain("RECORD_QUARANTINED");
        assertThat(node.received).hasSize(1);
        node.work();
        cycles(2);
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.DONE);

        for (int levels : List.of(ActionBounds.MAX_DEPTH + 1, 61, 100_000)) {
            assertThatThrownBy(() ->
                            engine.actions().request(ActionOrder.of(N1, FakeNode.COUNT, nested(levels)), Shell.PERSON))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("nest deeper than 32 levels");
        }
    }

    @Test
    void anAgentThatMakesUpActionsFillsNothingAndStandsInNobodysWay() {
        for (int cycle = 0; cycle < 25; cycle++) {
            for (int i = 0; i < 49; i++) {
                floods.add(new UUID(77, floods.size()));
            }
            cycles(1);
        }
        assertThat(engine.actions().list(Shell.CLUSTER, true, Optional.empty())).hasSize(Foreign.MAX_SHOWN);
        assertThat(engine.explain(Shell.CLUSTER).findings())
                .extracting(Finding::code)
                .contains(FindingCodes.FOREIGN_ACTIONS_NOT_SHOWN);
        assertThat(ask(Approval.GRANTED).phase()).isEqualTo(NodeActionPhase.PENDING_SCHEDULE);
    }

    @Test
    void whatAnAgentTellsThatCannotBeTakenIsFoundByItsName() {
        NodeAction asked = ask(Approval.GRANTED);
        cycles(1);
        garbles.set(true);
        cycles(1);
        assertThat(engine.explain(Shell.CLUSTER).findings())
                .filteredOn(finding -> finding.code().equals(FindingCodes.ACTION_UNREADABLE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .containsEntry("action", asked.id().toString())
                        .containsEntry("reason", "IllegalStateException: garbled"));
        assertThat(get(asked.id()).phase()).isEqualTo(NodeActionPhase.NEW);
    }
}
