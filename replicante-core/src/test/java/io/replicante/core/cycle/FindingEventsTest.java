package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Finding;
import io.replicante.core.world.World;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A finding is one thing from its opening to its closing, however many cycles see it. */
class FindingEventsTest {
    private final World world = World.healthy(3);

    private List<NewEvent> told() {
        return world.events.stream()
                .filter(event -> event.code().startsWith("FINDING_"))
                .filter(event -> event.payload().path("code").asText().equals(FindingCodes.VERSION_DIFFERS))
                .toList();
    }

    private void runs(String version) {
        world.machines.get("node-2").version = version;
        world.run(5);
    }

    @Test
    void isOpenedOnceChangedWithItsEvidenceAndClosedOnce() {
        runs("3.9.4");
        assertThat(told()).extracting(NewEvent::code).containsExactly(EventCodes.FINDING_OPENED);
        Finding open = world.state.findings().values().stream()
                .filter(finding -> finding.code().equals(FindingCodes.VERSION_DIFFERS))
                .findFirst()
                .orElseThrow();

        runs("3.9.3");
        runs("3.9.5");

        assertThat(told())
                .extracting(NewEvent::code)
                .containsExactly(EventCodes.FINDING_OPENED, EventCodes.FINDING_CHANGED, EventCodes.FINDING_CLOSED);
        assertThat(told())
                .extracting(event -> event.payload().path("incident").asText())
                .containsOnly(open.incident().toString());
        assertThat(told().get(1).payload().path("since"))
                .isEqualTo(told().get(0).payload().path("since"));
    }

    @Test
    void isAnotherOccurrenceWhenItComesAgain() {
        runs("3.9.4");
        runs("3.9.5");
        runs("3.9.4");

        assertThat(told())
                .extracting(NewEvent::code)
                .containsExactly(EventCodes.FINDING_OPENED, EventCodes.FINDING_CLOSED, EventCodes.FINDING_OPENED);
        assertThat(told().get(2).payload().path("incident"))
                .isNotEqualTo(told().get(0).payload().path("incident"));
    }
}
