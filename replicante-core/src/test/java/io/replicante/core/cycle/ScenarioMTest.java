package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to go through: MongoDB with agents that report no configuration and no term. Who is a member is only observed. */
class ScenarioMTest {
    private static final String MONGO = """
            datastore: mongodb
            store: mongo.replica
            version: "7.0.14"
            configured: null
            declaration:
              acknowledges: [{shards: "*", by: quorum}]
              definition:
                cluster_id: data
                store: mongo.replica
                store_version: "7.0.14"
                nodes:
                  members: {desired_count: 3, node_class: small}
            nodes:
              a: {term: 0, copies: {tree: null, host-a: primary}, attributes: {mongodb.com/start_time: a1}}
              b: {term: 0, copies: {tree: null, host-b: secondary}, attributes: {mongodb.com/start_time: b1}}
              c: {term: 0, copies: {tree: null, host-c: secondary}, attributes: {mongodb.com/start_time: c1}}
            """;
    private static final String FRESH = """
            nodes:
              a: {status: NOT_IN_CLUSTER, copies: {host-a: null}}
              b: {status: NOT_IN_CLUSTER, copies: {host-b: null}}
              c: {status: NOT_IN_CLUSTER, copies: {host-c: null}}
            """;

    @Test
    @DisplayName("scenario M1: three fresh nodes are initialised once")
    void threeFreshNodesAreInitialisedOnceOnOneOfThem() {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, FRESH);
        Decision init = only(world.proposed(ActionKinds.CLUSTER_INIT));
        assertThat(init.against()).isEmpty();

        world.then(5, "nodes: {a: {status: HEALTHY, copies: {host-a: primary}}}");

        assertThat(world.proposed(ActionKinds.CLUSTER_INIT)).isEmpty();
        assertThat(world.state().record().initialisedAt()).isPresent();
    }

    @Test
    void nothingIsInitialisedWhileANodeIsSilent() {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, FRESH).then(5, "nodes: {b: {answers: false}}");

        assertThat(only(world.proposed(ActionKinds.CLUSTER_INIT)).verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    @DisplayName("case 25a, scenario M2: a third node is added as the definition says, where the declaration says Auto")
    void aThirdNodeIsAddedBesideTwoHealthyOnesOnThePrimary() {
        FixtureWorld world =
                FixtureWorld.of(MONGO).then(5, "nodes: {c: {status: NOT_IN_CLUSTER, copies: {host-c: null}}}");

        Decision add = only(world.proposed(ActionKinds.CLUSTER_ADD));

        assertThat(add.against()).isEmpty();
        assertThat(add.candidate().executor()).contains("a");
    }

    /** It would vote before it has anything: should it fail then, the first two could miss one failure less. */
    @Test
    void aNodeThatWouldVoteAtOnceIsNotAdded() {
        FixtureWorld world = FixtureWorld.of(MONGO.replace("7.0.14", "4.4.29"))
                .then(5, "nodes: {c: {status: NOT_IN_CLUSTER, copies: {host-c: null}}}");

        assertThat(only(world.proposed(ActionKinds.CLUSTER_ADD)).against())
                .extracting(Reason::rule)
                .contains("durable");
    }

    @Test
    @DisplayName("scenario M3: a new node beside a dead member is held back, and the way out is named")
    void aNewNodeBesideADeadMemberIsHeldBackWithTheWayOut() {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, "").then(15, """
                nodes:
                  c: {answers: false, listed: false}
                  d: {term: 0, status: NOT_IN_CLUSTER, attributes: {mongodb.com/start_time: d1}}
                """);

        assertThat(world.proposed(ActionKinds.CLUSTER_ADD)).isEmpty();
        Decision add = world.ask("d", ActionKinds.CLUSTER_ADD);
        assertThat(add.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(add.against())
                .extracting(Reason::message)
                .anySatisfy(message -> assertThat(message).contains("node c", "vouch for it as forgotten"));

        world.forgotten("c").then(3, "");
        assertThat(only(world.proposed(ActionKinds.CLUSTER_ADD)).against()).isEmpty();
    }

    @Test
    void whoEverSaidThatItIsAMemberCountsWhileItIsSilent() {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, "").then(3, "nodes: {c: {answers: false, listed: false}}");

        assertThat(world.found()).contains("VOTER_LOST c", "CONFIGURATION_NOT_REPORTED data");
        assertThat(world.restart("b").verdict()).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "c"})
    @DisplayName("scenario M4: secondaries are rolled when as many are declared as were observed")
    void rollsSecondariesWhenAsManyAreDeclaredAsWereObserved(String node) {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, "");

        assertThat(world.restart(node).against()).isEmpty();
    }

    /** Nothing says that it hands over; once another one is the primary it is a node like the others. */
    @Test
    @DisplayName("scenario M4: the primary is rolled once another node is it")
    void rollsThePrimaryOnceAnotherNodeIsIt() {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, "");
        assertThat(world.restart("a").against()).extracting(Reason::rule).containsExactly("primary-moved-first");

        world.then(5, "nodes: {a: {copies: {host-a: secondary}}, b: {copies: {host-b: primary}}}");

        assertThat(world.restart("a").against()).isEmpty();
    }

    /** It waits for one that lacks nothing, so that nothing that was acknowledged is only on the one that steps down. */
    @Test
    void thePrimaryStepsDownWhenItIsItsTurnToRestart() {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, "");
        world.restart("b");
        assertThat(world.proposed(ActionKinds.STORE_STEP_DOWN)).isEmpty();

        world.restart("a");
        Decision step = only(world.proposed(ActionKinds.STORE_STEP_DOWN));

        assertThat(step.against()).isEmpty();
        assertThat(step.candidate().executor()).contains("a");
        assertThat(step.candidate().effect().shift().movesPrimary()).isTrue();
    }

    /** Writes would stop until it gives up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nodes: {b: {copies: {host-b: 'RECOVERING'}}, c: {copies: {host-c: 'RECOVERING'}}}",
                "nodes: {b: {answers: false}}",
                "nodes: {b: {status: UNAVAILABLE}, c: {status: UNAVAILABLE}}",
                "declaration: {pauses: {max: PT5S}}"
            })
    void nobodyStepsDownWhileTheOthersAreNotReadyOrWritesMayNotPause(String change) {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, "").then(3, change);
        world.restart("a");

        assertThat(world.proposed(ActionKinds.STORE_STEP_DOWN))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.verdict()).isEqualTo(Verdict.REFUSED));
    }

    @Test
    @DisplayName("scenario M4: nobody is rolled when more are declared than were observed")
    void rollsNobodyWhenMoreAreDeclaredThanWereObserved() {
        FixtureWorld world =
                FixtureWorld.of(MONGO).then(5, "declaration: {definition: {nodes: {members: {desired_count: 5}}}}");

        Decision decision = world.restart("b");

        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(decision.against())
                .extracting(Reason::message)
                .anySatisfy(message -> assertThat(message).contains("3 members were observed, 5 nodes are declared"));
    }

    /** What is only observed proves nothing about who is out. */
    @Test
    void givesNoMachineBackOnAnObservedConfiguration() {
        FixtureWorld world = FixtureWorld.of(MONGO).then(5, "").forgotten("c").then(15, "nodes: {c: {answers: false}}");

        assertThat(world.proposed(Candidate.DEPROVISION))
                .allSatisfy(decision ->
                        assertThat(decision.against()).extracting(Reason::rule).contains("removable"));
    }

    @Test
    void aWriteMayBeOnThePrimaryAloneUntilItIsDeclaredWhatClientsWaitFor() {
        FixtureWorld undeclared = FixtureWorld.of(MONGO + "").then(5, "declaration: {acknowledges: []}");

        Decision primary = undeclared.restart("a");

        assertThat(undeclared.found()).contains("ACKNOWLEDGES_UNDECLARED *");
        assertThat(primary.against()).extracting(Reason::rule).contains("durable");
        assertThat(undeclared.restart("b").against()).isEmpty();
        assertThat(FixtureWorld.of(MONGO).then(5, "").restart("a").against())
                .extracting(Reason::rule)
                .doesNotContain("durable");
    }

    private static Decision only(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return decisions.get(0);
    }
}
