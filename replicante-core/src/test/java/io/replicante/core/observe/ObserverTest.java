package io.replicante.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.replicante.core.connect.Agents;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.fixture.FakeAgents;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.ManualTimer;
import io.replicante.core.fixture.TestTime;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.Observation;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.action.ActionBounds;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ObserverTest {
    private static final ClusterRef CLUSTER = new ClusterRef("prod", "orders");

    private final TestTime time = new TestTime();
    private final ManualTimer timer = new ManualTimer(time);
    private final FakeAgents agents = new FakeAgents();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Observer observer(ObservationLimits limits) {
        return new Observer(new Agents(List.of(agents)), new BoundedCalls(threads, timer), limits);
    }

    private static ObservationLimits atOnce(int nodes) {
        ObservationLimits d = ObservationLimits.DEFAULT;
        return new ObservationLimits(
                d.perNode(), d.perCycle(), nodes, d.shards(), d.attributes(), d.actions(), d.text());
    }

    private FakeNode healthy(String nodeId) {
        FakeNode node = new FakeNode("orders", nodeId, time);
        agents.byAddress.put("fake:" + nodeId, node);
        return node;
    }

    private static AgentEndpoint endpoint(String nodeId) {
        return new AgentEndpoint(new NodeRef(CLUSTER, nodeId), "fake:" + nodeId);
    }

    private static List<AgentEndpoint> endpoints(int count) {
        return IntStream.range(0, count).mapToObj(i -> endpoint("n" + i)).toList();
    }

    /** A node that hangs in one reading until it is interrupted. */
    private final class Hanging extends FakeNode {
        private final Semaphore entered;

        private Hanging(String nodeId, Semaphore entered) {
            super("orders", nodeId, time);
            this.entered = entered;
            agents.byAddress.put("fake:" + nodeId, this);
        }

        @Override
        public AgentNode node() {
            entered.release();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new UnavailableException("interrupted");
        }
    }

    /** A node that counts when its readings are over. */
    private final class Counting extends FakeNode {
        private final CountDownLatch read;

        private Counting(String nodeId, CountDownLatch read) {
            super("orders", nodeId, time);
            this.read = read;
        }

        @Override
        public void close() {
            read.countDown();
        }
    }

    private List<Observation> observe(Observer observer, List<AgentEndpoint> endpoints) {
        return observer.observe(endpoints, Map.of(), time);
    }

    @Test
    @DisplayName("case 20f: nodes that hang delay a cycle by its budget at most")
    void observesTwoHundredNodesOfWhichFiftyHangWithinTheBudget() throws Exception {
        Semaphore entered = new Semaphore(0);
        CountDownLatch read = new CountDownLatch(150);
        for (int i = 0; i < 200; i++) {
            if (i % 4 == 0) {
                agents.byAddress.put("fake:n" + i, new Hanging("n" + i, entered));
            } else {
                agents.byAddress.put("fake:n" + i, new Counting("n" + i, read));
            }
        }
        Observer observer = observer(atOnce(20));

        Future<List<Observation>> observing = threads.submit(() -> observe(observer, endpoints(200)));
        for (int hanging : List.of(20, 20, 10)) {
            entered.acquire(hanging);
            if (hanging < 20) {
                read.await();
            }
            timer.advance(ObservationLimits.DEFAULT.perNode());
        }
        List<Observation> observations = observing.get();

        assertThat(time.nanos()).isLessThan(ObservationLimits.DEFAULT.perCycle().toNanos());
        assertThat(observations).hasSize(200);
        for (int i = 0; i < 200; i++) {
            Observation observation = observations.get(i);
            assertThat(observation.nodeId()).isEqualTo("n" + i);
            assertThat(observation.actions().isKnown()).isTrue();
            assertThat(observation.node().isKnown()).as("n" + i).isEqualTo(i % 4 != 0);
            assertThat(observation.shards().isKnown()).as("n" + i).isEqualTo(i % 4 != 0);
        }
        assertThat(observations.get(0).node()).isEqualTo(Evidence.unknown("no answer within PT2S"));
        assertThat(timer.pending()).isZero();
    }

    @Test
    void delaysNobodyForANodeThatHangs() throws Exception {
        Semaphore entered = new Semaphore(0);
        agents.byAddress.put("fake:n0", new Hanging("n0", entered));
        CountDownLatch others = new CountDownLatch(9);
        for (int i = 1; i < 10; i++) {
            agents.byAddress.put("fake:n" + i, new Counting("n" + i, others));
        }

        Future<List<Observation>> observing = threads.submit(() -> observe(observer(atOnce(10)), endpoints(10)));
        others.await();
        entered.acquire();
        timer.advance(ObservationLimits.DEFAULT.perNode());

        assertThat(observing.get()).filteredOn(each -> each.node().isKnown()).hasSize(9);
    }

    @Test
    void givesUpWhatDoesNotFitIntoTheBudget() throws Exception {
        Semaphore entered = new Semaphore(0);
        IntStream.range(0, 8).forEach(i -> new Hanging("n" + i, entered));

        Future<List<Observation>> observing = threads.submit(() -> observe(observer(atOnce(1)), endpoints(8)));
        for (int i = 0; i < 5; i++) {
            entered.acquire();
            timer.advance(ObservationLimits.DEFAULT.perNode());
        }
        List<Observation> observations = observing.get();

        assertThat(observations.get(3).node()).isEqualTo(Evidence.unknown("no answer within PT2S"));
        assertThat(observations.get(7).node())
                .isEqualTo(Evidence.unknown("not read within the cycle's budget of PT10S"));
        assertThat(entered.tryAcquire()).isFalse();
    }

    @Test
    void doesNotAskANodeAgainBeforeItsLastReadingReturned() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Semaphore entered = new Semaphore(0);
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch returned = new CountDownLatch(1);
        agents.byAddress.put("fake:n0", new FakeNode("orders", "n0", time) {
            @Override
            public ActionList queuedActions() {
                asked.incrementAndGet();
                entered.release();
                while (release.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return super.queuedActions();
            }

            @Override
            public void close() {
                returned.countDown();
            }
        });
        Observer observer = observer(atOnce(1));
        Future<List<Observation>> first = threads.submit(() -> observe(observer, endpoints(1)));
        entered.acquire();
        timer.advance(ObservationLimits.DEFAULT.perNode());
        first.get();

        Observation second = observe(observer, endpoints(1)).get(0);

        assertThat(second.node().toString()).contains("has not returned yet");
        assertThat(asked).hasValue(1);
        release.countDown();
        assertThat(returned.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    @DisplayName("case 4b: actions are read before facts")
    void readsActionsBeforeFacts() {
        List<String> order = new ArrayList<>();
        UUID known = new UUID(1, 1);
        UUID unknown = new UUID(2, 2);
        FakeNode node = new FakeNode("orders", "n0", time) {
            @Override
            public ActionList queuedActions() {
                order.add("queued");
                return super.queuedActions();
            }

            @Override
            public ActionList finishedActions() {
                order.add("finished");
                return super.finishedActions();
            }

            @Override
            public AgentNode node() {
                order.add("node");
                return super.node();
            }

            @Override
            public StoreExtras store() {
                order.add("store");
                return super.store();
            }

            @Override
            public ShardsInfo shards() {
                order.add("shards");
                return super.shards();
            }
        };
        node.schedule(new ActionRequest(known, FakeNode.COUNT, NullNode.getInstance(), time.instant(), Map.of()));
        agents.byAddress.put("fake:n0", node);

        Observation observation = observer(ObservationLimits.DEFAULT)
                .observe(endpoints(1), Map.of("n0", Set.of(known, unknown)), time)
                .get(0);

        assertThat(order).containsExactly("queued", "finished", "node", "store", "shards");
        var lookups = observation.actions().toOptional().orElseThrow().lookups();
        assertThat(lookups.get(known)).isPresent();
        assertThat(lookups.get(unknown)).isEmpty();
        assertThat(lookups).containsKey(unknown);
    }

    private static ActionExecution foreign(UUID id, Instant created, JsonNode args) {
        return new ActionExecution(
                args,
                created,
                Optional.empty(),
                id,
                "acme.test/foreign",
                Map.of(),
                Instant.EPOCH,
                new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty()));
    }

    /** A node whose queue holds actions of others, besides what was scheduled. */
    private final class Queueing extends FakeNode {
        private final Map<UUID, ActionExecution> others = new LinkedHashMap<>();
        private final List<String> order = new ArrayList<>();
        private Duration perLookup = Duration.ZERO;

        private Queueing() {
            super("orders", "n0", time);
            agents.byAddress.put("fake:n0", this);
        }

        private UUID queue(Instant created, JsonNode args) {
            UUID id = new UUID(9, others.size());
            others.put(id, foreign(id, created, args));
            return id;
        }

        @Override
        public ActionList queuedActions() {
            List<ActionSummary> all = new ArrayList<>(super.queuedActions().actions());
            others.values()
                    .forEach(each -> all.add(new ActionSummary(
                            each.id(), each.kind(), each.state().phase())));
            return new ActionList(all, true);
        }

        @Override
        public Optional<ActionExecution> action(UUID id) {
            time.advance(perLookup);
            order.add("action");
            return Optional.ofNullable(others.get(id)).or(() -> super.action(id));
        }

        @Override
        public ShardsInfo shards() {
            order.add("shards");
            return super.shards();
        }
    }

    @Test
    void anActionThatCannotBeTakenSpoilsNoOther() {
        Queueing node = new Queueing();
        UUID good = node.queue(time.instant(), NullNode.getInstance());
        UUID large = node.queue(time.instant(), TextNode.valueOf("x".repeat(70_000)));
        UUID early = node.queue(Instant.MIN, NullNode.getInstance());
        UUID late = node.queue(Instant.MAX, NullNode.getInstance());
        JsonNode deep = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < ActionBounds.MAX_DEPTH; i++) {
            deep = JsonNodeFactory.instance.arrayNode().add(deep);
        }
        UUID nested = node.queue(time.instant(), deep);
        UUID huge = node.queue(time.instant(), DecimalNode.valueOf(new BigDecimal("1e999999999")));

        ActionsReading reading = observe(observer(ObservationLimits.DEFAULT), endpoints(1))
                .get(0)
                .actions()
                .toOptional()
                .orElseThrow();

        assertThat(reading.lookups()).containsOnlyKeys(good, huge);
        assertThat(reading.unread()).containsOnlyKeys(large, early, late, nested);
        assertThat(reading.unread().get(large)).contains("action.args are longer than 65536 characters");
        assertThat(reading.unread().get(late)).contains("action.created_time");
    }

    @Test
    void aLongQueueThatAnswersSlowlyDelaysNoFacts() {
        Queueing node = new Queueing();
        UUID ours = UUID.fromString("00000000-0000-0001-0000-000000000002");
        for (int i = 0; i < 49; i++) {
            node.queue(time.instant(), NullNode.getInstance());
        }
        node.perLookup = Duration.ofMillis(40);

        Observation observation = observer(ObservationLimits.DEFAULT)
                .observe(endpoints(1), Map.of("n0", Set.of(ours)), time)
                .get(0);

        assertThat(node.order).startsWith("action", "shards", "action");
        assertThat(observation.node().isKnown()).isTrue();
        assertThat(observation.shards().isKnown()).isTrue();
        ActionsReading reading = observation.actions().toOptional().orElseThrow();
        assertThat(reading.lookups()).containsKey(ours).hasSizeBetween(20, 45);
        assertThat(time.nanos()).isLessThan(ObservationLimits.DEFAULT.perNode().toNanos());
    }

    @Test
    void letsABadAnswerSpoilOneReadingOnly() {
        Map<String, Supplier<ShardsInfo>> answers = new HashMap<>();
        answers.put("answers nothing", () -> null);
        answers.put("throws garbage", () -> {
            throw new IllegalStateException("garbage");
        });
        answers.put("breaks a class", () -> {
            throw new NoClassDefFoundError("Missing");
        });
        answers.put("recurses for ever", () -> {
            throw new StackOverflowError();
        });
        answers.put("10001 entries, more than 10000", () -> shards(10_001));
        answers.put("1001 entries, more than 1000", () -> shard(attributes(1_001, 1)));
        answers.put("65537 characters, more than 65536", () -> shard(attributes(1, 65_537)));
        answers.forEach((reason, answer) -> {
            agents.byAddress.put("fake:n0", new FakeNode("orders", "n0", time) {
                @Override
                public ShardsInfo shards() {
                    return answer.get();
                }
            });
            healthy("n1");

            List<Observation> observations = observe(observer(ObservationLimits.DEFAULT), endpoints(2));

            assertThat(observations.get(0).shards().isKnown()).as(reason).isFalse();
            assertThat(observations.get(0).node().isKnown()).as(reason).isTrue();
            assertThat(observations.get(1).shards().isKnown()).as(reason).isTrue();
            if (reason.contains("more than")) {
                assertThat(observations.get(0).shards().toString()).contains(reason);
            }
        });
    }

    private static ShardsInfo shards(int count) {
        return new ShardsInfo(IntStream.range(0, count)
                .mapToObj(i -> new AgentShard("s" + i, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()))
                .toList());
    }

    private static ShardsInfo shard(Map<String, AttributeValue> attributes) {
        return new ShardsInfo(
                List.of(new AgentShard("s", Optional.empty(), Optional.empty(), Optional.empty(), attributes)));
    }

    private static Map<String, AttributeValue> attributes(int count, int length) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put("acme.test/" + i, AttributeValue.of("x".repeat(length)));
        }
        return attributes;
    }

    @Test
    void saysWhichSchemesItKnowsWhenAnAddressHasAnother() {
        AgentEndpoint endpoint = new AgentEndpoint(new NodeRef(CLUSTER, "n0"), "carrier-pigeon:roof");

        Observation observation =
                observe(observer(ObservationLimits.DEFAULT), List.of(endpoint)).get(0);

        assertThat(observation.node().toString()).contains("'carrier-pigeon'").contains("[fake]");
    }

    @Test
    void saysSoWhenThereIsNoThreadToAskANode() {
        healthy("n0");
        BoundedCalls full = new BoundedCalls(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                timer);
        Observer observer = new Observer(new Agents(List.of(agents)), full, ObservationLimits.DEFAULT);

        assertThat(observe(observer, endpoints(1)).get(0).node().toString()).contains("no thread is free");
        assertThat(observe(observer, endpoints(1)).get(0).node().toString()).contains("no thread is free");
    }

    @Test
    void observesAThousandNodesOnTheCallersOwnThread() {
        IntStream.range(0, 1_000).forEach(i -> healthy("n" + i));
        Observer direct = new Observer(
                new Agents(List.of(agents)), new BoundedCalls(Runnable::run, timer), ObservationLimits.DEFAULT);

        assertThat(observe(direct, endpoints(1_000)))
                .allMatch(each -> each.shards().isKnown());
        assertThat(timer.pending()).isZero();
    }

    @Test
    void endsEarlyWhenInterrupted() throws Exception {
        Semaphore entered = new Semaphore(0);
        new Hanging("n0", entered);
        CountDownLatch began = new CountDownLatch(1);
        Thread[] observing = new Thread[1];
        Future<Boolean> result = threads.submit(() -> {
            observing[0] = Thread.currentThread();
            began.countDown();
            List<Observation> observations = observe(observer(ObservationLimits.DEFAULT), endpoints(1));
            return Thread.interrupted() && !observations.get(0).node().isKnown();
        });
        began.await();
        entered.acquire();
        observing[0].interrupt();

        assertThat(result.get()).isTrue();
        timer.advance(Duration.ofSeconds(2));
    }
}
