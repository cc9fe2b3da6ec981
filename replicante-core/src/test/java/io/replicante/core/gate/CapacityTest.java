package io.replicante.core.gate;

import static io.replicante.core.gate.Reasons.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.fixture.Altered;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.spec.agent.ActionKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether what joins has room for what the primary holds, or, where nobody leads, for what the fullest one holds. */
class CapacityTest {
    private static final String SIZES = FixtureClusters.POSTGRESQL + """
            nodes:
              a: {extras: {postgresql.org/database_bytes: 100, postgresql.org/disk_free_bytes: 1}}
              b: {extras: {postgresql.org/database_bytes: 90, postgresql.org/disk_free_bytes: 1}}
              c: {extras: {postgresql.org/database_bytes: 120, postgresql.org/disk_free_bytes: %s}}
            """;
    private static final String NOBODY_LEADS = "nodes: {a: {copies: {tree: secondary}}}";

    private static FixtureWorld world(Object free) {
        return FixtureCases.healthy(SIZES.formatted(free));
    }

    private static Reason judge(FixtureWorld world, Effect effect) {
        return new Capacity()
                .judge(FixtureCases.of(world, ActionKinds.STORE_RESTART, "c", honest -> honest.effect(effect)));
    }

    @ParameterizedTest
    @CsvSource({"99, VIOLATED, has room for 99.0", "100, HOLDS, 'has room: 100.0 of 100.0 needed'"})
    void whatJoinsHasRoomForWhatThePrimaryHolds(int free, Answer answer, String said) {
        assertThat(judge(world(free), Touches.learner("c")).answer()).isEqualTo(answer);
        assertThat(judge(world(free), Touches.voter("c")).answer()).isEqualTo(answer);
        assertThat(judge(world(free), Touches.learner("c")).message()).startsWith("c " + said);
    }

    @ParameterizedTest
    @CsvSource({"99, VIOLATED", "100, HOLDS"})
    void whereNobodyLeadsTheFullestOfTheOthersCounts(int free, Answer answer) {
        assertThat(judge(world(free).then(2, NOBODY_LEADS), Touches.learner("c"))
                        .answer())
                .isEqualTo(answer);
    }

    @Test
    void whereNobodyLeadsEachOneThatIsUpHasToTell() {
        String untold = SIZES.formatted(1_000).replace("postgresql.org/database_bytes: 90, ", "");

        assertThat(judge(FixtureCases.healthy(untold).then(2, NOBODY_LEADS), Touches.learner("c"))
                        .answer())
                .isEqualTo(Answer.UNKNOWN);
        assertThat(judge(FixtureCases.healthy(untold), Touches.learner("c")).answer())
                .as("while somebody leads, it is enough to know that")
                .isEqualTo(Answer.HOLDS);
        assertThat(judge(
                                FixtureCases.healthy(untold)
                                        .then(2, NOBODY_LEADS.replace("}}}", "}}, b: {answers: false}}")),
                                Touches.learner("c"))
                        .answer())
                .as("who is not up need not tell")
                .isEqualTo(Answer.HOLDS);
    }

    @Test
    void nothingJoinsWhileItsRoomIsNotTold() {
        assertAnswer(
                judge(FixtureCases.healthy(FixtureClusters.POSTGRESQL), Touches.learner("c")),
                Answer.UNKNOWN,
                "it is not known how much room c has, or needs");
    }

    @Test
    void whatMovesNoDataNeedsNoRoom() {
        assertAnswer(judge(world(1), Touches.away("c")), Answer.HOLDS, "no data is moved");
    }

    @Test
    void nothingJoinsWhileTheSoftwareIsNotKnown() {
        Candidate joins = Altered.from(world(1_000).candidate(ActionKinds.STORE_RESTART, "c"))
                .effect(Touches.learner("c"))
                .candidate();
        FixtureWorld undescribed =
                world(1_000).then(2, "nodes: {a: {version: \"99.1\"}, b: {version: \"99.1\"}, c: {version: \"99.1\"}}");

        assertAnswer(
                new Capacity().judge(FixtureCases.of(undescribed, joins)),
                Answer.UNKNOWN,
                "no definition says whether there is room");
    }
}
