package io.replicante.examples.benchmarks;

import io.replicante.core.cycle.Cycle;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.state.ClusterState;
import io.replicante.spec.datastore.Definitions;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All pure stations, from view to events, for one cluster in which nothing has changed: 100 partitions per node, three copies. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class CycleBenchmark {
    /** How many nodes the cluster has. */
    @Param({"100", "300", "1000"})
    public int nodes;

    private final Cycle cycle = Cycle.of(Definitions.bundled(), SafetySettings.DEFAULT);
    private @Nullable CycleInput input;

    /** Runs two cycles, so that everything is known before. */
    @Setup
    public void prepare() {
        Fleet fleet = new Fleet(new Layout(nodes, 100, Math.max(1, nodes)));
        Instant at = Instant.parse("2031-03-09T07:00:00Z");
        ClusterState state = fleet.fresh(at);
        CycleOutput output = cycle.run(fleet.input(state, at.plusSeconds(1)));
        output = cycle.run(fleet.input(output.next(), at.plusSeconds(11)));
        input = fleet.input(output.next(), at.plusSeconds(21));
        CycleOutput quiet = cycle.run(input);
        System.out.println("mode " + quiet.mode() + ", findings "
                + quiet.next().findings().keySet() + ", notes "
                + quiet.notes() + ", decisions " + quiet.next().decisions().size() + ", events "
                + quiet.events().size());
    }

    /** One cycle. */
    @Benchmark
    public CycleOutput cycle() {
        return cycle.run(Objects.requireNonNull(input));
    }
}
