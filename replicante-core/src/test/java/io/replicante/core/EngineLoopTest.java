package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.engine.EngineLimits;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.FakeAgents;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.FakePlatform;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.RecordingStream;
import io.replicante.core.fixture.Shell;
import io.replicante.core.fixture.TestTime;
import io.replicante.core.state.CycleReport;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.Discovery;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Scope;
import io.replicante.store.WorkKey;
import io.replicante.store.memory.InMemoryStore;
import io.replicante.stream.EventStream.StartPosition;
import io.replicante.stream.memory.InMemoryEventStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine's own loop: what is claimed when, and how it begins and ends. */
final class EngineLoopTest {
    private static final Duration POLL = EngineLimits.DEFAULT.poll();

    private final Shell shell = new Shell();
    private final RecordingStream stream = new RecordingStream(Boundary.QUIET);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        alarms.shutdownNow();
    }

    private ReplicanteBuilder builder() {
        return shell.builder(shell.store, stream);
    }

    private static EngineSettings settings(int clusters, int slowClusters) {
        EngineLimits d = EngineLimits.DEFAULT;
        return EngineSettings.DEFAULT.withWork(new EngineLimits(
                clusters, slowClusters, d.platforms(), d.publications(), d.slow(), d.poll(), Duration.ofMillis(1)));
    }

    /** Declares and lists clusters of one node each. */
    private List<ClusterRef> clusters(Replicante engine, int count, Consumer<ClusterRef> whenRead) {
        List<ClusterRef> clusters = IntStream.range(0, count)
                .mapToObj(i -> new ClusterRef(Shell.NS, "c" + i))
                .toList();
        shell.platform.listing = () -> new Discovery(clusters.stream()
                .map(ref -> new DiscoveredCluster(ref.clusterId(), List.of(FakePlatform.node(ref.clusterId()))))
                .toList());
        engine.apply(Shell.manifests().subList(0, 2), Shell.PERSON);
        for (ClusterRef ref : clusters) {
            ClusterSpec d = Shell.clusterSpec();
            engine.apply(
                    new ClusterSpecManifest(new ClusterSpec(ref, true, d.interval(), d.platform(), d.declaration())),
                    Shell.PERSON);
            shell.agents.byAddress.put("fake:" + ref.clusterId(), new FakeNode(ref.clusterId(), "n", shell.time) {
                @Override
                public AgentNode node() {
                    whenRead.accept(ref);
                    return super.node();
                }
            });
        }
        engine.discover(Shell.PLATFORM);
        return clusters;
    }

    private long cycles(ClusterRef cluster) {
        return shell.store.load(List.of(Scope.of(cluster))).revisions().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void discoversOrchestratesAndPublishesByItself() {
        shell.node("n1");
        shell.platform.lists("orders", "n1");
        Replicante engine = builder().build();
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.start();

        for (int i = 0; i < 4; i++) {
            shell.timer.advance(POLL);
        }

        assertThat(engine.state(Shell.CLUSTER).orElseThrow().nodes()).containsOnlyKeys("n1");
        List<Event> events = engine.events(Shell.CLUSTER, 0, 1000);
        assertThat(events).extracting(Event::code).contains(EventCodes.NODE_SYNC_NEW);
        assertThat(stream.firstOccurrences(StreamKey.of(Shell.CLUSTER)))
                .isEqualTo(events.stream().map(Event::sequence).toList());
        engine.close();
    }

    @Test
    void comesBackToAClusterAfterItsInterval() {
        shell.node("n1");
        shell.platform.lists("orders", "n1");
        Replicante engine = builder().build();
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.start();
        shell.timer.advance(POLL.multipliedBy(3));
        long settled = cycles(Shell.CLUSTER);

        shell.timer.advance(Shell.INTERVAL.minus(POLL.multipliedBy(3)));
        assertThat(cycles(Shell.CLUSTER)).isEqualTo(settled);
        shell.timer.advance(POLL.multipliedBy(3));
        assertThat(cycles(Shell.CLUSTER)).isEqualTo(settled + 1);
    }

    @Test
    @DisplayName("case 20d: no more is claimed than there are idle workers for")
    void claimsNoMoreThanItHasIdleWorkersFor() throws Exception {
        Semaphore reading = new Semaphore(0);
        CountDownLatch goOn = new CountDownLatch(1);
        Replicante engine = builder().build();
        clusters(engine, 5, ref -> {
            reading.release();
            await(goOn);
        });
        shell.workers = threads;
        Replicante threaded = builder().settings(settings(2, 1)).build();

        threaded.start();
        shell.timer.advance(Duration.ofNanos(1));
        reading.acquire(2);
        shell.timer.advance(POLL);

        List<?> left =
                shell.store.claim(ClaimRequest.due("probe", Set.of(WorkKey.Kind.CLUSTER), 10, Duration.ofSeconds(30)));
        assertThat(left).hasSize(3);
        goOn.countDown();
        threaded.close();
    }

    @Test
    @DisplayName("case 20e: slow clusters do not take all workers")
    void keepsSlowClustersFromTakingAllWorkers() throws Exception {
        AtomicBoolean block = new AtomicBoolean();
        Semaphore reading = new Semaphore(0);
        List<ClusterRef> read = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch goOn = new CountDownLatch(1);
        Replicante engine = builder().build();
        List<ClusterRef> clusters = clusters(engine, 3, ref -> {
            boolean slow = !ref.clusterId().equals("c2");
            if (block.get()) {
                read.add(ref);
                reading.release();
                await(slow ? goOn : new CountDownLatch(0));
            } else if (slow) {
                shell.time.advance(Duration.ofSeconds(4));
            }
        });
        Switch executor = new Switch(threads);
        shell.workers = executor;
        Replicante loop = builder().settings(settings(4, 1)).build();
        loop.start();
        shell.timer.advance(Duration.ofNanos(1));
        assertThat(clusters).allSatisfy(ref -> assertThat(loop.report(ref)).isPresent());

        block.set(true);
        executor.threaded = true;
        shell.time.advance(Shell.INTERVAL.multipliedBy(4));
        shell.timer.advance(Duration.ofNanos(1));
        reading.acquire(2);

        assertThat(read).hasSize(2).contains(clusters.get(2));
        goOn.countDown();
        loop.close();
    }

    /** Runs tasks on the test's own thread, and later on others. */
    private static final class Switch implements Executor {
        private final ExecutorService threads;
        private volatile boolean threaded;

        private Switch(ExecutorService threads) {
            this.threads = threads;
        }

        @Override
        public void execute(Runnable task) {
            if (threaded) {
                threads.execute(task);
            } else {
                task.run();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void isNotDisturbedByAClusterWhoseCycleFails() {
        Replicante engine = builder()
                .decide(input -> {
                    throw new IllegalStateException("a fault in a plug-in");
                })
                .build();
        shell.node("n1");
        shell.declare(engine, "n1");

        CycleReport report = shell.cycle(engine);

        assertThat(report.outcome()).isEqualTo("failed");
        assertThat(report.notes()).singleElement().asString().contains("a fault in a plug-in");
        assertThat(engine.report(Shell.CLUSTER)).contains(report);
        assertThat(shell.meters.timer("replicante.cycles", "outcome", "failed").count())
                .isEqualTo(2);
        assertThat(shell.store.claim(ClaimRequest.only("probe", WorkKey.of(Shell.CLUSTER), Duration.ofSeconds(1))))
                .as("the lease was given back")
                .hasSize(1);
    }

    @Test
    void survivesAStoreThatFails() {
        AtomicBoolean down = new AtomicBoolean();
        shell.node("n1");
        Replicante engine = shell.builder(
                        new HookedStore(shell.store, name -> {
                            if (down.get() && !name.contains("claim")) {
                                throw new UnavailableException("no store");
                            }
                        }),
                        stream)
                .build();
        shell.declare(engine, "n1");
        down.set(true);

        assertThat(shell.cycle(engine).outcome()).isEqualTo("the store failed");
        assertThat(engine.discover(Shell.PLATFORM).reason()).isEqualTo("no store");

        down.set(false);
        shell.time.advance(Duration.ofSeconds(31));
        assertThat(shell.cycle(engine).outcome()).isEqualTo("completed");
    }

    @Test
    void beginsNothingAfterItWasClosed() {
        shell.node("n1");
        shell.platform.lists("orders", "n1");
        Replicante engine = builder().build();
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.start();
        engine.close();
        engine.close();

        shell.timer.advance(POLL.multipliedBy(5));

        assertThat(engine.state(Shell.CLUSTER).orElseThrow().discovery()).isEmpty();
        assertThat(engine.orchestrate(Shell.CLUSTER).outcome()).isEqualTo("the engine is closing");
        assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void startsOnce() {
        Replicante engine = builder().build();
        engine.start();

        assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotWaitForEverForWorkThatHangs() throws Exception {
        Semaphore reading = new Semaphore(0);
        CountDownLatch never = new CountDownLatch(1);
        clusters(builder().build(), 1, ref -> {
            reading.release();
            await(never);
        });
        shell.workers = threads;
        Replicante threaded = builder().settings(settings(1, 1)).build();
        threaded.start();
        shell.timer.advance(Duration.ofNanos(1));
        reading.acquire();

        threaded.close();

        never.countDown();
    }

    @Test
    void worksOnTheMachinesOwnTimeAndThreads() throws Exception {
        FakeAgents agents = new FakeAgents();
        FakePlatform platform = new FakePlatform();
        platform.lists("orders", "n1");
        Agent node = new FakeNode("orders", "n1", new TestTime());
        agents.byAddress.put("fake:n1", node);
        CountDownLatch seen = new CountDownLatch(1);
        try (var events = InMemoryEventStream.builder(threads, alarms).build();
                var subscription = events.subscribe("test", StartPosition.EARLIEST, event -> {
                    if (event.code().equals(EventCodes.NODE_SYNC_NEW)) {
                        seen.countDown();
                    }
                });
                Replicante engine =
                        Replicante.builder().store(InMemoryStore.of(Clock.systemUTC(), new Random(5))).stream(events)
                                .agents(agents)
                                .platforms(platform)
                                .build()) {
            assertThat(subscription).isNotNull();
            engine.apply(Shell.manifests(), Shell.PERSON);
            engine.start();

            assertThat(seen.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
