package io.replicante.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is known of an old primary, as more and more is read. */
class FenceTest {
    private static final Fence BEGUN = Fence.begun(Instant.EPOCH, 1, Fence.Cause.ACTION);

    private static CommitOffset bytes(long value) {
        return new CommitOffset(OffsetUnit.of("bytes"), value);
    }

    private static Optional<Fence.Branch> branch(long term, long at) {
        return Optional.of(new Fence.Branch(term, OptionalLong.of(at)));
    }

    private static Optional<Fence.Branch> unknown(long term) {
        return Optional.of(new Fence.Branch(term, OptionalLong.empty()));
    }

    private static OptionalLong from(long term) {
        return OptionalLong.of(term);
    }

    @Test
    void whoWentAnotherWayEarliestTellsWhatIsShared() {
        assertThat(BEGUN.branchedAt(2, from(1), 14).branch()).isEqualTo(branch(2, 14));
        assertThat(BEGUN.branchedAt(2, from(1), 14).branchedAt(3, from(2), 20).branch())
                .isEqualTo(branch(3, 14));
        assertThat(BEGUN.branchedAt(2, from(1), 20).branchedAt(3, from(2), 14).branch())
                .isEqualTo(branch(3, 14));
        assertThat(BEGUN.branchedAt(2, from(1), 20).branchedAt(2, from(1), 14).branch())
                .isEqualTo(branch(2, 14));
        assertThat(BEGUN.branchedAt(2, from(1), 20)
                        .branchedAt(3, from(2), 30)
                        .branchedAt(2, from(1), 10)
                        .branch())
                .isEqualTo(branch(3, 20));
    }

    @Test
    void whereATermWasMissedNothingIsKnownOfWhatIsShared() {
        assertThat(BEGUN.branchedAt(3, from(2), 20).branch()).isEqualTo(unknown(3));
        assertThat(BEGUN.branchedAt(2, from(1), 14).branchedAt(4, from(3), 20).branch())
                .isEqualTo(unknown(4));
        assertThat(BEGUN.branchedAt(3, from(2), 20).branchedAt(4, from(3), 30).branch())
                .isEqualTo(unknown(3));
        assertThat(BEGUN.branchedAt(3, from(2), 20).branchedAt(2, from(1), 30).branch())
                .isEqualTo(unknown(3));
    }

    /** However close its number is. */
    @Test
    void whoBeganOutOfAnotherHistorySharesNothingThatIsKnown() {
        assertThat(BEGUN.branchedAt(3, from(1), 20).branch()).isEqualTo(branch(3, 20));
        assertThat(BEGUN.branchedAt(2, from(0), 20).branch()).isEqualTo(unknown(2));
        assertThat(BEGUN.branchedAt(2, OptionalLong.empty(), 20).branch()).isEqualTo(unknown(2));
        assertThat(BEGUN.branchedAt(2, from(1), 20).branchedAt(3, from(1), 30).branch())
                .isEqualTo(unknown(3));
        assertThat(BEGUN.branchedAt(2, from(1), 20)
                        .branchedAt(2, OptionalLong.empty(), 30)
                        .branch())
                .isEqualTo(branch(2, 20));
    }

    @Test
    void whereTwoWereThePrimaryInOneTermNothingIsKnownForGood() {
        Fence reached = BEGUN.endingAt(bytes(9)).withReachedBy(List.of("b"));

        assertThat(BEGUN.branchedAt(3, from(2), 20).isAmbiguous()).isFalse();
        assertThat(reached.isAmbiguous()).isFalse();
        assertThat(reached.ambiguous().isAmbiguous()).isTrue();
        assertThat(reached.ambiguous().reachedBy()).isEmpty();
        assertThat(reached.ambiguous().branchedAt(2, from(1), 20).isAmbiguous()).isTrue();
        assertThat(reached.branchedAt(2, from(1), 20).ambiguous().isAmbiguous()).isTrue();
        assertThat(reached.knowing(reached.ambiguous()).isAmbiguous()).isTrue();
        assertThat(reached.ambiguous()
                        .knowing(reached.branchedAt(2, from(1), 20))
                        .isAmbiguous())
                .isTrue();
        assertThat(reached.ambiguous().running().isAmbiguous()).isTrue();
        assertThat(reached.ambiguous().restored().isAmbiguous()).isFalse();
    }

    @Test
    void itsOwnTermAndNoTermTellNothing() {
        assertThat(BEGUN.branchedAt(1, from(0), 20).branch()).isEmpty();
        assertThat(Fence.begun(Instant.EPOCH, 0, Fence.Cause.ACTION)
                        .branchedAt(1, from(0), 20)
                        .branch())
                .isEmpty();
    }

    @Test
    void lessThanItEverHadIsNoEnd() {
        assertThat(BEGUN.having(bytes(9)).endingAt(bytes(8)).position()).isEmpty();
        assertThat(BEGUN.having(bytes(9)).endingAt(bytes(9)).position()).contains(bytes(9));
        assertThat(BEGUN.having(bytes(9)).having(bytes(7)).endingAt(bytes(8)).position())
                .isEmpty();
        assertThat(BEGUN.endingAt(bytes(9)).endingAt(bytes(8)).position()).contains(bytes(9));
        assertThat(BEGUN.endingAt(bytes(9)).running().endingAt(bytes(8)).position())
                .isEmpty();
        assertThat(BEGUN.having(bytes(9))
                        .endingAt(new CommitOffset(OffsetUnit.SECONDS, 10))
                        .position())
                .isEmpty();
        assertThat(BEGUN.having(bytes(9)).restored().endingAt(bytes(8)).position())
                .contains(bytes(8));
    }

    @Test
    void whoHasReachedItsEndIsForgottenWithTheEnd() {
        Fence reached = BEGUN.endingAt(bytes(9)).withReachedBy(List.of("b"));

        assertThat(reached.endingAt(bytes(9)).reachedBy()).containsExactly("b");
        assertThat(reached.endingAt(bytes(8)).reachedBy()).containsExactly("b");
        assertThat(reached.endingAt(bytes(10)).reachedBy()).isEmpty();
        assertThat(reached.running().reachedBy()).isEmpty();
    }

    @Test
    void whoRunsAgainIsProvenToBeNothing() {
        for (Fence.Cause cause : Fence.Cause.values()) {
            assertThat(BEGUN.withCause(cause).running().by().proves())
                    .as(cause.name())
                    .isFalse();
        }
        assertThat(BEGUN.withCause(Fence.Cause.YIELDED).running().by()).isEqualTo(Fence.Cause.YIELDED);
        assertThat(BEGUN.by().proves()).isTrue();
    }
}
