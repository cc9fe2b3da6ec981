package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Reason.Answer;
import io.replicante.core.view.Surroundings;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Pair;
import io.replicante.core.world.Server;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.DefinitionReader;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.model.AttributeValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An old primary that nobody can reach: what proves that it acknowledges nothing more, what does not, and what is known of its writes
 * then. Their clients know what was acknowledged.
 */
class RevocationScenariosTest {
    private static final String CONTACT = "example.org/heard_seconds_ago";
    private static final String SELF_FENCING = """
            apiVersion: replicante.io/v1
            kind: DatastoreDefinition
            metadata: {name: self-fencing, title: PostgreSQL that a watchdog stops, sources: [the test]}
            spec:
              extends: postgresql
              stores: [postgresql]
              failover:
                selfFence: {after: PT20S, contact: "node.extras['example.org/heard_seconds_ago']", margin: PT4S}
            """;

    /** It runs, and nobody confirms anything to it: that its clients wait for. */
    @Test
    @DisplayName("case 1f: an unreachable primary is replaced once all that it waits for have left it")
    void anUnreachablePrimaryIsReplacedOnceAllThatItWaitsForHaveLeftIt() {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").agentAnswers = false;
        pair.run(60);
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.REFUSED);

        pair.detach("b", "c");
        pair.run(10);

        assertThat(pair.server("a").running).isTrue();
        assertThat(primary(pair, "b") || primary(pair, "c")).isTrue();
        assertThat(pair.lost()).isEmpty();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    static Stream<Consumer<Pair>> stillConfirming() {
        return Stream.of(
                pair -> pair.detach("b"),
                pair -> {
                    pair.detach("b", "c");
                    pair.server("c").agentAnswers = false;
                },
                pair -> {
                    pair.detach("b", "c");
                    pair.server("c").kill();
                });
    }

    /** Whoever was not heard to have left may confirm its next write. */
    @ParameterizedTest
    @MethodSource("stillConfirming")
    void nobodyIsPromotedWhileOneThatItWaitsForMayStillConfirm(Consumer<Pair> change) {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").agentAnswers = false;
        pair.run(20);
        change.accept(pair);

        pair.run(40);

        assertThat(pair.sent).isEmpty();
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** What a client does not wait for it is told all the same. */
    @Test
    void thatItIsLeftProvesNothingWhereClientsMayWaitForNobody() {
        Pair pair = new Pair(Declaration.defaults(), Datastores.bundled(), List.of("b", "c"), 1);
        pair.run(6);
        pair.server("a").agentAnswers = false;
        pair.detach("b", "c");

        pair.run(40);

        assertThat(pair.sent).isEmpty();
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** One of any two of the three has each write that two of them confirmed. */
    @Test
    @DisplayName("case 2g: the positions of two of three are enough where it waited for two")
    void twoOfThreeDoWhereTheOldPrimaryWaitedForTwo() {
        Pair pair = Pair.synchronous(2, "b", "c", "d");
        pair.server("a").agentAnswers = false;
        pair.server("d").agentAnswers = false;
        pair.detach("b", "c");

        pair.run(30);

        assertThat(primary(pair, "b") || primary(pair, "c")).isTrue();
        assertThat(pair.lost()).isEmpty();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    /** The one that was promoted may lack what only the other confirmed. */
    @Test
    @DisplayName("case 2g: the positions of two of three are not enough where it waited for one")
    void twoOfThreeDoNotWhereItWaitedForOne() {
        Pair pair = Pair.synchronous(1, "b", "c", "d");
        pair.server("d").agentAnswers = false;
        pair.server("a").readsDisk = false;
        pair.server("a").kill();

        pair.run(40);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
    }

    /** Whatever the old primary has beyond what its standbys have, nobody was told that it is kept. */
    @Test
    void theOldPrimaryIsNotAskedForItsPositionWhereEnoughOfItsStandbysAre() {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").readsDisk = false;
        pair.server("a").kill();

        pair.run(40);

        assertThat(pair.sentKinds()).startsWith(ActionKinds.STORE_STOP, ActionKinds.STORE_PROMOTE);
        assertThat(pair.lost()).isEmpty();
    }

    /** What was confirmed before by one alone is not on two of them yet. */
    @Test
    void aNumberThatWasJustRaisedSaysNothingOfEarlierWrites() {
        Pair pair = Pair.synchronous(1, "b", "c", "d");
        Stream.of("c", "d").forEach(id -> pair.server(id).upstream = "");
        pair.run(10);
        pair.server("a").waitsFor = 2;
        pair.run(5);
        pair.server("a").readsDisk = false;
        pair.server("a").kill();
        pair.server("b").agentAnswers = false;

        pair.run(40);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
    }

    @Test
    @DisplayName("case 1i: as much as is declared may be lost without a person, and no more")
    void asMuchAsIsDeclaredMayBeLostWithoutAPerson() {
        Pair pair = new Pair(losing(Duration.ofSeconds(30)));
        pair.server("a").sendsNothing = true;
        pair.run(3);
        pair.server("a").kill();

        pair.run(30);

        assertThat(primary(pair, "b")).isTrue();
        assertThat(pair.lost()).isNotEmpty().hasSizeLessThanOrEqualTo(4 * 30);
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    @Test
    void aPersonIsAskedWhereMoreMayBeLostThanIsDeclared() {
        Pair pair = new Pair(losing(Duration.ofSeconds(3)));
        pair.server("a").sendsNothing = true;
        pair.run(6);
        pair.server("a").kill();

        pair.run(30);

        assertThat(pair.sentKinds()).containsExactly(ActionKinds.STORE_STOP);
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.NEEDS_APPROVAL);
    }

    /** It goes on acknowledging: there is no end to count until. */
    @Test
    void noDeclaredLossReplacesAPrimaryThatMayStillAcknowledge() {
        Pair pair = new Pair(losing(Duration.ofDays(1)));
        pair.server("a").agentAnswers = false;

        pair.run(60);

        assertThat(pair.sent).isEmpty();
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** Its watchdog stops it; until that is certain, and for as long again as clocks may differ, nobody is promoted. */
    @Test
    @DisplayName("case 1g: a primary that fences itself is replaced once it certainly did")
    void aPrimaryThatFencesItselfIsReplacedOnceItCertainlyDid() {
        Pair pair = new Pair(losing(Duration.ofMinutes(5)), selfFencing(), List.of("b"), 0);
        pair.run(6);
        pair.server("a").agentAnswers = false;
        pair.server("a").sendsNothing = true;
        for (int ago = 0; ago < 24; ago++) {
            pair.server("b").extras.put(CONTACT, AttributeValue.of(ago));
            if (ago == 20) {
                pair.server("a").kill();
            }
            pair.tick();
            assertThat(pair.sent).isEmpty();
        }
        pair.server("b").extras.put(CONTACT, AttributeValue.of(24));
        pair.run(5);

        assertThat(primary(pair, "b")).isTrue();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    /** Nobody knows how it is, or somebody was in touch with it just now. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 3, 23})
    void aPrimaryThatMayBeInTouchWithAPeerFencesNothing(long ago) {
        Pair pair = new Pair(losing(Duration.ofMinutes(5)), selfFencing(), List.of("b", "c"), 0);
        pair.run(6);
        pair.server("a").agentAnswers = false;
        pair.server("b").extras.put(CONTACT, AttributeValue.of(100));
        if (ago >= 0) {
            pair.server("c").extras.put(CONTACT, AttributeValue.of(ago));
        }

        pair.run(40);

        assertThat(pair.sent).isEmpty();
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    @DisplayName("case 1h: a primary whose machine is destroyed is replaced")
    void aPrimaryWhoseMachineIsDestroyedIsReplaced() {
        Pair pair = unlisted(PlatformSpec.Unlisted.DESTROYED);
        pair.server("a").kill();

        for (int i = 0; i < 30 && pair.sent.isEmpty(); i++) {
            pair.tick();
        }
        pair.dispatches = false;
        pair.run(2);

        assertThat(primary(pair, "b")).isTrue();
        assertThat(pair.ticksWithTwoPrimaries).isZero();
    }

    static Stream<Consumer<Pair>> listings() {
        return Stream.of(
                pair -> pair.surroundings = platform(PlatformSpec.Unlisted.UNKNOWN),
                pair -> pair.server("b").listed = false,
                pair -> pair.listedAt = Optional.of(pair.now));
    }

    /** What is not listed may run; a listing that lacks others is cut short; an old one says nothing of now. */
    @ParameterizedTest
    @MethodSource("listings")
    void aListingThatLacksThePrimaryProvesNothingByItself(Consumer<Pair> change) {
        Pair pair = unlisted(PlatformSpec.Unlisted.DESTROYED);
        change.accept(pair);

        pair.run(40);

        assertThat(pair.sent).isEmpty();
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.REFUSED);
    }

    /** However many cycles read it, it may be cut short. */
    /** A person promoted it, and nobody but its agent ever said what it is. */
    @Test
    void aNodeOfWhichNoRoleWasEverReadMayBeThePrimary() {
        Pair pair = withAStranger();
        pair.run(30);
        pair.approve(promotion(pair).candidate().key());
        pair.run(5);
        assertThat(revoked(pair).answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(revoked(pair).message()).contains("role of node p was never read");

        pair.attest("p");
        pair.run(5);
        assertThat(revoked(pair).answer()).isEqualTo(Answer.UNKNOWN);

        assertThat(pair.sentKinds()).doesNotContain(ActionKinds.STORE_PROMOTE);

        pair.dispatches = false;
        pair.server("p").agentAnswers = false;
        pair.run(1);
        assertThat(revoked(pair).answer()).isEqualTo(Answer.HOLDS);
    }

    private static Pair withAStranger() {
        Pair pair = new Pair();
        Server stranger = pair.join("p", false);
        stranger.listsCopy = false;
        pair.run(4);
        pair.server("a").kill();
        stranger.primary = true;
        stranger.term = 2;
        return pair;
    }

    private static Reason revoked(Pair pair) {
        return promotion(pair).reasons().stream()
                .filter(reason -> reason.rule().equals("old-primary-revoked"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneListingThatLacksThePrimaryProvesNothing() {
        Pair pair = new Pair(losing(Duration.ofMinutes(5)));
        pair.surroundings = platform(PlatformSpec.Unlisted.DESTROYED);
        pair.server("a").agentAnswers = false;
        pair.run(5);
        pair.server("a").listed = false;
        pair.listedAt = Optional.of(pair.now.plusSeconds(1));

        pair.run(40);

        assertThat(pair.sent).isEmpty();
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.REFUSED);

        pair.listedAt = Optional.of(pair.now.plusSeconds(1));
        pair.server("a").kill();
        pair.run(3);
        assertThat(pair.sentKinds()).startsWith(ActionKinds.STORE_PROMOTE);
    }

    /** What proved that it was left does so no more, and it would come back as it was. */
    @ParameterizedTest
    @ValueSource(strings = {ActionKinds.STORE_RESTART, ActionKinds.STORE_REBUILD})
    void anOldPrimaryThatWasLeftIsNeitherStartedNorBuiltAnewBesideItsSuccessor(String kind) {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").agentAnswers = false;
        pair.run(10);
        pair.detach("b", "c");
        pair.run(10);
        String next = primary(pair, "b") ? "b" : "c";
        assertThat(primary(pair, next)).isTrue();
        pair.server(next.equals("b") ? "c" : "b").upstream = next;
        pair.server("a").kill();
        pair.server("a").agentAnswers = true;
        pair.dispatches = false;
        pair.run(3);

        pair.request("a", kind);
        pair.run(2);

        assertThat(pair.decision("a", kind).orElseThrow().verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(pair.decision("a", kind).orElseThrow().against())
                .extracting(Reason::rule)
                .contains(kind.equals(ActionKinds.STORE_REBUILD) ? "last-copy" : SafetyOverride.OLD_PRIMARY_REVOKED);
    }

    /** It is an old primary until it follows, and then one node among others. */
    @Test
    void anOldPrimaryThatFollowsItsSuccessorMayBeRestarted() {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").agentAnswers = false;
        pair.run(10);
        pair.detach("b", "c");
        pair.run(10);
        String next = primary(pair, "b") ? "b" : "c";
        assertThat(pair.state.nodes().get("a").succeeded()).isPresent();

        Server back = pair.server("a");
        back.primary = false;
        back.upstream = next;
        back.log.clear();
        back.agentAnswers = true;
        pair.run(5);

        assertThat(pair.state.nodes().get("a").succeeded()).isEmpty();
        assertThat(pair.state.nodes().get("a").unlisted()).isEmpty();
    }

    /** It speaks for itself: nobody else does. */
    @Test
    void aPrimaryThatIsBackIsFencedByNothingThatOthersSay() {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").agentAnswers = false;
        pair.dispatches = false;
        pair.detach("b", "c");
        pair.run(30);
        assertThat(promotion(pair).verdict()).isEqualTo(Verdict.ALLOWED);

        pair.server("a").agentAnswers = true;
        pair.run(3);

        assertThat(pair.state.findings().values()).extracting(Finding::code).doesNotContain(FindingCodes.DEAD_PRIMARY);
        assertThat(pair.decision("b", ActionKinds.STORE_PROMOTE)).isEmpty();
    }

    private static Pair unlisted(PlatformSpec.Unlisted unlisted) {
        Pair pair = new Pair(losing(Duration.ofMinutes(5)));
        pair.surroundings = platform(unlisted);
        pair.server("a").agentAnswers = false;
        pair.server("a").listed = false;
        return pair;
    }

    private static Surroundings platform(PlatformSpec.Unlisted unlisted) {
        Pair any = new Pair();
        return new Surroundings(
                any.surroundings.namespace(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PlatformSpec(
                        "prod",
                        "local",
                        true,
                        Duration.ofMinutes(5),
                        "sim://platform",
                        PlatformSpec.DEFAULT_SETTLE,
                        PlatformSpec.Tls.DEFAULT,
                        unlisted)),
                Optional.empty());
    }

    private static Declaration losing(Duration most) {
        return Declaration.builder().maxLoss(most).build();
    }

    private static Definitions selfFencing() {
        return Definitions.of(List.of(DefinitionReader.read("self-fencing.yaml", SELF_FENCING)));
    }

    private static boolean primary(Pair pair, String id) {
        Server server = pair.server(id);
        return server.running && server.primary;
    }

    /** Of whichever standby would be promoted. */
    private static Decision promotion(Pair pair) {
        return pair.state.decisions().stream()
                .filter(decision -> decision.candidate().kind().equals(ActionKinds.STORE_PROMOTE))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody would be promoted: " + pair.state.findings()));
    }
}
