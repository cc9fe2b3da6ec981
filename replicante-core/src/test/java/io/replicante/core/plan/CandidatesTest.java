package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.check.FindingCodes;
import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Target;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells one candidate from another, what it is aimed at, and what it would resolve. */
class CandidatesTest {
    private static final String DEAD = "nodes: {c: {answers: false}}";

    private static Situation situation(String then) {
        return FixtureWorld.of("").then(4, "").then(5, then).situation();
    }

    private static ActionDefinition defined(Situation situation, String kind) {
        return situation.definition().orElseThrow().action(kind).orElseThrow();
    }

    private static Candidate action(
            Situation situation, String kind, String subject, Optional<Ensemble.Member> lost, List<Finding> findings) {
        return Candidates.of(situation, "test")
                .action(defined(situation, kind), situation.view().node(subject), lost, findings);
    }

    private static Optional<Ensemble.Member> member(Situation situation, String node) {
        return situation.ensemble().flatMap(known -> known.ofNode(node));
    }

    @Test
    void isKnownByItsKindWhomItIsAimedAtAndTheIncident() {
        Situation dead = situation(DEAD);
        List<Finding> lost = dead.of(FindingCodes.VOTER_LOST);

        assertThat(action(dead, ActionKinds.STORE_RESTART, "b", Optional.empty(), List.of())
                        .key())
                .isEqualTo(ActionKinds.STORE_RESTART + "|b@1|");
        assertThat(action(dead, ActionKinds.CLUSTER_SWAP, "b", member(dead, "c"), lost)
                        .key())
                .isEqualTo(ActionKinds.CLUSTER_SWAP + "|b@1,c|" + lost.get(0).incident());
        assertThat(action(dead, ActionKinds.CLUSTER_SWAP, "b", member(dead, "c"), lost)
                        .resolves())
                .containsExactly(FindingCodes.VOTER_LOST);
    }

    @Test
    void whomItIsAimedAtIsThatVeryProcessOnThatVeryMachine() {
        Situation now = situation(DEAD);

        assertThat(action(now, ActionKinds.CLUSTER_SWAP, "b", member(now, "c"), List.of())
                        .targets())
                .containsExactly(
                        new Target("b", Optional.of("1"), Optional.of("machine-b")),
                        new Target("c", Optional.empty(), Optional.of("machine-c")));
        Situation unlisted =
                FixtureWorld.of("configured: {d: participant}").then(4, "").situation();
        assertThat(action(
                                unlisted,
                                ActionKinds.CLUSTER_SWAP,
                                "b",
                                unlisted.ensemble().flatMap(known -> known.byId("4")),
                                List.of())
                        .targets())
                .as("a member that is no node which anybody knows")
                .contains(new Target("member:4", Optional.empty(), Optional.empty()));
    }

    @Test
    void noKeyIsLongerThanCanBeStored() {
        String most = "g".repeat(500 - Candidate.PROVISION.length() - 3);

        assertThat(machine(most)).hasSize(500).contains("|" + most + "|");
        assertThat(machine(most + "1"))
                .hasSizeLessThan(500)
                .startsWith(Candidate.PROVISION + "|")
                .isEqualTo(machine(most + "1"))
                .isNotEqualTo(machine(most + "2"));
    }

    private static String machine(String group) {
        return Candidates.of(situation(""), "test")
                .provision(group, false, List.of())
                .key();
    }

    @ParameterizedTest
    @CsvSource({
        "agent.replicante.io/cluster.add,  c, ''",
        "agent.replicante.io/cluster.init, '', forms",
        "acme.test/adopt,                  c, ''"
    })
    void whatADeclarationAsksForIsMeantAsItsKindSays(String kind, String voter, String forms) {
        Situation now = situation("");
        NodeView subject = now.view().node("c").orElseThrow();
        NodeView executor = now.view().node("a").orElseThrow();

        Candidate asked = Candidates.of(now, "test")
                .declared(
                        kind,
                        subject,
                        executor,
                        JsonNodeFactory.instance.objectNode().put("x", 1),
                        List.of());

        assertThat(asked.executor()).contains("a");
        assertThat(asked.effect().voter().orElse("")).isEqualTo(voter);
        assertThat(asked.effect().forms()).isEqualTo(!forms.isEmpty());
        assertThat(asked.args().toString()).isEqualTo("{\"x\":1}");
        assertThat(asked.key()).isEqualTo(kind + "|c@1|");
    }

    @Test
    void withoutArgumentsThoseOfTheDefinitionAreMeant() {
        Situation now = situation("");
        NodeView subject = now.view().node("c").orElseThrow();

        Candidate asked = Candidates.of(now, "test")
                .declared(ActionKinds.CLUSTER_ADD, subject, subject, NullNode.getInstance(), List.of());

        assertThat(asked.args())
                .isEqualTo(action(now, ActionKinds.CLUSTER_ADD, "c", Optional.empty(), List.of())
                        .args());
        assertThat(asked.args().isEmpty()).isFalse();
        assertThat(Candidates.of(now, "test")
                        .declared("acme.test/adopt", subject, subject, NullNode.getInstance(), List.of())
                        .args()
                        .isEmpty())
                .isTrue();
    }

    /** Of several variants the first that applies to whom it is about. */
    @Test
    void isDescribedByTheVariantThatApplies() {
        FixtureWorld ring =
                FixtureWorld.of(FixtureClusters.CASSANDRA).then(4, "").then(3, "nodes: {b: {answers: false}}");
        Situation now = ring.situation();

        assertThat(Described.action(
                                now.view(),
                                ActionKinds.CLUSTER_REMOVE,
                                now.view().node("c"),
                                Optional.empty())
                        .toOptional()
                        .orElseThrow()
                        .runsOn())
                .isEqualTo(ActionDefinition.RunsOn.SUBJECT);
        assertThat(Described.action(
                                now.view(),
                                ActionKinds.CLUSTER_REMOVE,
                                now.view().node("b"),
                                Optional.empty())
                        .toOptional()
                        .orElseThrow()
                        .runsOn())
                .isNotEqualTo(ActionDefinition.RunsOn.SUBJECT);
        assertThat(Described.action(now.view(), ActionKinds.CLUSTER_REMOVE, Optional.empty(), member(now, "c"))
                        .toOptional()
                        .orElseThrow()
                        .runsOn())
                .as("of a member that is a node")
                .isEqualTo(ActionDefinition.RunsOn.SUBJECT);
        Situation unlisted = FixtureWorld.of(FixtureClusters.CASSANDRA + "configurationVersion: \"2\"\n")
                .then(4, "configured: {e: normal}")
                .situation();
        assertThat(Described.action(
                                unlisted.view(),
                                ActionKinds.CLUSTER_REMOVE,
                                Optional.empty(),
                                unlisted.ensemble().flatMap(known -> known.byId("e")))
                        .toOptional()
                        .orElseThrow()
                        .runsOn())
                .as("of a member that is none")
                .isNotEqualTo(ActionDefinition.RunsOn.SUBJECT);
        assertThat(Described.action(now.view(), ActionKinds.CLUSTER_REMOVE, Optional.empty(), Optional.empty())
                        .toString())
                .contains("which variant of " + ActionKinds.CLUSTER_REMOVE + " applies is not known");
    }

    @ParameterizedTest
    @CsvSource({"7.0.14, true", "4.4.29, false"})
    void isDescribedByTheVariantOfTheVersionsThatRun(String version, boolean later) {
        Situation now = FixtureWorld.of("""
                datastore: mongodb
                store: mongo.replica
                version: "%s"
                configured: {a: PRIMARY, b: SECONDARY, c: SECONDARY}
                declaration: {definition: null, acknowledges: [{shards: "*", by: quorum}]}
                """.formatted(version)).then(4, "").situation();

        assertThat(action(now, ActionKinds.CLUSTER_ADD, "c", Optional.empty(), List.of())
                        .effect()
                        .shift()
                        .votesLater())
                .isEqualTo(later);
    }

    /** What a proposal resolves decides how long it has to be confirmed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "platform.provision | configured: {c: null}, nodes: {c: null} | | MISSING_NODE",
                "platform.provision | | nodes: {c: {answers: false}} | MISSING_NODE, VOTER_LOST",
                "cluster.remove | declaration: {definition: null} |"
                        + " nodes: {b: {answers: false}, c: {answers: false, listed: false}} |"
                        + " MISSING_FROM_DISCOVERY, VOTER_LOST"
            })
    void namesTheFindingsThatItWouldResolve(String kind, String world, String then, String codes) {
        FixtureWorld played = FixtureWorld.of(world == null ? "" : "{" + world + "}")
                .then(3, "")
                .then(5, then == null ? "" : then);

        assertThat(played.state().decisions())
                .extracting(decision -> decision.candidate())
                .filteredOn(candidate -> candidate.kind().endsWith(kind))
                .singleElement()
                .satisfies(candidate ->
                        assertThat(String.join(", ", candidate.resolves())).isEqualTo(codes));
    }
}
