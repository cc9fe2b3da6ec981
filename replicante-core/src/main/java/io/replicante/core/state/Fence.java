package io.replicante.core.state;

import io.replicante.spec.model.CommitOffset;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is remembered of a node that was the primary: how it left that place, and how far it had come. Immutable.
 *
 * @param since when that was observed; where the cause proves it, nothing that the node acknowledged is later
 * @param term the term in which it was the primary; 0 when none is reported
 * @param position how far its copy had come at the end, if that is known
 * @param by how it left its place
 * @param reachedBy the nodes that were seen to have come as far, in that term
 * @param told the most that it was ever seen to have in that term: its end is no less
 * @param branch where the histories of those who were primaries since leave its own
 */
public record Fence(
        Instant since,
        long term,
        Optional<CommitOffset> position,
        Cause by,
        List<String> reachedBy,
        Optional<CommitOffset> told,
        Optional<Branch> branch) {
    /** How a primary left its place. */
    public enum Cause {
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
        YIELDED;

        /**
         * Whether it proves that the node acknowledges nothing more.
         *
         * @return true when it does
         */
        public boolean proves() {
            return this != SUCCEEDED && this != YIELDED;
        }
    }

    /**
     * How much of a node's history those share who were primaries after it.
     *
     * @param term the last term that was seen to begin, each out of the one before; the fence's own, where positions in that one
     *     tell nothing: another node was the primary in it, too, or it began twice, or the node was in a later one since
     * @param at the least position at which one of them began; empty for good where one began out of an earlier history, or nobody
     *     knows out of which, or for the reasons above: then nothing is known of what is shared
     */
    public record Branch(long term, OptionalLong at) {
        /** Refuses nulls. */
        public Branch {
            Objects.requireNonNull(at, "at");
        }

        private Branch then(long next, OptionalLong parent, long began) {
            if (next < term || at.isEmpty()) {
                return this;
            }
            boolean continued = next == term || parent.equals(OptionalLong.of(term));
            return new Branch(
                    next, continued ? OptionalLong.of(Math.min(at.getAsLong(), began)) : OptionalLong.empty());
        }
    }

    /**
     * Refuses nulls, copies the list. Documents of earlier versions know of actions only, and not of what the node was told to have:
     * then its end is all that is known of that.
     */
    public Fence {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(position, "position");
        by = by == null ? Cause.ACTION : by;
        reachedBy = List.copyOf(reachedBy);
        told = (told == null ? Optional.<CommitOffset>empty() : told).or(() -> position);
        branch = branch == null ? Optional.empty() : branch;
    }

    /**
     * One of which nothing more is known yet.
     *
     * @param since when it was observed
     * @param term the term in which the node was the primary; 0 when none is reported
     * @param by what proves it
     * @return the fence
     */
    public static Fence begun(Instant since, long term, Cause by) {
        return new Fence(since, term, Optional.empty(), by, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * This fence with an end, read when nothing could be added any more. Less than the node had before is no end: what is missing may
     * be on its disk and not counted, or gone. Nor is what is told in another unit.
     *
     * @param end the position
     * @return the fence; this one where that is no end
     */
    public Fence endingAt(CommitOffset end) {
        if (told.filter(most -> !isAtLeast(end, most)).isPresent()) {
            return this;
        }
        List<String> reached = position.equals(Optional.of(end)) ? reachedBy : List.of();
        return new Fence(since, term, Optional.of(end), by, reached, Optional.of(end), branch);
    }

    /**
     * This fence of a node that was seen to have so much. Of an offset in another unit it cannot be told whether it is more.
     *
     * @param offset how far it had come
     * @return the fence; this one where that is less than was known
     */
    public Fence having(CommitOffset offset) {
        return told.filter(most -> !isAtLeast(offset, most)).isPresent()
                ? this
                : new Fence(since, term, position, by, reachedBy, Optional.of(offset), branch);
    }

    /**
     * This fence with what another one of the same node and term tells of how much the node had, and of those who came after it.
     *
     * @param other the other fence
     * @return the fence
     */
    public Fence knowing(Fence other) {
        Fence known = other.told().map(this::having).orElse(this);
        return isAmbiguous() ? known : other.branch().map(known::with).orElse(known);
    }

    /**
     * This fence of a node that runs again: nobody knows its end then, and nothing proves any more that it acknowledges nothing.
     *
     * @return the fence
     */
    public Fence running() {
        Cause left = by == Cause.YIELDED ? by : Cause.SUCCEEDED;
        return new Fence(since, term, Optional.empty(), left, List.of(), told, branch);
    }

    /**
     * This fence with another cause.
     *
     * @param cause the cause
     * @return the fence
     */
    public Fence withCause(Cause cause) {
        return new Fence(since, term, position, cause, reachedBy, told, branch);
    }

    /**
     * This fence with those who have come as far.
     *
     * @param nodes their ids
     * @return the fence
     */
    public Fence withReachedBy(List<String> nodes) {
        return new Fence(since, term, position, by, nodes, told, branch);
    }

    /**
     * This fence once another one was seen as the primary in a later term. Without terms nothing is told by that.
     *
     * @param next the term in which it is the primary
     * @param parent the term out of whose history it began that one, if that is known
     * @param began the position at which it began that term
     * @return the fence
     */
    public Fence branchedAt(long next, OptionalLong parent, long began) {
        if (term == 0 || next <= term) {
            return this;
        }
        Branch shared = branch.orElse(new Branch(term, OptionalLong.of(Long.MAX_VALUE)));
        return with(shared.then(next, parent, began));
    }

    /**
     * This fence once it is known that another node was the primary in the very same term, which it numbered without having seen
     * this one; or that it began twice; or that the node itself was in a later one since. Positions in the term tell nothing of its copy then, and nobody is
     * known to have reached anything.
     *
     * @return the fence
     */
    public Fence ambiguous() {
        return with(new Branch(term, OptionalLong.empty())).withReachedBy(List.of());
    }

    /**
     * Whether positions in the term tell nothing of the copy.
     *
     * @return true when another node was the primary in it, too, or it began twice, or this one was in a later one since
     */
    public boolean isAmbiguous() {
        return branch.filter(shared -> shared.term() == term && shared.at().isEmpty())
                .isPresent();
    }

    private Fence with(Branch shared) {
        return new Fence(since, term, position, by, reachedBy, told, Optional.of(shared));
    }

    /**
     * This fence, of which nothing is known that was read before: a person brought back an earlier state of the data, and the numbers
     * of terms may be given once more.
     *
     * @return the fence
     */
    public Fence restored() {
        return begun(since, 0, by);
    }

    private static boolean isAtLeast(CommitOffset position, CommitOffset most) {
        return position.unit().equals(most.unit()) && position.value() >= most.value();
    }
}
