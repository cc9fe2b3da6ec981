package io.replicante.core.state;

import io.replicante.spec.model.CommitOffset;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A node that was the primary and is out of that place for certain. Immutable.
 *
 * @param since when that was observed: nothing that it acknowledged is later
 * @param term the term in which it was the primary; 0 when none is reported
 * @param position how far its copy had come at the end, if that is known
 * @param by what proves it
 * @param reachedBy the nodes that were seen to have come as far, in that term
 * @param told the most that it was ever seen to have in that term: its end is no less
 * @param branch where the histories of those who were primaries since leave its own
 */
public record Fence(
        Instant since,
        long term,
        Optional<CommitOffset> position,
        Proof by,
        List<String> reachedBy,
        Optional<CommitOffset> told,
        Optional<Branch> branch) {
    /** What proves that a primary acknowledges nothing more. */
    public enum Proof {
        /** An action of ours took it out of its place, and that was observed. */
        ACTION,
        /** Too few are left of those whose acknowledgement it waits for. */
        DETACHED,
        /** It has been without its peers for so long that it stopped by itself. */
        SELF_FENCED,
        /** Its machine is destroyed. */
        DESTROYED,
        /** Another one leads in its place, on a person's word or by a person's hand. It may come back, and run. */
        SUCCEEDED,
        /** It does not say any more that it is the primary, and nobody was seen in its place yet. */
        YIELDED
    }

    /**
     * How much of a node's history those share who were primaries after it.
     *
     * @param term the last term that was seen to begin, one after the other, without a gap
     * @param at the least position at which one of them began; empty where a term began that nobody saw: then nothing is known of
     *     what is shared
     */
    public record Branch(long term, OptionalLong at) {
        /** Refuses nulls. */
        public Branch {
            Objects.requireNonNull(at, "at");
        }

        private Branch then(long next, long began) {
            if (next < term) {
                return this;
            }
            boolean gap = next > term + 1 || at.isEmpty();
            return new Branch(next, gap ? OptionalLong.empty() : OptionalLong.of(Math.min(at.getAsLong(), began)));
        }
    }

    /** Refuses nulls, copies the list; documents of earlier versions know of actions only. */
    public Fence {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(position, "position");
        by = by == null ? Proof.ACTION : by;
        reachedBy = List.copyOf(reachedBy);
        Objects.requireNonNull(told, "told");
        Objects.requireNonNull(branch, "branch");
    }

    /**
     * One of which nothing more is known yet.
     *
     * @param since when it was observed
     * @param term the term in which the node was the primary; 0 when none is reported
     * @param by what proves it
     * @return the fence
     */
    public static Fence begun(Instant since, long term, Proof by) {
        return new Fence(since, term, Optional.empty(), by, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * This fence with an end, read when nothing could be added any more. Less than the node had before is no end: what is missing may
     * be on its disk and not counted, or gone.
     *
     * @param end the position
     * @return the fence
     */
    public Fence endingAt(CommitOffset end) {
        if (told.filter(most -> !isAtLeast(end, most)).isPresent()) {
            return this;
        }
        List<String> reached = position.equals(Optional.of(end)) ? reachedBy : List.of();
        return new Fence(since, term, Optional.of(end), by, reached, Optional.of(end), branch);
    }

    /**
     * This fence of a node that was seen to have so much.
     *
     * @param position how far it had come
     * @return the fence
     */
    public Fence having(CommitOffset position) {
        return told.filter(most -> !isAtLeast(position, most)).isPresent()
                ? this
                : new Fence(since, term, this.position, by, reachedBy, Optional.of(position), branch);
    }

    /**
     * This fence of a node that runs again, whose end nobody knows then, and which is out of its place because another one is in it.
     *
     * @return the fence
     */
    public Fence running() {
        return new Fence(since, term, Optional.empty(), Proof.SUCCEEDED, List.of(), told, branch);
    }

    /**
     * This fence, resting on another proof.
     *
     * @param proof the proof
     * @return the fence
     */
    public Fence by(Proof proof) {
        return new Fence(since, term, position, proof, reachedBy, told, branch);
    }

    /**
     * This fence with those who have come as far.
     *
     * @param nodes their ids
     * @return the fence
     */
    public Fence reachedBy(List<String> nodes) {
        return new Fence(since, term, position, by, nodes, told, branch);
    }

    /**
     * This fence once another one was seen as the primary. Without terms nothing is told by that.
     *
     * @param next the term in which it is the primary
     * @param began the position at which it began that term
     * @return the fence
     */
    public Fence branchedAt(long next, long began) {
        if (term == 0 || next <= term) {
            return this;
        }
        Branch shared = branch.orElse(new Branch(term, OptionalLong.of(Long.MAX_VALUE)));
        return new Fence(since, term, position, by, reachedBy, told, Optional.of(shared.then(next, began)));
    }

    private static boolean isAtLeast(CommitOffset position, CommitOffset most) {
        return position.unit().equals(most.unit()) && position.value() >= most.value();
    }
}
