package io.replicante.core.state;

import io.replicante.spec.PlainText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * An action that the engine has decided on: from its first commit until it is final, withdrawn, or dropped before any attempt.
 *
 * @param id the action id, the same on the agent; derived from the cluster, the candidate's key and the attempt
 * @param candidate what was decided
 * @param attempt which try of this key, from 1
 * @param phase how far it has come
 * @param createdAt when it was decided
 * @param attemptedAt when its attempt was committed
 * @param epoch the epoch of the lease under which that was
 * @param notAfter the action may not begin later
 * @param overdueAfter when it should be complete; of a planned one, if it were attempted now
 * @param finalAt when the agent's final phase, or the platform's answer, was first seen
 * @param sentAt when the request was answered; empty while unknown
 * @param nodesBefore for platform work the nodes that discovery listed before
 * @param machines how many machines the platform said that it provides; empty while that is not known, and for everything else
 * @param missed in how many consecutive cycles its agent certainly did not know it
 * @param note the last thing that is known of it
 */
public record Intent(
        UUID id,
        Candidate candidate,
        int attempt,
        Phase phase,
        Instant createdAt,
        Optional<Instant> attemptedAt,
        long epoch,
        Optional<Instant> notAfter,
        Optional<Instant> overdueAfter,
        Optional<Instant> finalAt,
        Optional<Instant> sentAt,
        List<String> nodesBefore,
        OptionalInt machines,
        int missed,
        String note) {
    private static final int MAX_NOTE = 1_000;

    /** How far an intent has come. */
    public enum Phase {
        /** Decided; nothing was sent. The only phase that may be dropped. */
        PLANNED,
        /** An attempt is recorded; the request may have been sent or may still arrive. */
        ATTEMPTED,
        /** The other side accepted the request. */
        SENT,
        /** It cannot be told whether the request arrived, or what it did. Neither failed nor done. */
        OUTCOME_UNKNOWN,
        /** The agent reported it final; its effect is not yet observed. */
        FINAL,
        /** Ended: the effect was observed. */
        COMPLETE,
        /** Ended: reported failed, refused, or final without its effect. */
        FAILED,
        /** Ended: its id was occupied, so that it can never run. */
        WITHDRAWN,
        /** Ended before any attempt. */
        DROPPED;

        /**
         * Whether the intent is over.
         *
         * @return true for the last four
         */
        public boolean isEnded() {
            return this == COMPLETE || this == FAILED || this == WITHDRAWN || this == DROPPED;
        }
    }

    /** Refuses nulls, copies the list. */
    public Intent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(attemptedAt, "attemptedAt");
        Objects.requireNonNull(notAfter, "notAfter");
        Objects.requireNonNull(overdueAfter, "overdueAfter");
        Objects.requireNonNull(finalAt, "finalAt");
        Objects.requireNonNull(sentAt, "sentAt");
        nodesBefore = List.copyOf(nodesBefore);
        Objects.requireNonNull(machines, "machines");
        // What others said ends up in events and logs.
        note = PlainText.cut(note, MAX_NOTE);
    }

    /**
     * What was just decided: the gate allowed it, and nothing was attempted.
     *
     * @param id the action id
     * @param candidate what was decided
     * @param attempt which try of its key, from 1
     * @param createdAt when it was first decided
     * @param overdueAfter when it should be complete, if it were attempted now
     * @return the intent
     */
    public static Intent planned(UUID id, Candidate candidate, int attempt, Instant createdAt, Instant overdueAfter) {
        return new Intent(
                id,
                candidate,
                attempt,
                Phase.PLANNED,
                createdAt,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.of(overdueAfter),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                0,
                "allowed");
    }

    /**
     * Whether it is in the footprint: an attempt was recorded and it has not ended.
     *
     * @return true while its effects must be reckoned with
     */
    public boolean inFlight() {
        return phase != Phase.PLANNED && !phase.isEnded();
    }

    /**
     * Whether a share of the fleet's budget is needed for it: it could as well be left, and touches something.
     *
     * @return true for voluntary work
     */
    public boolean takesShare() {
        return candidate.work() == WorkClass.VOLUNTARY && !candidate.effect().isNone();
    }

    /**
     * Whether it should have been complete by now.
     *
     * @param now the time
     * @return true when late
     */
    public boolean isOverdue(Instant now) {
        return inFlight() && overdueAfter.isPresent() && now.isAfter(overdueAfter.get());
    }

    /**
     * Until when writes are certainly stopped, of an action that stops them: it did not begin before its attempt.
     *
     * @return the time; empty when it stops no writes or was not attempted
     */
    public Optional<Instant> pauseCertainUntil() {
        return attemptedAt
                .filter(at -> candidate.effect().shift().pauses().isPresent())
                .map(at -> at.plus(candidate.effect().shift().pausesAtMost()));
    }

    /**
     * When writes certainly go on, of an action that stops them: it did not begin after its time.
     *
     * @return the time; empty when it stops no writes or was not attempted
     */
    public Optional<Instant> pauseOverAt() {
        return notAfter.filter(at -> candidate.effect().shift().pauses().isPresent())
                .map(at -> at.plus(candidate.effect().shift().pausesAtMost()));
    }

    /**
     * This intent in another phase.
     *
     * @param next the phase
     * @param why what is known of it
     * @return the intent
     */
    public Intent become(Phase next, String why) {
        return draft().become(next, why).build();
    }

    /**
     * This intent after its attempt was recorded.
     *
     * @param at when
     * @param leaseEpoch under which lease
     * @param beginsNotAfter the last moment to begin
     * @param dueBy when it should be complete
     * @param known the nodes that discovery listed
     * @return the intent
     */
    public Intent attempted(Instant at, long leaseEpoch, Instant beginsNotAfter, Instant dueBy, List<String> known) {
        return draft().become(Phase.ATTEMPTED, "attempt recorded")
                .attempt(at, leaseEpoch, beginsNotAfter, dueBy, known)
                .build();
    }

    /**
     * This intent after the other side accepted the request.
     *
     * @param at when
     * @return the intent
     */
    public Intent sent(Instant at) {
        return draft().become(Phase.SENT, "accepted").sentAt(at).missed(0).build();
    }

    /**
     * This intent, begun by somebody who did not leave behind when: it was found on its agent.
     *
     * @param at when it was found
     * @param leaseEpoch under which lease it was begun
     * @param beginsNotAfter the last moment to begin
     * @return the intent
     */
    public Intent found(Instant at, long leaseEpoch, Instant beginsNotAfter) {
        return draft().become(Phase.SENT, "found on its agent")
                .begun(leaseEpoch, beginsNotAfter)
                .sentAt(at)
                .build();
    }

    /**
     * This intent after its end was reported, before its effect was observed.
     *
     * @param at when that was seen
     * @param why what was reported
     * @return the intent
     */
    public Intent reportedFinal(Instant at, String why) {
        return draft().become(Phase.FINAL, why).finalAt(at).missed(0).build();
    }

    /**
     * This intent after another cycle in which its agent did not know it.
     *
     * @param times consecutive cycles
     * @return the intent
     */
    public Intent missing(int times) {
        return draft().missed(times).build();
    }

    /**
     * This intent once the platform has said how many machines it provides.
     *
     * @param count how many
     * @return the intent
     */
    public Intent providing(int count) {
        return draft().machines(count).build();
    }

    private IntentDraft draft() {
        return new IntentDraft(this);
    }
}
