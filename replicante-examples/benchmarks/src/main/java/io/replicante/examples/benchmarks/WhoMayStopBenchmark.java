package io.replicante.examples.benchmarks;

import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.gate.StopSet;
import io.replicante.core.gate.Stoppable;
import io.replicante.core.plan.Situation;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.ViewBuilder;
import io.replicante.spec.datastore.Definitions;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.helix.HelixDataAccessor;
import org.apache.helix.util.InstanceValidationUtil;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Which of all instances may be stopped. Helix answers one instance at a time with one of its eight checks, that siblings keep
 * enough active replicas; the engine with a set that may stop together, and a reason for everybody else.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class WhoMayStopBenchmark {
    /** How many instances there are. */
    @Param({"30", "100", "300"})
    public int instances;

    private Layout layout = new Layout(3, 1, 1);
    private HelixDataAccessor helix = new HelixInMemory(layout).accessor();
    private @Nullable CycleInput input;
    private @Nullable Situation situation;

    /** Lays out 100 partitions per instance, three copies each. */
    @Setup
    public void prepare() {
        int resources = Math.min(100, instances);
        layout = new Layout(instances, resources, instances * 100 / resources);
        helix = new HelixInMemory(layout).accessor();
        input = input();
        StopSet answer = Stoppable.of(situation(), SafetySettings.DEFAULT);
        System.out.println(answer.together().size() + " may stop together, "
                + answer.others().size() + " may not, for example "
                + answer.others().values().stream().findFirst().orElse("none"));
    }

    private CycleInput input() {
        Fleet fleet = new Fleet(layout);
        Instant at = Instant.parse("2031-03-09T07:00:00Z");
        Cycle cycle = Cycle.of(Definitions.bundled(), SafetySettings.DEFAULT);
        CycleOutput output = cycle.run(fleet.input(fleet.fresh(at), at.plusSeconds(1)));
        output = cycle.run(fleet.input(output.next(), at.plusSeconds(11)));
        return fleet.input(output.next(), at.plusSeconds(21));
    }

    /** A view of its own for each answer: what is read from it once is not known before. */
    @Setup(Level.Invocation)
    public void look() {
        situation = situation();
    }

    private Situation situation() {
        CycleInput all = Objects.requireNonNull(input);
        ClusterView view = new ViewBuilder(Definitions.bundled(), SafetySettings.DEFAULT.caughtUpMax())
                .build(all.state(), all.surroundings(), all.observations(), all.startedAt(), all.now());
        return new Situation(view, all.state().findings());
    }

    /** The engine: the rules about copies, for all instances together. */
    @Benchmark
    public StopSet stoppable() {
        return Stoppable.of(Objects.requireNonNull(situation), SafetySettings.DEFAULT);
    }

    /** Helix 1.4.3, one check of eight, instance by instance, as its service does it. */
    @Benchmark
    public int helixSiblingCheck() {
        int mayStop = 0;
        for (int number = 0; number < layout.instances(); number++) {
            if (InstanceValidationUtil.siblingNodesActiveReplicaCheck(helix, layout.instance(number))) {
                mayStop++;
            }
        }
        return mayStop;
    }
}
