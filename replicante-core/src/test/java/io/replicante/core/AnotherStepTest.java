package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Intents;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.CycleReport;
import io.replicante.core.state.Intent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A step that fresh evidence replaces by another one. */
final class AnotherStepTest {
    private final Shell shell = new Shell();
    private final FakeNode first = shell.node("n1");
    private final FakeNode second = shell.node("n2");

    @Test
    void beginsNothingWhenAnotherStepHasItsPlace() {
        shell.declare(shell.engine(), "n1", "n2");
        AtomicInteger looks = new AtomicInteger();
        Replicante fickle = shell.builder(shell.store, shell.stream)
                .decide(input -> wants(looks.incrementAndGet() == 1 ? "n1" : "n2", input))
                .build();

        CycleReport report = shell.cycle(fickle);

        assertThat(looks).hasValue(2);
        assertThat(report.notes()).anyMatch(note -> note.contains("not the next step any more"));
        assertThat(first.received).isEmpty();
        assertThat(second.received).isEmpty();
    }

    private static CycleOutput wants(String nodeId, CycleInput input) {
        Intent step = Intents.onNode(
                UUID.nameUUIDFromBytes(nodeId.getBytes(StandardCharsets.UTF_8)),
                FakeNode.COUNT,
                nodeId,
                Optional.empty(),
                input.now());
        return new CycleOutput("sync", input.state(), List.of(), Optional.of(step), List.of(), List.of(), List.of());
    }
}
