package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.control.PauseTarget;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.History;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.Decided;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecisionHistoryTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    private List<Decided> entries() {
        return engine.decisions(Shell.CLUSTER, Instant.EPOCH).entries();
    }

    private void pausedWithRequests(int requests) {
        shell.node("n1");
        shell.declare(engine, "n1");
        engine.pause(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "lunch");
        for (int i = 0; i < requests; i++) {
            engine.request(
                    new NodeRef(Shell.CLUSTER, "n1"), ActionKinds.TEST_SUCCESS, NullNode.getInstance(), Shell.PERSON);
        }
    }

    @Test
    void keepsADecisionOnceForAsLongAsItSaysTheSame() {
        pausedWithRequests(1);
        shell.cycle(engine);
        shell.cycle(engine);
        shell.cycle(engine);

        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.decision().verdict()).isEqualTo(Verdict.REFUSED);
            assertThat(entry.decision().reasons()).isNotEmpty();
        });
    }

    @Test
    void keepsADecisionThatIsOverAndTellsOnlyOfTheTimeAskedFor() {
        pausedWithRequests(1);
        shell.cycle(engine);
        shell.time.advance(Duration.ofMillis(5));
        engine.resume(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "back");
        Instant resumed = shell.store.now();
        shell.cycle(engine);
        shell.cycle(engine);

        assertThat(engine.explain(Shell.CLUSTER).decisions()).isEmpty();
        assertThat(entries())
                .extracting(entry -> entry.decision().verdict())
                .containsExactly(Verdict.REFUSED, Verdict.ALLOWED);
        DecisionHistory since = engine.decisions(Shell.CLUSTER, resumed);
        assertThat(since.json().path("decisions")).singleElement().satisfies(entry -> {
            assertThat(entry.path("verdict").asText()).isEqualTo("ALLOWED");
            assertThat(Instant.parse(entry.path("at").asText())).isAfterOrEqualTo(resumed);
        });
    }

    @Test
    void makesRoomForTheLatest() {
        pausedWithRequests(History.MAX_ENTRIES + 10);
        shell.cycle(engine);
        Instant crowded = entries().get(0).at();
        engine.resume(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "back");
        shell.cycle(engine);

        List<Document> stored =
                shell.store.load(List.of(Scope.of(Shell.CLUSTER))).of(Scope.of(Shell.CLUSTER), DocumentKind.DECIDED);
        assertThat(stored).hasSizeLessThanOrEqualTo(History.MAX_ENTRIES);
        assertThat(stored.stream().mapToInt(each -> each.body().length()).sum())
                .isLessThanOrEqualTo(History.MAX_CHARACTERS);
        assertThat(entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.at()).isAfter(crowded));
    }

    @Test
    void leavesOutAnEntryThatCannotBeRead() {
        pausedWithRequests(1);
        shell.cycle(engine);
        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER))
                .put(new Document(DocumentKind.DECIDED, "0", "nonsense"))
                .build());

        assertThat(entries()).hasSize(1);
        assertThat(shell.cycle(engine).outcome()).isEqualTo("completed");
    }

    @Test
    void knowsNothingOfAClusterThatIsNotThere() {
        assertThatThrownBy(() -> engine.decisions(new ClusterRef("prod", "none"), Instant.EPOCH))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no cluster prod/none");
    }
}
