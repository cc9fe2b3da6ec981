package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Finding;
import io.replicante.core.state.Pause;
import io.replicante.core.state.Reason;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.event.Actor;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of several pauses each is shown, with who wants it and why. */
class PausesTest {
    @Test
    void tellsWhoPausedTheNamespaceAndTheFleetAndWhy() {
        World world = World.healthy(3);
        Pause namespace = new Pause(Actor.person("ada"), world.now, "the move");
        Pause fleet = new Pause(Actor.person("grace"), world.now, "the audit");
        Surroundings free = world.surroundings;
        world.surroundings = new Surroundings(
                free.namespace(), Optional.of(namespace), Optional.of(fleet), free.platform(), free.listingFailure());
        UUID request = world.request(world.follower().id, ActionKinds.STORE_RESTART);
        world.run(2);

        Finding finding = world.state.findings().values().stream()
                .filter(each -> each.code().equals("AUTOMATION_PAUSED"))
                .findFirst()
                .orElseThrow();
        Reason reason = world.decisionOn(request).against().stream()
                .filter(each -> each.rule().equals("allowed-by-mode"))
                .findFirst()
                .orElseThrow();

        assertThat(finding.evidence())
                .containsOnlyKeys("fleet", "namespace")
                .containsEntry("namespace", "by person:ada since " + namespace.since() + ", because the move");
        assertThat(reason.message())
                .contains("the fleet by person:grace", "because the audit")
                .contains("the namespace by person:ada", "because the move");
    }
}
