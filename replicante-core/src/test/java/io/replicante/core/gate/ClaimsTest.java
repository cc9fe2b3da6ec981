package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.fixture.Altered;
import io.replicante.core.plan.Candidates;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.state.Target;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.ActionVariant;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Footprint;
import io.replicante.spec.json.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a candidate says of itself is held against the definition: who runs it, with what, and what it touches. */
class ClaimsTest {
    private static final String TUNE = "acme.test/tune";
    private static final String LOOK = "acme.test/look";
    private static final String MAYBE = "acme.test/maybe";
    private static final Footprint AWAY =
            new Footprint(Optional.of(Duration.ofMinutes(1)), List.of(), List.of(), false, false, false);

    private final World world = World.healthy(3);
    private final Judgement judgement = new Judgement(world, definition());

    private static DatastoreDefinition definition() {
        Map<String, ActionDefinition> actions = new TreeMap<>(Datastores.usual().actions());
        ActionVariant asItIs = variant("true", Optional.empty());
        ActionVariant disrupts = variant("false", Optional.of(AWAY));
        actions.put(TUNE, action(TUNE, AWAY, List.of()));
        actions.put(LOOK, action(LOOK, Footprint.EMPTY, List.of(asItIs)));
        actions.put(MAYBE, action(MAYBE, Footprint.EMPTY, List.of(asItIs, disrupts)));
        return Datastores.with(actions);
    }

    private static ActionDefinition action(String kind, Footprint footprint, List<ActionVariant> variants) {
        return new ActionDefinition(
                kind,
                ActionDefinition.RunsOn.SUBJECT,
                Map.of("level", Expression.compile("5"), "name", Expression.compile("subject.node_id")),
                footprint,
                List.of(),
                Optional.of(Expression.compile("true")),
                Duration.ofMinutes(1),
                true,
                variants,
                Optional.empty());
    }

    private static ActionVariant variant(String when, Optional<Footprint> footprint) {
        return new ActionVariant(
                Optional.empty(),
                Optional.of(Expression.compile(when)),
                Optional.empty(),
                footprint,
                List.of(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"node-1,HOLDS", "node-2,VIOLATED", ",VIOLATED"})
    void anActionIsRunByWhomTheDefinitionSays(String executor, Answer answer) {
        assertThat(definitionKnown(with(tune(), Optional.ofNullable(executor), tune().args())))
                .isEqualTo(answer);
    }

    /** What was stored as a number may be read as a text, or as another type of number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"level\":5,\"name\":\"node-1\"};HOLDS",
                "{\"level\":\"5\",\"name\":\"node-1\"};HOLDS",
                "{\"level\":6,\"name\":\"node-1\"};VIOLATED",
                "{\"level\":5,\"name\":\"node-2\"};VIOLATED",
                "{\"level\":5};VIOLATED",
                "{\"level\":[5],\"name\":\"node-1\"};VIOLATED",
                "{\"level\":{},\"name\":\"node-1\"};VIOLATED",
                "{\"level\":5,\"name\":\"node-1\",\"more\":\"\"};VIOLATED",
                "{};VIOLATED"
            })
    void anAgentIsToldWhatTheDefinitionSays(String args, Answer answer) {
        JsonNode told = Json.parse(args);

        assertThat(definitionKnown(with(tune(), tune().executor(), told))).isEqualTo(answer);
        assertThat(definitionKnown(asked(with(tune(), tune().executor(), told))))
                .as("a person chooses the arguments")
                .isEqualTo(Answer.HOLDS);
    }

    /** By name of the effect, and of the node that it claims to be about. */
    @Test
    void anActionTouchesWhatTheDefinitionSays() {
        Candidate honest = tune();

        assertThat(definitionKnown(honest)).isEqualTo(Answer.HOLDS);
        for (Effect claimed : List.of(
                Effect.NONE,
                Touches.away("node-2"),
                Touches.away("node-1", Duration.ofSeconds(59)),
                Touches.learner("node-1"),
                Touches.voter("node-1"),
                Touches.leaves("1"),
                Touches.forms(),
                Touches.promotes("node-1"),
                Touches.demotes("node-1"),
                Touches.pauses("node-1"),
                Touches.rebuilds("node-1"),
                Effect.provisioning(false),
                Effect.losing("node-1"))) {
            assertThat(definitionKnown(claiming(honest, claimed)))
                    .as(claimed.toString())
                    .isEqualTo(Answer.VIOLATED);
        }
    }

    @Test
    void onlyWhatTheDefinitionCallsOneStepIsOne() {
        GateCase swap = judgement.repair(ActionKinds.CLUSTER_SWAP, "node-1");
        String lost = world.machine("node-2").memberId;

        assertThat(isTrue(of(swap, Touches.swap("node-1", lost, true)))).isTrue();
        assertThat(isTrue(of(swap, Touches.swap("node-1", lost, false)))).isTrue();
        assertThat(isTrue(of(swap, Touches.swap("node-3", lost, true)))).isFalse();
        assertThat(isTrue(tune())).isTrue();
        assertThat(isTrue(claiming(tune(), atomic(tune().effect())))).isFalse();
    }

    private static Effect atomic(Effect effect) {
        return new Effect(
                effect.away(),
                effect.awayAtMost(),
                effect.learner(),
                effect.voter(),
                effect.leaves(),
                effect.lost(),
                effect.forms(),
                effect.provisions(),
                true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePlatformStartsOneMachine(boolean forms) {
        Candidate provision = candidates().provision("members", forms, List.of());

        assertThat(definitionKnown(provision)).isEqualTo(Answer.HOLDS);
        assertThat(definitionKnown(claiming(provision, Effect.NONE))).isEqualTo(Answer.VIOLATED);
        assertThat(definitionKnown(claiming(provision, Effect.losing("node-1"))))
                .isEqualTo(Answer.VIOLATED);
        assertThat(definitionKnown(aimedAt(provision, tune().targets()))).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void thePlatformIsGivenBackTheMachineThatIsNamed() {
        Candidate givesBack = Judgement.givingBack(judgement.restart("node-1").situation(), "node-1");

        assertThat(definitionKnown(givesBack)).isEqualTo(Answer.HOLDS);
        assertThat(definitionKnown(claiming(givesBack, Effect.NONE))).isEqualTo(Answer.VIOLATED);
        assertThat(definitionKnown(claiming(givesBack, Effect.losing("node-2"))))
                .isEqualTo(Answer.VIOLATED);
        assertThat(definitionKnown(claiming(givesBack, Effect.provisioning(false))))
                .isEqualTo(Answer.VIOLATED);
        assertThat(definitionKnown(aimedAt(givesBack, List.of()))).isEqualTo(Answer.VIOLATED);
    }

    @Test
    void whereAddingIsDeclaredAnotherNodeThatIsNotIdleMayRunIt() {
        Candidate add = of(ActionKinds.CLUSTER_ADD, "node-3");
        JsonNode own = JsonNodeFactory.instance.objectNode().put("own", "word");
        assertThat(isCarriedOut(with(add, Optional.of("node-1"), own))).isFalse();

        world.declare(
                builder -> builder.expand(new Declaration.Expand(Declaration.Expand.Mode.JOIN, Optional.empty())));
        assertThat(isCarriedOut(with(add, Optional.of("node-1"), own))).isFalse();

        world.declare(builder -> builder.expand(new Declaration.Expand(Declaration.Expand.Mode.ADD, Optional.empty())));
        assertThat(isCarriedOut(with(add, Optional.of("node-1"), own))).isTrue();
        assertThat(isCarriedOut(with(add, Optional.of("node-3"), own))).isFalse();
        assertThat(isCarriedOut(with(add, Optional.of("nobody"), own))).isFalse();
        assertThat(isCarriedOut(with(add, Optional.empty(), own))).isFalse();
        String newcomer = world.provision().id;
        world.run(2);
        assertThat(isCarriedOut(with(add, Optional.of(newcomer), own))).isFalse();
    }

    @Test
    void anActionThatTouchesNothingIsAskedAboutNothingElse() {
        assertThat(rulesAsked(of(LOOK, "node-1"))).containsExactlyInAnyOrder("allowed-by-mode", "evidence-fresh");
    }

    @Test
    void whatMayTouchSomethingIsNotHarmless() {
        assertThat(rulesAsked(of(MAYBE, "node-1")))
                .as("one of its variants disrupts")
                .contains("definition-known", "durable");
        assertThat(rulesAsked(claiming(tune(), Effect.NONE))).contains("definition-known", "durable");
        assertThat(rulesAsked(claiming(of(LOOK, "node-1"), Touches.away("node-1"))))
                .contains("definition-known", "durable");
    }

    private Candidate tune() {
        return of(TUNE, "node-1");
    }

    private Candidate of(String kind, String node) {
        GateCase honest = judgement.restart("node-1");
        return judgement.candidate(honest.situation(), kind, node);
    }

    private Candidates candidates() {
        return Candidates.of(judgement.restart("node-1").situation(), "test");
    }

    private Reason judge(Candidate candidate) {
        return new DefinitionKnown().judge(Judgement.of(judgement.restart("node-1"), candidate));
    }

    private Answer definitionKnown(Candidate candidate) {
        return judge(candidate).answer();
    }

    private boolean isCarriedOut(Candidate candidate) {
        return !judge(candidate).message().contains("would not be run by whom");
    }

    private boolean isTrue(Candidate candidate) {
        return Claims.areTrue(
                candidate,
                definition().action(candidate.kind()).orElseThrow(),
                judgement.situation().view());
    }

    private Collection<String> rulesAsked(Candidate candidate) {
        return Gate.without(List.of(), SafetySettings.DEFAULT)
                .judge(candidate, judgement.restart("node-1").situation())
                .reasons()
                .stream()
                .map(Reason::rule)
                .toList();
    }

    private static Candidate of(GateCase honest, Effect effect) {
        return claiming(honest.candidate(), effect);
    }

    private static Candidate claiming(Candidate from, Effect effect) {
        return Altered.from(from).effect(effect).candidate();
    }

    private static Candidate aimedAt(Candidate from, List<Target> targets) {
        return Altered.from(from).targets(targets).candidate();
    }

    private static Candidate with(Candidate from, Optional<String> executor, JsonNode args) {
        return Altered.from(from).executor(executor).args(args).candidate();
    }

    private static Candidate asked(Candidate from) {
        return Altered.from(from).request(Optional.of(new UUID(5, 5))).candidate();
    }
}
