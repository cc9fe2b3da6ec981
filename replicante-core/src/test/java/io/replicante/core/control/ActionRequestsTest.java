package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.ConflictException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.model.NodeRef;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ActionRequestsTest {
    private static final NodeRef N1 = new NodeRef(Shell.CLUSTER, "n1");

    private final Shell shell = new Shell();
    private final FakeNode node = shell.node("n1");
    private final Replicante engine = shell.engine();

    @BeforeEach
    void declare() {
        shell.declare(engine, "n1");
    }

    private UUID ask() {
        return engine.request(N1, FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
    }

    private NodeActionPhase phase(UUID action) {
        return engine.state(Shell.CLUSTER).orElseThrow().actions().get(action).phase();
    }

    @Test
    void takesARequestUnderTheNameOfWhoAsked() {
        UUID action = ask();

        assertThat(phase(action)).isEqualTo(NodeActionPhase.PENDING_SCHEDULE);
        assertThat(engine.events(Shell.CLUSTER, 0, 1000))
                .filteredOn(event -> event.code().equals(EventCodes.NACTION_CREATE))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor()).isEqualTo(Shell.PERSON);
                    assertThat(event.cause()).contains(action.toString());
                });
    }

    @Test
    void refusesRequestsThatCannotBeMeant() {
        NodeRef nobody = new NodeRef(Shell.CLUSTER, "n9");
        assertThatThrownBy(() -> engine.request(nobody, FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no node n9");
        assertThatThrownBy(() -> engine.request(N1, "restart", NullNode.getInstance(), Shell.PERSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("domain/name");
        for (String unseen : List.of("\u202e", "\u2028", "\u200b", "\u00a0", "\ud800")) {
            assertThatThrownBy(() ->
                            engine.request(N1, "acme.test/a" + unseen + "b", NullNode.getInstance(), Shell.PERSON))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("domain/name");
        }
        assertThatThrownBy(() ->
                        engine.request(N1, "agent.replicante.io/store.restrat", NullNode.getInstance(), Shell.PERSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean \"agent.replicante.io/store.restart\"");
        var large = JsonNodeFactory.instance.textNode("x".repeat(70_000));
        assertThatThrownBy(() -> engine.request(N1, FakeNode.COUNT, large, Shell.PERSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("longer than 65536");
    }

    @Test
    void takesNoMoreUnfinishedRequestsThanItCanKeep() {
        for (int i = 0; i < 1_000; i++) {
            ask();
        }
        assertThatThrownBy(this::ask).isInstanceOf(InvalidInputException.class).hasMessageContaining("1000 unfinished");
    }

    @Test
    void cancelsWhatWasNotBegun() {
        UUID action = ask();

        engine.cancel(Shell.CLUSTER, action, Shell.PERSON);
        shell.cycle(engine);

        assertThat(phase(action)).isEqualTo(NodeActionPhase.CANCELLED);
        assertThat(node.received).isEmpty();
        assertThat(engine.events(Shell.CLUSTER, 0, 1000))
                .extracting(Event::code)
                .contains(EventCodes.NACTION_CANCEL);
        assertThatThrownBy(() -> engine.cancel(Shell.CLUSTER, action, Shell.PERSON))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void cancelsNothingThatMayBeRunning() {
        UUID action = ask();
        shell.cycle(engine);

        assertThatThrownBy(() -> engine.cancel(Shell.CLUSTER, action, Shell.PERSON))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("attempt");
        assertThatThrownBy(() -> engine.cancel(Shell.CLUSTER, new UUID(0, 0), Shell.PERSON))
                .isInstanceOf(InvalidInputException.class);
    }
}
