package io.replicante.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A copy of an intent in which only what changes is named. To be used by one thread. */
final class IntentDraft {
    private final Intent from;
    private Intent.Phase phase;
    private Optional<Instant> attemptedAt;
    private long epoch;
    private Optional<Instant> notAfter;
    private Optional<Instant> overdueAfter;
    private Optional<Instant> finalAt;
    private Optional<Instant> sentAt;
    private List<String> nodesBefore;
    private OptionalInt machines;
    private int missed;
    private String note;

    IntentDraft(Intent from) {
        this.from = from;
        phase = from.phase();
        attemptedAt = from.attemptedAt();
        epoch = from.epoch();
        notAfter = from.notAfter();
        overdueAfter = from.overdueAfter();
        finalAt = from.finalAt();
        sentAt = from.sentAt();
        nodesBefore = from.nodesBefore();
        machines = from.machines();
        missed = from.missed();
        note = from.note();
    }

    IntentDraft become(Intent.Phase next, String why) {
        phase = next;
        note = why;
        return this;
    }

    /** A new attempt knows nothing of an earlier one. */
    IntentDraft attempt(Instant at, long leaseEpoch, Instant beginsNotAfter, Instant dueBy, List<String> known) {
        attemptedAt = Optional.of(at);
        epoch = leaseEpoch;
        notAfter = Optional.of(beginsNotAfter);
        overdueAfter = Optional.of(dueBy);
        finalAt = Optional.empty();
        sentAt = Optional.empty();
        nodesBefore = known;
        machines = OptionalInt.empty();
        missed = 0;
        return this;
    }

    IntentDraft begun(long leaseEpoch, Instant beginsNotAfter) {
        epoch = leaseEpoch;
        notAfter = Optional.of(beginsNotAfter);
        return this;
    }

    IntentDraft sentAt(Instant at) {
        sentAt = Optional.of(at);
        return this;
    }

    IntentDraft finalAt(Instant at) {
        finalAt = Optional.of(at);
        return this;
    }

    IntentDraft machines(int count) {
        machines = OptionalInt.of(count);
        return this;
    }

    IntentDraft missed(int times) {
        missed = times;
        return this;
    }

    Intent build() {
        return new Intent(
                from.id(),
                from.candidate(),
                from.attempt(),
                phase,
                from.createdAt(),
                attemptedAt,
                epoch,
                notAfter,
                overdueAfter,
                finalAt,
                sentAt,
                nodesBefore,
                machines,
                missed,
                note);
    }
}
