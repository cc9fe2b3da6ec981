package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.model.NodeRef;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ReplicanteTest {
    private final Shell shell = new Shell();

    @Test
    void carriesOutWhatAPersonAskedFor() {
        FakeNode node = shell.node("n1");
        Replicante engine = shell.engine();
        shell.declare(engine, "n1");

        UUID id = engine.request(
                new NodeRef(Shell.CLUSTER, "n1"), ActionKinds.TEST_LOOP, NullNode.getInstance(), Shell.PERSON);
        for (int i = 0; i < 3; i++) {
            shell.cycle(engine);
            node.work();
        }

        assertThat(node.received).hasSize(1);
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().actions().get(id).phase())
                .isEqualTo(NodeActionPhase.DONE);
    }
}
