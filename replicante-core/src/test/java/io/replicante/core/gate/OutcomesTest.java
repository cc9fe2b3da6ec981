package io.replicante.core.gate;

import static io.replicante.core.gate.Touches.away;
import static io.replicante.core.gate.Touches.blocks;
import static io.replicante.core.gate.Touches.demotes;
import static io.replicante.core.gate.Touches.learner;
import static io.replicante.core.gate.Touches.leaves;
import static io.replicante.core.gate.Touches.promotes;
import static io.replicante.core.gate.Touches.rebuilds;
import static io.replicante.core.gate.Touches.swap;
import static io.replicante.core.gate.Touches.voter;
import static io.replicante.core.gate.Touches.votingLater;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.gate.Voters.Voter;
import io.replicante.core.state.Effect;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an action can lead to, as {@code up copy} of each voter: {@code 1} is up, {@code -} is down, {@code x} has lost its copy. */
class OutcomesTest {
    private final Judgement judgement = new Judgement(World.healthy(3), Datastores.usual());
    private final GateCase restart = judgement.restart("node-1");
    private final Voters healthy = restart.voters().toOptional().orElseThrow();

    @Test
    void whoGoesAwayComesBackOrNeverDoes() {
        assertThat(of(away("node-1"))).containsExactly("111", "-11", "x11");
    }

    @Test
    void whoIsGivenBackIsLost() {
        assertThat(of(Effect.losing("node-2"))).containsExactly("111", "1x1");
    }

    @Test
    void whoIsBuiltAnewHasNothingMeanwhile() {
        assertThat(of(rebuilds("node-2"))).containsExactly("111", "1x1");
    }

    @Test
    void whoIsTakenOutOfThePrimarysPlaceIsDownForATimeOrForEver() {
        assertThat(of(demotes("node-3"))).containsExactly("111", "11-", "11x");
    }

    @Test
    void whoIsPromotedHasEverythingThatAQuorumAcknowledged() {
        assertThat(of(promotes("node-3"))).containsExactly("111", "111");
    }

    @Test
    void eachThatMayGiveItsCopyServesNobodyMeanwhile() {
        assertThat(of(blocks("node-1", "node-3"))).containsExactly("111", "-11", "11-");
    }

    @Test
    void aLearnerTouchesNobody() {
        assertThat(of(learner("node-4"))).containsExactly("111");
    }

    @Test
    void whoLeavesCountsNoMore() {
        assertThat(of(leaves("2"))).containsExactly("111", "11");
        assertThat(of(leaves("9"))).containsExactly("111", "111");
    }

    @Test
    void aNewVoterMayFailUnlessItIsCaughtUpOrVotesOnlyThen() {
        assertThat(of(voter("node-4"))).containsExactly("111", "1111", "111x");
        assertThat(of(votingLater(voter("node-4")))).containsExactly("111", "1111");
        judgement.world.run(40);
        assertThat(of(judgement.restart("node-2"), voter("node-1"))).containsExactly("111", "1111");
    }

    @Test
    void halfAChangeIsPossibleUnlessItIsOne() {
        assertThat(of(swap("node-4", "1", true))).containsExactly("111", "111", "11x");
        assertThat(of(swap("node-4", "1", false))).containsExactly("111", "111", "11x", "11", "111x");
        assertThat(of(votingLater(swap("node-4", "1", false)))).containsExactly("111", "111", "11", "1111");
    }

    @Test
    void aNewcomerFailsWithItsOwnDomainWhereDomainsAreKnown() {
        Machine machine = judgement.world.provision();
        assertThat(newcomer(judgement.restart("node-1"), machine.id).domain()).contains("node:node-4");

        judgement.world.follower().zone = Optional.of("east");
        assertThat(newcomer(judgement.restart("node-1"), machine.id).domain()).isEmpty();

        machine.zone = Optional.of("west");
        judgement.world.run(1);
        Voter known = newcomer(judgement.restart("node-1"), machine.id);
        assertThat(known.domain()).contains("west");
        assertThat(known.memberId()).isEqualTo("4");
        assertThat(known.votes()).isEqualTo(1);
        assertThat(newcomer(judgement.restart("node-1"), "stranger").memberId()).isEqualTo("node:stranger");
    }

    @Test
    void itBeginsWithWhateverAnotherActionInFlightMayHaveDone() {
        assertThat(shown(new Outcomes(restart).beginnings(healthy))).containsExactly("111");

        judgement.begin(Judgement.another(restart, "another", away("node-2")));
        judgement.begin(Judgement.another(restart, "a third", leaves("3")));

        assertThat(shown(new Outcomes(judgement.restart("node-1")).beginnings(healthy)))
                .containsExactlyInAnyOrder("111", "1-1", "1x1", "11", "1-", "1x");
    }

    @Test
    void meanwhileTheNodeIsAwayAndWhoIsBuiltAnewHasLostItsCopy() {
        assertThat(meanwhile(away("node-1"))).containsExactly("-11");
        assertThat(meanwhile(demotes("node-2"))).containsExactly("1-1");
        assertThat(meanwhile(rebuilds("node-3"))).containsExactly("11x");
        assertThat(meanwhile(blocks("node-1", "node-2"))).containsExactly("-11", "1-1");
        assertThat(meanwhile(learner("node-4"))).containsExactly("111");
    }

    private List<String> of(Effect effect) {
        return of(restart, effect);
    }

    private List<String> of(GateCase judged, Effect effect) {
        return shown(new Outcomes(Judgement.claiming(judged, effect))
                .ofCandidate(healthy).stream().map(Outcomes.Outcome::state).toList());
    }

    private List<String> meanwhile(Effect effect) {
        return shown(new Outcomes(Judgement.claiming(restart, effect)).meanwhile(healthy));
    }

    private Voter newcomer(GateCase judged, String node) {
        List<Outcomes.Outcome> outcomes = new Outcomes(Judgement.claiming(judged, voter(node))).ofCandidate(healthy);
        return ((Voters) outcomes.get(1).state()).list().get(3);
    }

    private static List<String> shown(List<ShardState> states) {
        List<String> shown = new ArrayList<>();
        for (ShardState state : states) {
            StringBuilder text = new StringBuilder();
            ((Voters) state).list().forEach(each -> text.append(each.up() ? "1" : each.copy() ? "-" : "x"));
            shown.add(text.toString());
        }
        return shown;
    }
}
