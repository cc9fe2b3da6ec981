package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.core.Replicante;
import io.replicante.core.fixture.FakeVoter;
import io.replicante.core.fixture.Shell;
import io.replicante.core.world.Datastores;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.report.StopReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may stop is asked of the nodes as they are now. */
final class StopSurveyTest {
    private final Shell shell = new Shell();
    private final AtomicInteger readings = new AtomicInteger();
    /** Done once, when the next node is read. */
    private final AtomicReference<Optional<Runnable>> onRead = new AtomicReference<>(Optional.empty());

    private final Replicante engine = zookeeper();

    @Test
    void namesOneOfThreeVotersAndWhatHoldsTheOthers() {
        StopReport report = engine.stoppable(Shell.CLUSTER);

        assertThat(report.together()).hasSize(1).isSubsetOf(FakeVoter.ALL);
        assertThat(report.others())
                .hasSize(2)
                .allSatisfy((node, why) -> assertThat(why).contains("too few"));
        assertThat(report.observedAt()).isEqualTo(shell.time.instant());
    }

    @Test
    void seesWhatHappenedSinceTheLastCycle() {
        shell.agents.byAddress.remove("fake:n3");

        StopReport report = engine.stoppable(Shell.CLUSTER);

        assertThat(report.together()).isEmpty();
        assertThat(report.others().get("n3")).contains("UNREACHABLE");
    }

    @Test
    void isAnsweredWhileACycleReadsTheSameNodesAndDisturbsItNot() {
        List<StopReport> answers = new ArrayList<>();
        onRead.set(Optional.of(() -> answers.add(engine.stoppable(Shell.CLUSTER))));

        shell.cycle(engine);

        assertThat(answers)
                .singleElement()
                .satisfies(report -> assertThat(report.together()).hasSize(1));
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().nodes().values())
                .allSatisfy(node -> assertThat(node.status().toString()).contains("HEALTHY"));
    }

    @Test
    @Timeout(30)
    void observesOnceForAllWhoAskAtTheSameTime() throws Exception {
        AtomicReference<Optional<CompletableFuture<StopReport>>> second = new AtomicReference<>(Optional.empty());
        onRead.set(Optional.of(() -> second.set(Optional.of(askedByAnother()))));
        readings.set(0);

        StopReport first = engine.stoppable(Shell.CLUSTER);

        assertThat(second.get().orElseThrow().get()).isSameAs(first);
        assertThat(readings).hasValue(3);
    }

    private CompletableFuture<StopReport> askedByAnother() {
        CompletableFuture<StopReport> answer = new CompletableFuture<>();
        Thread asker = new Thread(() -> answer.complete(engine.stoppable(Shell.CLUSTER)));
        asker.setDaemon(true);
        asker.start();
        while (asker.getState() != Thread.State.TIMED_WAITING && asker.isAlive()) {
            Thread.onSpinWait();
        }
        return answer;
    }

    @Test
    void refusesAClusterThatNobodyDeclared() {
        ClusterRef elsewhere = new ClusterRef(Shell.NS, "elsewhere");

        assertThatThrownBy(() -> engine.stoppable(elsewhere))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void asksNobodyInAClusterThatIsSwitchedOff() {
        ClusterSpec off = new ClusterSpec(
                Shell.CLUSTER, false, Shell.INTERVAL, Optional.of(Shell.PLATFORM), Declaration.defaults());
        engine.apply(new ClusterSpecManifest(off), Shell.PERSON);
        readings.set(0);

        StopReport report = engine.stoppable(Shell.CLUSTER);

        assertThat(readings).hasValue(0);
        assertThat(report.together()).isEmpty();
        assertThat(report.others())
                .containsOnlyKeys(FakeVoter.ALL)
                .allSatisfy((node, why) -> assertThat(why).contains("not active"));
    }

    @Test
    void saysThatItWasInterruptedRatherThanThatNodesAreSilent() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> engine.stoppable(Shell.CLUSTER))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private Replicante zookeeper() {
        shell.definitions = Datastores.bundled();
        FakeVoter.ALL.forEach(
                id -> shell.agents.byAddress.put("fake:" + id, new FakeVoter(id, shell.time, this::read)));
        Replicante built = shell.engine();
        shell.declare(built, FakeVoter.ALL.toArray(String[]::new));
        shell.cycle(built);
        return built;
    }

    private void read() {
        readings.incrementAndGet();
        onRead.getAndSet(Optional.empty()).ifPresent(Runnable::run);
    }
}
