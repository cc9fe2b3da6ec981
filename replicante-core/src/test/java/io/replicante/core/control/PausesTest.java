package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Intents;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.Intent;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PausesTest {
    private final Shell shell = new Shell();
    private final FakeNode node = shell.node("n1");
    private final Replicante engine = shell.engine();

    @BeforeEach
    void declare() {
        shell.declare(engine, "n1");
    }

    private void ask() {
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
    }

    @Test
    void stopsEveryKindOfTargetAndLetsItGoOn() {
        List<PauseTarget> targets =
                List.of(PauseTarget.cluster(Shell.CLUSTER), PauseTarget.namespace(Shell.NS), PauseTarget.fleet());
        int begun = 0;
        for (PauseTarget target : targets) {
            engine.pause(target, Shell.PERSON, "maintenance");
            ask();
            assertThat(shell.cycle(engine).mode()).isEqualTo("paused");
            assertThat(node.received).hasSize(begun);

            engine.resume(target, Shell.PERSON, "done");
            assertThat(shell.cycle(engine).mode()).isEqualTo("sync");
            node.work();
            shell.cycle(engine);
            begun++;
            assertThat(node.received).hasSize(begun);
        }
    }

    /** Nobody can tell whose it is, or whether it was ended. */
    @Test
    @DisplayName("hole 54: while a pause cannot be read nothing is begun")
    void beginsNothingWhileAPauseCannotBeRead() {
        Map<PauseTarget, Scope> targets = new LinkedHashMap<>();
        targets.put(PauseTarget.cluster(Shell.CLUSTER), Scope.of(Shell.CLUSTER));
        targets.put(PauseTarget.namespace(Shell.NS), Scope.namespace(Shell.NS));
        targets.put(PauseTarget.fleet(), Scope.fleet());
        ask();
        targets.forEach((target, scope) -> {
            engine.pause(target, Shell.PERSON, "maintenance");
            Document pause = shell.store
                    .load(List.of(scope))
                    .of(scope, DocumentKind.PAUSE)
                    .get(0);
            shell.store.commit(Commit.to(scope)
                    .put(new Document(pause.kind(), pause.id(), "{\"format\":7}"))
                    .build());

            shell.cycle(engine);
            shell.cycle(engine);

            assertThat(node.received).as(scope.toString()).isEmpty();
            shell.store.commit(Commit.to(scope).delete(pause.kind(), pause.id()).build());
        });
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(node.received).hasSize(1);
    }

    @Test
    void tellsWhoPausedWhatAndWhy() {
        engine.pause(PauseTarget.fleet(), Shell.PERSON, "storm");
        engine.resume(PauseTarget.fleet(), Shell.PERSON, "sun");

        List<Event> events = shell.store.events(StreamKey.audit(), 0, 10);
        assertThat(events).extracting(Event::code).containsExactly(EventCodes.FLEET_PAUSED, EventCodes.FLEET_RESUMED);
        assertThat(events.get(0).payload().path("reason").asText()).isEqualTo("storm");
        assertThat(events).extracting(Event::actor).containsOnly(Shell.PERSON);
    }

    @Test
    void answersWithTheAttemptsOfTheTargetOnly() {
        ask();
        shell.cycle(engine);
        attempted(new ClusterRef(Shell.NS, "orders-2"));
        attempted(new ClusterRef("test", "orders"));

        assertThat(engine.pause(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "x")
                        .begun())
                .extracting(PauseAnswer.BegunAttempt::cluster)
                .containsExactly(Shell.CLUSTER);
        assertThat(engine.pause(PauseTarget.namespace(Shell.NS), Shell.PERSON, "x")
                        .begun())
                .hasSize(2);
        assertThat(engine.pause(PauseTarget.fleet(), Shell.PERSON, "x").begun()).hasSize(3);
    }

    private void attempted(ClusterRef cluster) {
        Intent intent = Intents.onNode(new UUID(1, 1), FakeNode.COUNT, "n1", Optional.empty(), shell.time.instant())
                .attempted(shell.time.instant(), 1, shell.time.instant(), shell.time.instant(), List.of());
        shell.store.commit(Commit.to(Scope.of(cluster))
                .put(Documents.write(DocumentKind.INTENT, intent.id().toString(), intent))
                .build());
    }

    @Test
    void saysThatItsAnswerIsNotCompleteWhenAnIntentCannotBeRead() {
        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER))
                .put(new Document(DocumentKind.INTENT, "odd", "{}"))
                .build());

        assertThat(engine.pause(PauseTarget.fleet(), Shell.PERSON, "x").complete())
                .isFalse();
    }

    @Test
    void refusesToPauseWhatIsNotThere() {
        PauseTarget nobody = PauseTarget.cluster(new ClusterRef(Shell.NS, "none"));
        assertThatThrownBy(() -> engine.pause(nobody, Shell.PERSON, "x")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> engine.resume(PauseTarget.namespace("none"), Shell.PERSON, "x"))
                .isInstanceOf(InvalidInputException.class);
    }
}
