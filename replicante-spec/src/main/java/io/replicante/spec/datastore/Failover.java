package io.replicante.spec.datastore;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens when a primary goes.
 *
 * @param mode who chooses the next one
 * @param onStop what an orderly stop of a primary does first
 * @param unavailableAtMost how long writes pause while the primary changes hands
 * @param commands by which actions a primary is changed
 */
public record Failover(Mode mode, OnStop onStop, Duration unavailableAtMost, Commands commands) {
    /**
     * By which actions a primary is changed, and by which facts it is known to be out of its place. What is not named is not there.
     *
     * @param switchover the datastore's own change of the primary to the subject: stops writes, waits, and loses nothing
     * @param stepDown the subject hands the primary's place to another node of the datastore's choice: stops writes, waits, loses
     *     nothing, and keeps its place where nobody can take it
     * @param promote makes the subject the primary, whatever another node believes of itself
     * @param follow makes the subject follow the primary of now
     * @param revoke takes the primary's place from the subject
     * @param quiesce stops writes on the subject, for a time that the action carries
     * @param detached true of {@code node} when it certainly acknowledges nothing for {@code subject}, and will not by itself
     * @param selfFence when a primary that lost its peers certainly acknowledges nothing more, by itself
     */
    public record Commands(
            Optional<String> switchover,
            Optional<String> stepDown,
            Optional<String> promote,
            Optional<String> follow,
            Optional<Revoke> revoke,
            Optional<Quiesce> quiesce,
            Optional<Expression> detached,
            Optional<SelfFence> selfFence) {
        /** No action. */
        public static final Commands NONE = new Commands(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /** Refuses nulls. */
        public Commands {
            Objects.requireNonNull(switchover, "switchover");
            Objects.requireNonNull(stepDown, "stepDown");
            Objects.requireNonNull(promote, "promote");
            Objects.requireNonNull(follow, "follow");
            Objects.requireNonNull(revoke, "revoke");
            Objects.requireNonNull(quiesce, "quiesce");
            Objects.requireNonNull(detached, "detached");
            Objects.requireNonNull(selfFence, "selfFence");
        }
    }

    /**
     * How a primary is brought to acknowledge nothing more.
     *
     * @param action the kind of action
     * @param proves what its success proves
     */
    public record Revoke(String action, Proves proves) {
        /** What the success of a revocation proves. */
        public enum Proves {
            /** The process is stopped, and does not start as a primary by itself. */
            STOPPED,
            /** The process refuses writes, also after a restart. */
            WRITE_REFUSING
        }

        /** Refuses nulls. */
        public Revoke {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(proves, "proves");
        }
    }

    /**
     * How writes are stopped for a time.
     *
     * @param action the kind of action that stops them; it ends by itself at the deadline that it carries
     * @param resume the kind of action that lets them go on
     */
    public record Quiesce(String action, String resume) {
        /** Refuses nulls. */
        public Quiesce {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(resume, "resume");
        }
    }

    /**
     * When a primary that lost its peers certainly acknowledges nothing more, by itself, not even when they come back.
     *
     * @param after how long after it was in touch with any of them
     * @param contact how many whole seconds ago {@code node}, a peer, was in touch with {@code subject}, by its own measure
     * @param margin how much longer to wait: for clocks of unlike speed, and what the measure is coarse by
     */
    public record SelfFence(Duration after, Expression contact, Duration margin) {
        /** The margin of a definition that names none. */
        public static final Duration MARGIN = Duration.ofSeconds(5);

        /** Refuses nulls and a negative margin. */
        public SelfFence {
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(contact, "contact");
            Objects.requireNonNull(margin, "margin");
            if (margin.isNegative()) {
                throw new IllegalArgumentException("margin must not be negative");
            }
        }
    }

    /** Who chooses the next primary. */
    public enum Mode {
        /** The datastore by itself. */
        AUTOMATIC,
        /** Nobody, until it is commanded. */
        COMMANDED
    }

    /** What an orderly stop of a primary does first. */
    public enum OnStop {
        /** It hands over, and no acknowledged write is lost by that. */
        LOSSLESS_HANDOVER,
        /** Nothing may be assumed. */
        UNKNOWN
    }

    /** Refuses nulls and negative durations. */
    public Failover {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(onStop, "onStop");
        Objects.requireNonNull(unavailableAtMost, "unavailableAtMost");
        Objects.requireNonNull(commands, "commands");
        if (unavailableAtMost.isNegative()) {
            throw new IllegalArgumentException("unavailableAtMost must not be negative");
        }
    }

    /**
     * A failover that no action has a part in.
     *
     * @param mode who chooses the next primary
     * @param onStop what an orderly stop of a primary does first
     * @param unavailableAtMost how long writes pause while the primary changes hands
     */
    public Failover(Mode mode, OnStop onStop, Duration unavailableAtMost) {
        this(mode, onStop, unavailableAtMost, Commands.NONE);
    }
}
