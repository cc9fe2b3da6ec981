package io.replicante.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.micrometer.core.instrument.Tag;
import io.opentracing.mock.MockSpan;
import io.opentracing.mock.MockTracer;
import io.replicante.core.Replicante;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.model.NodeRef;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TelemetryTest {
    private final MockTracer tracer = new MockTracer();
    private final Shell shell = new Shell();
    private final FakeNode node = shell.node("n1");
    private final Replicante engine =
            shell.builder(shell.store, shell.stream).tracer(tracer).build();

    private void actOnce() {
        shell.declare(engine, "n1");
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        tracer.reset();
        shell.cycle(engine);
        node.work();
    }

    @Test
    void showsEveryStationAsASpanOfItsCycle() {
        actOnce();

        List<MockSpan> spans = tracer.finishedSpans();
        MockSpan cycle = spans.get(spans.size() - 1);
        assertThat(cycle.operationName()).isEqualTo(Spans.CYCLE);
        assertThat(cycle.tags())
                .containsEntry(Spans.TAG_OUTCOME, "completed")
                .containsEntry(Spans.TAG_SUBJECT, "prod/orders");
        assertThat(spans.subList(0, spans.size() - 1))
                .allSatisfy(span ->
                        assertThat(span.parentId()).isEqualTo(cycle.context().spanId()))
                .extracting(MockSpan::operationName)
                .containsExactly(
                        Spans.LOAD,
                        Spans.OBSERVE,
                        Spans.DECIDE,
                        Spans.COMMIT,
                        Spans.LOAD,
                        Spans.OBSERVE,
                        Spans.DECIDE,
                        Spans.COMMIT,
                        Spans.DISPATCH,
                        Spans.LOAD,
                        Spans.COMMIT);
    }

    @Test
    void marksASpanThatFailed() {
        Telemetry telemetry = new Telemetry(tracer, shell.meters);

        assertThatThrownBy(() -> telemetry.in(Spans.LOAD, "prod/orders", () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        MockSpan span = tracer.finishedSpans().get(0);
        assertThat(span.tags()).containsEntry("error", true).containsEntry(Spans.TAG_OUTCOME, "IllegalStateException");
        assertThat(tracer.activeSpan()).isNull();
    }

    @Test
    void tellsNothingOfSingleClustersAndNodesInMeters() {
        actOnce();
        engine.publish();
        engine.discover(Shell.PLATFORM);

        assertThat(shell.meters.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getName()).startsWith("replicante."));
        Set<String> tags = shell.meters.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getKey)
                .collect(Collectors.toSet());
        assertThat(tags).isSubsetOf(Meters.TAG_KIND, Meters.TAG_OUTCOME, Meters.TAG_PHASE);
        assertThat(shell.meters
                        .timer(Meters.CYCLES, Meters.TAG_OUTCOME, "completed")
                        .count())
                .isEqualTo(2);
        assertThat(shell.meters
                        .counter(Meters.INTENTS, Meters.TAG_PHASE, "attempted")
                        .count())
                .isEqualTo(1);
        assertThat(shell.meters
                        .counter(Meters.INTENTS, Meters.TAG_PHASE, "sent")
                        .count())
                .isEqualTo(1);
        assertThat(shell.meters
                        .counter(Meters.COMMITS, Meters.TAG_OUTCOME, "committed")
                        .count())
                .isEqualTo(4);
        assertThat(shell.meters
                        .timer(Meters.DISCOVERIES, Meters.TAG_OUTCOME, "completed")
                        .count())
                .isEqualTo(2);
        assertThat(shell.meters.timer(Meters.EVENTS_LAG).count()).isPositive();
    }

    @Test
    void countsNodesThatCouldNotBeRead() {
        shell.agents.byAddress.clear();
        shell.declare(engine, "n1", "n2");

        assertThat(shell.meters.counter(Meters.OBSERVATION_FAILURES).count()).isEqualTo(2);
    }
}
