package io.replicante.core.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.connect.Agents;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.connect.Platforms;
import io.replicante.core.fixture.FakeAgents;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.FakePlatform;
import io.replicante.core.fixture.Intents;
import io.replicante.core.fixture.ManualTimer;
import io.replicante.core.fixture.Shell;
import io.replicante.core.fixture.TestTime;
import io.replicante.core.state.Intent;
import io.replicante.core.state.IntentMark;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionToken;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.PlatformToken;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DispatcherTest {
    private static final UUID ID = new UUID(3, 4);
    private static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final long EPOCH = 41;

    private final TestTime time = new TestTime();
    private final ManualTimer timer = new ManualTimer(time);
    private final FakeAgents agents = new FakeAgents();
    private final FakePlatform platform = new FakePlatform();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Dispatcher dispatcher = dispatcher(new BoundedCalls(Runnable::run, timer));

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Dispatcher dispatcher(BoundedCalls calls) {
        return new Dispatcher(new Agents(List.of(agents)), new Platforms(List.of(platform)), calls);
    }

    private Assignment assignment(Intent intent) {
        Intent attempted = intent.attempted(
                time.instant(),
                EPOCH,
                time.instant().plusSeconds(20),
                time.instant().plusSeconds(600),
                List.of());
        return new Assignment(
                attempted,
                cluster(),
                Optional.of(Shell.platformSpec()),
                Map.of("n1", "fake:n1"),
                "issuer",
                EPOCH,
                time.instant(),
                AT_MOST);
    }

    private static ClusterSpec cluster() {
        NodeGroup group = new NodeGroup(JsonNodeFactory.instance.objectNode(), 3, "small", Optional.empty());
        ClusterDefinition definition = new ClusterDefinition(
                JsonNodeFactory.instance.objectNode().put("acme.test/rack", "r1"),
                Shell.CLUSTER.clusterId(),
                "fake",
                "1.0",
                Map.of("members", group));
        return new ClusterSpec(
                Shell.CLUSTER,
                true,
                Shell.INTERVAL,
                Optional.of(Shell.PLATFORM),
                Declaration.builder().definition(definition).build());
    }

    private Intent count() {
        return Intents.onNode(ID, FakeNode.COUNT, "n1", Optional.empty(), time.instant());
    }

    private FakeNode healthy() {
        FakeNode node = new FakeNode(Shell.CLUSTER.clusterId(), "n1", time);
        agents.byAddress.put("fake:n1", node);
        return node;
    }

    private void refusing(RuntimeException answer) {
        agents.byAddress.put("fake:n1", new FakeNode(Shell.CLUSTER.clusterId(), "n1", time) {
            @Override
            public void schedule(ActionRequest request) {
                throw answer;
            }
        });
    }

    @Test
    void sendsAnActionWithAToken() {
        FakeNode node = healthy();
        Intent intent = Intents.onNode(ID, FakeNode.COUNT, "n1", Optional.of("boot-7"), time.instant());

        assertThat(dispatcher.send(assignment(intent))).isInstanceOf(Outcome.Accepted.class);

        ActionRequest request = node.received.get(0);
        assertThat(request.id()).isEqualTo(ID);
        assertThat(ActionToken.from(request.metadata()))
                .contains(new ActionToken(
                        "issuer",
                        EPOCH,
                        Shell.CLUSTER.clusterId(),
                        "n1",
                        Optional.of("boot-7"),
                        time.instant().plusSeconds(20)));
    }

    @Test
    @DisplayName("case 16b: an action says on its agent what was decided, so that it can be found there again")
    void writesOnAnActionWhatWasDecided() {
        FakeNode node = healthy();
        Intent intent = Intents.restarting(ID, FakeNode.COUNT, "n1", time.instant());
        Intent harmless = Intents.onNode(new UUID(3, 5), FakeNode.COUNT, "n1", Optional.empty(), time.instant());
        dispatcher.send(assignment(intent));
        dispatcher.send(assignment(harmless));

        assertThat(IntentMark.read(node.action(ID).orElseThrow(), "n1")).contains(intent.candidate());
        assertThat(node.received.get(1).metadata()).doesNotContainKey(IntentMark.KEY);
    }

    @Test
    void takesAKnownIdForAccepted() {
        healthy();
        dispatcher.send(assignment(count()));

        assertThat(dispatcher.send(assignment(count()))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void takesARefusalForFinal() {
        refusing(new UnsupportedException("no such kind"));

        assertThat(dispatcher.send(assignment(count()))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void takesNothingElseOfAnAgentForAnAnswer() {
        for (RuntimeException answer : List.of(
                new UnavailableException("connection refused"),
                new IndeterminateException("timeout"),
                new IllegalStateException("garbage"))) {
            refusing(answer);
            assertThat(dispatcher.send(assignment(count()))).isInstanceOf(Outcome.Unknown.class);
        }
        agents.byAddress.clear();
        assertThat(dispatcher.send(assignment(count()))).isInstanceOf(Outcome.Unknown.class);
        assertThat(dispatcher.send(
                        assignment(Intents.onNode(ID, FakeNode.COUNT, "elsewhere", Optional.empty(), time.instant()))))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void doesNotWaitForAnAgentThatHangs() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        agents.byAddress.put("fake:n1", new FakeNode(Shell.CLUSTER.clusterId(), "n1", time) {
            @Override
            public void schedule(ActionRequest request) {
                entered.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        Dispatcher threaded = dispatcher(new BoundedCalls(threads, timer));
        Future<Outcome> sending = threads.submit(() -> threaded.send(assignment(count())));
        entered.await();
        timer.advance(AT_MOST);

        assertThat(sending.get()).isInstanceOf(Outcome.Unknown.class);
        assertThat(sending.get().note()).contains("no answer within PT5S");
    }

    @Test
    void occupiesTheIdOfAWithdrawnActionForEver() {
        FakeNode node = healthy();

        assertThat(dispatcher.withdraw(assignment(count()))).isInstanceOf(Outcome.Accepted.class);
        assertThatThrownBy(() -> node.schedule(node.received.get(0))).isInstanceOf(ConflictException.class);
        time.advance(Duration.ofHours(1));
        node.work();
        assertThat(node.action(ID).orElseThrow().state().phase()).isEqualTo(ActionPhase.DONE);
        assertThat(node.ran).isEmpty();
    }

    @Test
    void tellsAnEarlierWithdrawalFromAnActionThatGotThereFirst() {
        healthy();
        dispatcher.withdraw(assignment(count()));
        assertThat(dispatcher.withdraw(assignment(count()))).isInstanceOf(Outcome.Accepted.class);

        healthy();
        dispatcher.send(assignment(count()));
        assertThat(dispatcher.withdraw(assignment(count()))).isInstanceOf(Outcome.Refused.class);

        healthy();
        Intent harmless = Intents.onNode(ID, ActionKinds.TEST_SUCCESS, "n1", Optional.empty(), time.instant());
        dispatcher.send(assignment(harmless));
        assertThat(dispatcher.withdraw(assignment(harmless))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void takesAConflictForUnknownWhenTheAgentForgotWhose() {
        refusing(new ConflictException("known"));

        assertThat(dispatcher.withdraw(assignment(count()))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    @DisplayName("case 5e: from an agent that refuses the withdrawal nothing is withdrawn")
    void knowsNothingOfAWithdrawalThatWasNotAnswered() {
        refusing(new UnsupportedException("no such kind"));
        assertThat(dispatcher.withdraw(assignment(count()))).isInstanceOf(Outcome.Unknown.class);
        refusing(new UnavailableException("connection refused"));
        assertThat(dispatcher.withdraw(assignment(count()))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void asksAnInactivePlatformForNothing() {
        PlatformSpec active = Shell.platformSpec();
        Assignment usual = assignment(Intents.provision(ID, false, time.instant()));
        Assignment assignment = new Assignment(
                usual.intent(),
                usual.cluster(),
                Optional.of(new PlatformSpec(
                        active.nsId(),
                        active.name(),
                        false,
                        active.discoveryInterval(),
                        active.baseUrl(),
                        active.settle())),
                usual.addresses(),
                "issuer",
                EPOCH,
                time.instant(),
                AT_MOST);

        assertThat(dispatcher.send(assignment))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.note()).contains("inactive"));
        assertThat(platform.provisioned).isEmpty();
    }

    @Test
    void asksForAsManyMachinesAsAreWantedAndSaysHowManyThereWillBe() {
        Intent one = Intents.provision(ID, false, time.instant());
        Intent three =
                Intents.withArgs(one, JsonNodeFactory.instance.objectNode().put("count", 3));
        platform.answer = () -> new ProvisionResponse(2, Optional.empty());
        assertThat(dispatcher.send(assignment(three)))
                .isEqualTo(new Outcome.Accepted("the platform provisioned 2 nodes", OptionalInt.of(2)));
        platform.answer = () -> new ProvisionResponse(9, Optional.empty());
        assertThat(dispatcher.send(assignment(three)))
                .isEqualTo(new Outcome.Accepted("the platform provisioned 3 nodes", OptionalInt.of(3)));
        assertThat(platform.provisioned).extracting(ProvisionRequest::count).containsExactly(3, 3);
    }

    @Test
    void provisionsOneNodeThatFormsOnlyWhenItIsMeantTo() {
        dispatcher.send(assignment(Intents.provision(ID, false, time.instant())));
        dispatcher.send(assignment(Intents.provision(ID, true, time.instant())));

        assertThat(platform.provisioned).extracting(ProvisionRequest::count).containsExactly(1, 1);
        assertThat(platform.provisioned)
                .extracting(ProvisionRequest::nodeGroupId)
                .containsOnly("members");
        assertThat(platform.provisioned)
                .extracting(request -> request.cluster()
                        .attributes()
                        .path(ProvisionRequest.FORM)
                        .asBoolean())
                .containsExactly(false, true);
        assertThat(platform.provisioned)
                .allMatch(request -> request.cluster()
                        .attributes()
                        .path("acme.test/rack")
                        .asText()
                        .equals("r1"));
    }

    @Test
    void tellsAPlatformThatDidNothingFromOneThatMayHave() {
        Intent provision = Intents.provision(ID, false, time.instant());
        platform.answer = () -> new ProvisionResponse(0, Optional.empty());
        assertThat(dispatcher.send(assignment(provision))).isInstanceOf(Outcome.Refused.class);
        platform.answer = () -> {
            throw new UnavailableException("connection refused");
        };
        assertThat(dispatcher.send(assignment(provision))).isInstanceOf(Outcome.Refused.class);
        platform.answer = () -> {
            throw new IndeterminateException("timeout");
        };
        assertThat(dispatcher.send(assignment(provision))).isInstanceOf(Outcome.Unknown.class);
        platform.answer = () -> {
            throw new IllegalStateException("garbage");
        };
        assertThat(dispatcher.send(assignment(provision))).isInstanceOf(Outcome.Unknown.class);
        platform.answer = () -> null;
        assertThat(dispatcher.send(assignment(provision))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void givesBackTheMachineThatWasMeant() {
        platform.lists("orders", "n1");

        Outcome outcome =
                dispatcher.send(assignment(Intents.deprovision(ID, "n1", Optional.of("machine-n1"), time.instant())));

        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        assertThat(platform.deprovisioned)
                .singleElement()
                .satisfies(request -> assertThat(request.nodeId()).isEqualTo("n1"));
    }

    @Test
    @DisplayName("case 7a: a platform is told which action asks it for machines, and under which epoch")
    void tellsThePlatformByWhichDecisionItIsAsked() {
        platform.lists("orders", "n1");
        dispatcher.send(assignment(Intents.provision(ID, false, time.instant())));
        dispatcher.send(assignment(Intents.deprovision(ID, "n1", Optional.of("machine-n1"), time.instant())));

        assertThat(platform.tokens).containsExactly(new PlatformToken(ID, EPOCH), new PlatformToken(ID, EPOCH));
    }

    @Test
    @DisplayName("case 7c: no other machine of the same name is given back")
    void givesBackNoOtherMachineOfTheSameName() {
        platform.lists("orders", "n1");
        for (Optional<String> meant : List.of(Optional.of("machine-of-old"), Optional.<String>empty())) {
            Outcome outcome = dispatcher.send(assignment(Intents.deprovision(ID, "n1", meant, time.instant())));
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(outcome.note()).contains("another machine");
        }
        assertThat(platform.deprovisioned).isEmpty();
    }

    @Test
    void givesNothingBackOnAListingThatCannotBeTrusted() {
        Intent deprovision = Intents.deprovision(ID, "n1", Optional.of("machine-n1"), time.instant());
        platform.lists("orders", "n1", "n1");
        assertThat(dispatcher.send(assignment(deprovision))).isInstanceOf(Outcome.Refused.class);
        platform.listing = () -> {
            throw new UnavailableException("connection refused");
        };
        assertThat(dispatcher.send(assignment(deprovision))).isInstanceOf(Outcome.Refused.class);
        platform.listing = () -> new Discovery(List.of());
        assertThat(dispatcher.send(assignment(deprovision))).isInstanceOf(Outcome.Accepted.class);

        assertThat(platform.deprovisioned).isEmpty();
    }

    @Test
    void neverGivesBackAMachineAfterAListingThatHung() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch listed = new CountDownLatch(1);
        FakePlatform listing = new FakePlatform();
        listing.lists("orders", "n1");
        platform.listing = () -> {
            entered.countDown();
            while (late.getCount() > 0) {
                Thread.onSpinWait();
            }
            listed.countDown();
            return listing.discover();
        };
        Dispatcher threaded = dispatcher(new BoundedCalls(threads, timer));
        Future<Outcome> sending = threads.submit(() ->
                threaded.send(assignment(Intents.deprovision(ID, "n1", Optional.of("machine-n1"), time.instant()))));
        entered.await();
        timer.advance(AT_MOST);

        assertThat(sending.get()).isInstanceOf(Outcome.Unknown.class);
        late.countDown();
        listed.await();
        assertThat(platform.deprovisioned).isEmpty();
    }

    @Test
    void withdrawsNothingFromAPlatform() {
        assertThatThrownBy(() -> dispatcher.withdraw(assignment(Intents.provision(ID, false, time.instant()))))
                .isInstanceOf(UnsupportedException.class);
    }
}
