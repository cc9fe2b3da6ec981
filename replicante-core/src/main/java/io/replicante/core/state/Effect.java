package io.replicante.core.state;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The footprint of one particular action: which nodes it touches, and how.
 *
 * @param away the node that stops with its copy, if any
 * @param awayAtMost how long at most; zero when nothing goes away, negative when for ever
 * @param learner the node that joins without a vote, if any
 * @param voter the node that joins with a vote, if any
 * @param leaves the configured member (by its id in the datastore's own configuration) that leaves, if any
 * @param lost the node whose copy is lost for ever, if any
 * @param forms whether a cluster is formed
 * @param provisions whether a machine is provisioned
 * @param atomic whether the datastore commits it as a whole or not at all
 * @param shift what it does to who takes the writes, and to a copy in its place
 */
public record Effect(
        Optional<String> away,
        Duration awayAtMost,
        Optional<String> learner,
        Optional<String> voter,
        Optional<String> leaves,
        Optional<String> lost,
        boolean forms,
        boolean provisions,
        boolean atomic,
        Shift shift) {
    /** Touches nothing. */
    public static final Effect NONE = new Effect(
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            true);

    /** Refuses nulls; what was stored before there were shifts has none. */
    public Effect {
        Objects.requireNonNull(away, "away");
        Objects.requireNonNull(awayAtMost, "awayAtMost");
        Objects.requireNonNull(learner, "learner");
        Objects.requireNonNull(voter, "voter");
        Objects.requireNonNull(leaves, "leaves");
        Objects.requireNonNull(lost, "lost");
        shift = shift == null ? Shift.NONE : shift;
    }

    /**
     * A footprint that neither moves a primary nor rebuilds a copy.
     *
     * @param away the node that stops with its copy, if any
     * @param awayAtMost how long at most; zero when nothing goes away, negative when for ever
     * @param learner the node that joins without a vote, if any
     * @param voter the node that joins with a vote, if any
     * @param leaves the configured member that leaves, if any
     * @param lost the node whose copy is lost for ever, if any
     * @param forms whether a cluster is formed
     * @param provisions whether a machine is provisioned
     * @param atomic whether the datastore commits it as a whole or not at all
     */
    public Effect(
            Optional<String> away,
            Duration awayAtMost,
            Optional<String> learner,
            Optional<String> voter,
            Optional<String> leaves,
            Optional<String> lost,
            boolean forms,
            boolean provisions,
            boolean atomic) {
        this(away, awayAtMost, learner, voter, leaves, lost, forms, provisions, atomic, Shift.NONE);
    }

    /**
     * This footprint with what it does to who takes the writes.
     *
     * @param with what
     * @return the effect
     */
    public Effect shifting(Shift with) {
        return new Effect(away, awayAtMost, learner, voter, leaves, lost, forms, provisions, atomic, with);
    }

    /**
     * Whether it touches nothing.
     *
     * @return true when harmless
     */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * Whether the datastore's own configuration changes.
     *
     * @return true when a voter joins or a member leaves, or a cluster is formed
     */
    public boolean changesMembership() {
        return voter.isPresent() || leaves.isPresent() || forms;
    }

    /**
     * Whether somebody loses a node for a time or for ever, or cannot write meanwhile.
     *
     * @return true when a node goes away, a copy is lost, or writes stop or move
     */
    public boolean disrupts() {
        return away.isPresent() || lost.isPresent() || shift.disrupts();
    }

    /**
     * The subject's own loss: its machine is given back.
     *
     * @param nodeId the node
     * @return the effect
     */
    public static Effect losing(String nodeId) {
        return new Effect(
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(nodeId),
                false,
                false,
                false);
    }

    /**
     * A new machine.
     *
     * @param forms whether it forms a cluster by itself
     * @return the effect
     */
    public static Effect provisioning(boolean forms) {
        return new Effect(
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                forms,
                true,
                false);
    }
}
