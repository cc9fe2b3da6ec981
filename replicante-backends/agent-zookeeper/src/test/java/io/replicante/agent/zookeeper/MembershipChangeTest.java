package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MembershipChangeTest {

    private static final EnsembleMember ONE = EnsembleMember.parse("server.1=a:1:2:participant;3");
    private static final EnsembleMember TWO = EnsembleMember.parse("server.2=b:1:2:participant;3");
    private static final EnsembleMember THREE = EnsembleMember.parse("server.3=c:1:2:participant;3");

    @Test
    void alwaysAsksForAVote() {
        MembershipChange change = MembershipChange.add(TWO.as(MemberType.OBSERVER));

        assertThat(change.joining(EnsembleConfig.of(ONE))).contains(TWO);
    }

    @Test
    void isNotReachedWhileTheNewcomerOnlyObserves() {
        MembershipChange change = MembershipChange.add(TWO);

        assertThat(change.isReachedIn(EnsembleConfig.of(ONE, TWO.as(MemberType.OBSERVER))))
                .isFalse();
        assertThat(change.isReachedIn(EnsembleConfig.of(ONE, TWO))).isTrue();
    }

    @Test
    void asksOnlyForTheHalfOfASwapThatIsLeft() {
        MembershipChange swap = MembershipChange.swap(THREE, 1);

        assertThat(swap.joining(EnsembleConfig.of(ONE, TWO))).contains(THREE);
        assertThat(swap.leaving(EnsembleConfig.of(ONE, TWO))).hasValue(1);
        assertThat(swap.joining(EnsembleConfig.of(ONE, TWO, THREE))).isEmpty();
        assertThat(swap.leaving(EnsembleConfig.of(TWO))).isEmpty();
        assertThat(swap.isReachedIn(EnsembleConfig.of(TWO, THREE))).isTrue();
    }

    @Test
    void isReachedWhenTheLeaverIsUnknown() {
        assertThat(MembershipChange.remove(7).isReachedIn(EnsembleConfig.of(ONE)))
                .isTrue();
    }

    @Test
    void objectsToAnotherServerOfTheSameId() {
        EnsembleMember other = EnsembleMember.parse("server.2=elsewhere:1:2:participant;3");

        assertThat(MembershipChange.add(other).objection(EnsembleConfig.of(ONE, TWO)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("server.2=b:1:2"));
    }

    @Test
    void objectsToTakingAwayTheLastVoterThatKnowsTheData() {
        EnsembleConfig alone = EnsembleConfig.of(ONE, TWO.as(MemberType.OBSERVER));

        assertThat(MembershipChange.remove(1).objection(alone)).isPresent();
        assertThat(MembershipChange.swap(THREE, 1).objection(alone)).isPresent();
        assertThat(MembershipChange.remove(2).objection(alone)).isEmpty();
    }

    @Test
    void refusesToSwapAServerForItself() {
        assertThatIllegalArgumentException().isThrownBy(() -> MembershipChange.swap(ONE, 1));
    }
}
