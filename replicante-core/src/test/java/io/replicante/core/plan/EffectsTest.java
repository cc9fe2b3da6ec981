package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Shift;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Footprint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an action does to whom, who runs it and with what, from what its definition says and how the cluster is. */
class EffectsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Footprint MOVES = footprint(List.of(), true, Optional.empty(), Optional.empty(), false);

    private static Footprint footprint(
            List<Footprint.Who> leaves,
            boolean movesPrimary,
            Optional<Duration> stopsWrites,
            Optional<String> donors,
            boolean donorsServe) {
        return new Footprint(
                Optional.empty(),
                List.of(),
                leaves,
                false,
                false,
                false,
                false,
                movesPrimary,
                stopsWrites,
                donors.map(Expression::compile),
                donorsServe);
    }

    private static Situation situation(String world) {
        return FixtureWorld.of(world).then(4, "").situation();
    }

    private static Optional<NodeView> node(Situation situation, String id) {
        return situation.view().node(id);
    }

    private static Optional<Ensemble.Member> member(Situation situation, String node) {
        return situation.ensemble().flatMap(known -> known.ofNode(node));
    }

    private static Effect effect(Situation situation, String kind, Footprint footprint, String subject) {
        return Effects.of(situation.view(), kind, footprint, node(situation, subject), Optional.empty());
    }

    @Test
    void whoLeavesIsTheOneThatIsLostOrTheOneThatItIsAbout() {
        Situation three = situation("");
        Footprint lost = footprint(List.of(Footprint.Who.LOST), false, Optional.empty(), Optional.empty(), false);
        Footprint subject = footprint(List.of(Footprint.Who.SUBJECT), false, Optional.empty(), Optional.empty(), false);

        assertThat(Effects.of(three.view(), "x", lost, node(three, "b"), member(three, "c"))
                        .leaves())
                .contains("3");
        assertThat(Effects.of(three.view(), "x", lost, node(three, "b"), Optional.empty())
                        .leaves())
                .isEmpty();
        assertThat(Effects.of(three.view(), "x", subject, node(three, "b"), member(three, "c"))
                        .leaves())
                .contains("2");
        assertThat(Effects.of(three.view(), "x", subject, Optional.empty(), member(three, "c"))
                        .leaves())
                .contains("3");
        assertThat(Effects.of(three.view(), "x", MOVES, node(three, "b"), member(three, "c"))
                        .leaves())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, agent.replicante.io/store.stop,     taken",
        "postgresql, agent.replicante.io/store.promote,  given",
        "postgresql, agent.replicante.io/store.resume,   given",
        "mongodb,    agent.replicante.io/store.stepdown, handed over",
        "mongodb,    agent.replicante.io/store.promote,  given"
    })
    void whatBecomesOfThePrimarysPlaceDependsOnTheKind(String datastore, String kind, String becomes) {
        Situation situation =
                situation(datastore.equals("mongodb") ? FixtureClusters.MONGODB : FixtureClusters.POSTGRESQL);

        Shift shift = effect(situation, kind, MOVES, "b").shift();

        Optional<String> b = Optional.of("b");
        assertThat(shift.promoted()).isEqualTo(becomes.equals("given") ? b : Optional.empty());
        assertThat(shift.demoted()).isEqualTo(becomes.equals("taken") ? b : Optional.empty());
        assertThat(shift.yields()).isEqualTo(becomes.equals("handed over") ? b : Optional.empty());
    }

    @Test
    void whatMovesNoPrimaryLeavesItsPlaceAlone() {
        Footprint pauses = footprint(List.of(), false, Optional.of(MINUTE), Optional.empty(), false);

        Shift shift = effect(situation(FixtureClusters.POSTGRESQL), ActionKinds.STORE_STOP, pauses, "b")
                .shift();

        assertThat(shift.movesPrimary()).isFalse();
        assertThat(shift.pauses()).contains("b");
        assertThat(shift.pausesAtMost()).isEqualTo(MINUTE);
    }

    @Test
    void writesAreStoppedWhereThePrimaryIsNow() {
        Footprint switches = footprint(List.of(), true, Optional.of(MINUTE), Optional.empty(), false);
        Situation nobody = FixtureWorld.of(FixtureClusters.POSTGRESQL)
                .then(4, "")
                .then(2, "nodes: {a: {copies: {tree: secondary}}}")
                .situation();

        assertThat(effect(situation(FixtureClusters.POSTGRESQL), "x", switches, "b")
                        .shift()
                        .pauses())
                .contains("a");
        assertThat(effect(nobody, "x", switches, "b").shift().pauses())
                .as("while nobody knows where that is")
                .contains("b");
        assertThat(effect(situation(FixtureClusters.MONGODB), ActionKinds.STORE_STEP_DOWN, switches, "a")
                        .shift()
                        .pauses())
                .as("the datastore itself stops them")
                .isEmpty();
    }

    @Test
    void whoMayBeCopiedFromIsBlocked() {
        Optional<String> primary = Optional.of("node.node_id == primary.node_id");
        Footprint one = footprint(List.of(), false, Optional.empty(), primary, false);
        Footprint serves = footprint(List.of(), false, Optional.empty(), primary, true);
        Footprint untold = footprint(
                List.of(), false, Optional.empty(), Optional.of("node.extras['acme.test/none'] == 'x'"), false);
        Situation situation = situation(FixtureClusters.POSTGRESQL);

        assertThat(effect(situation, "x", one, "b").shift().blocked()).containsExactly("a");
        assertThat(effect(situation, "x", one, "a").shift().blocked())
                .as("nobody copies from itself")
                .isEmpty();
        assertThat(effect(situation, "x", serves, "b").shift().blocked()).isEmpty();
        assertThat(effect(situation, "x", untold, "b").shift().blocked())
                .as("of whom it cannot be told")
                .containsExactly("a", "c");
        assertThat(effect(situation, "x", MOVES, "b").shift().blocked()).isEmpty();
    }

    /** Where there is a primary of the cluster, nobody else speaks for it. */
    @Test
    void anyOtherMemberRunsItWhereThereIsNoPrimary() {
        Situation ring = FixtureWorld.of(FixtureClusters.CASSANDRA)
                .then(4, "")
                .then(2, "nodes: {a: {status: UNHEALTHY}}")
                .situation();
        Situation quorum = situation("");
        Situation nobody = FixtureWorld.of("")
                .then(4, "")
                .then(2, "nodes: {a: {copies: {tree: secondary}}}")
                .situation();

        assertThat(executor(ring, Optional.of("c"), Optional.empty())).contains("b");
        assertThat(executor(ring, Optional.of("b"), Optional.empty())).contains("c");
        assertThat(executor(ring, Optional.empty(), Optional.of("b"))).contains("c");
        assertThat(executor(quorum, Optional.of("c"), Optional.empty())).contains("a");
        assertThat(executor(quorum, Optional.of("a"), Optional.empty())).isEmpty();
        assertThat(executor(quorum, Optional.empty(), Optional.of("a"))).isEmpty();
        assertThat(executor(nobody, Optional.of("c"), Optional.empty())).isEmpty();
    }

    private static Optional<String> executor(Situation situation, Optional<String> subject, Optional<String> lost) {
        return Execution.executor(
                situation.view(),
                action(ActionDefinition.RunsOn.MEMBER_OTHER_THAN_SUBJECT, Map.of()),
                subject.flatMap(id -> node(situation, id)),
                lost.flatMap(id -> member(situation, id)));
    }

    private static ActionDefinition action(ActionDefinition.RunsOn runsOn, Map<String, Expression> args) {
        return new ActionDefinition(
                "acme.test/tune", runsOn, args, Footprint.EMPTY, List.of(), Optional.empty(), MINUTE, false);
    }

    @Test
    void argumentsKeepTheirTypes() {
        Situation situation = situation("");
        Map<String, Expression> args = Map.of(
                "number", Expression.compile("3"),
                "flag", Expression.compile("subject.node_id == 'b'"),
                "text", Expression.compile("subject.node_id"),
                "untold", Expression.compile("subject.attributes['acme.test/none']"));

        assertThat(Execution.args(
                                situation.view(),
                                action(ActionDefinition.RunsOn.SUBJECT, args),
                                node(situation, "b"),
                                Optional.empty())
                        .toString())
                .isEqualTo("{\"flag\":true,\"number\":3,\"text\":\"b\",\"untold\":null}");
        assertThat(Execution.args(
                                situation.view(),
                                action(
                                        ActionDefinition.RunsOn.PRIMARY,
                                        Map.of("member", Expression.compile("subject.member_id"))),
                                Optional.empty(),
                                member(situation, "c"))
                        .toString())
                .as("about nobody but the one that is lost")
                .isEqualTo("{\"member\":\"3\"}");
    }

    @Test
    void whatNoDefinitionDescribesIsNotKnown() {
        Situation situation = situation("");

        assertThat(Described.action(situation.view(), "acme.test/tune", node(situation, "b"), Optional.empty())
                        .toString())
                .contains("no known definition describes acme.test/tune");
        assertThat(Described.action(situation.view(), ActionKinds.STORE_RESTART, node(situation, "b"), Optional.empty())
                        .isKnown())
                .isTrue();
    }
}
