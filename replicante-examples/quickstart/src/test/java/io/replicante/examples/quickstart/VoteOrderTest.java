package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VoteOrderTest {
    private static final OptionalLong LOST = OptionalLong.of(1);

    @Test
    void acceptsASwap() {
        Told told = new Told().votes(1, 2, 3).finds("VOTER_LOST").votes(2, 3, 4);

        assertThat(VoteOrder.neverFourWithOneDead(told.events(), LOST, List.of())
                        .passed())
                .isTrue();
    }

    @Test
    void refusesAFourthVoterBesideADeadOne() {
        Told told =
                new Told().votes(1, 2, 3).finds("VOTER_LOST").votes(1, 2, 3, 4).votes(2, 3, 4);

        assertThat(VoteOrder.neverFourWithOneDead(told.events(), LOST, List.of())
                        .passed())
                .isFalse();
    }

    @Test
    void refusesAVoterThatDiesBesideThreeOthers() {
        Told told = new Told().votes(1, 2, 3, 4).finds("VOTER_LOST");

        assertThat(VoteOrder.neverFourWithOneDead(told.events(), LOST, List.of())
                        .passed())
                .isFalse();
    }

    @Test
    void refusesWhatOthersSaw() {
        List<String> seen = List.of("servers [1, 2, 3, 4] voted while [1] was dead");

        assertThat(VoteOrder.neverFourWithOneDead(List.of(), LOST, seen).passed())
                .isFalse();
    }

    @Test
    void acceptsNewcomersThatHaveLearnt() {
        Told told = new Told()
                .votes(1)
                .learns("node-2")
                .votes(1, 2)
                .learns("node-3")
                .votes(1, 2, 3);

        assertThat(VoteOrder.learntBeforeVoting(told.events()).passed()).isTrue();
    }

    @Test
    void refusesANewcomerThatHasNotLearnt() {
        Told told = new Told().votes(1).learns("node-2").votes(1, 3);

        assertThat(VoteOrder.learntBeforeVoting(told.events()).detail())
                .isEqualTo("server 3 got a vote before it had learnt");
    }

    @Test
    void refusesTwoNewcomersAtATime() {
        Told told = new Told().votes(1).learns("node-2").learns("node-3").votes(1, 2, 3);

        assertThat(VoteOrder.learntBeforeVoting(told.events()).passed()).isFalse();
    }
}
