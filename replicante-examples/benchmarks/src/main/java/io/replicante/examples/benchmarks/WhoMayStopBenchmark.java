package io.replicante.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.apache.helix.HelixDataAccessor;
import org.apache.helix.util.InstanceValidationUtil;
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

/**
 * Which of all instances may be stopped, one at a time. Helix answers with one of its eight checks, that siblings keep enough
 * active replicas.
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

    /** Lays out 100 partitions per instance, three copies each. */
    @Setup
    public void prepare() {
        int resources = Math.min(100, instances);
        layout = new Layout(instances, resources, instances * 100 / resources);
        helix = new HelixInMemory(layout).accessor();
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
