package io.replicante.examples.quickstart;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a loss was confirmed before anything was done about it. */
final class Confirmation {
    private static final String LOST = "VOTER_LOST";

    /** What the declaration asks for, since it says nothing else. */
    private static final Duration DECLARED = io.replicante.spec.cluster.Declaration.Confirmation.DEFAULT.loss();

    private Confirmation() {}

    static Check check(List<Event> events) {
        Optional<Event> found = events.stream()
                .filter(event -> event.code().equals(EventCodes.FINDING_OPENED))
                .filter(event -> EventWords.text(event.payload(), "code").equals(LOST))
                .findFirst();
        Optional<Event> begun = events.stream()
                .filter(event -> event.code().equals(EventCodes.INTENT_ATTEMPTED))
                .filter(event -> Deed.of(event).why().contains(LOST))
                .findFirst();
        String name = "the loss was confirmed before anything was done about it";
        if (found.isEmpty() || begun.isEmpty()) {
            return Check.of(name, false, "nothing was lost, or nothing was done");
        }
        Duration held = Duration.between(found.get().time(), begun.get().time());
        return Check.of(name, held.compareTo(DECLARED) >= 0, "after " + held.toMillis() + " ms");
    }
}
