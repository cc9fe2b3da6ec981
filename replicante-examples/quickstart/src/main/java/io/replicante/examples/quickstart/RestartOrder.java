package io.replicante.examples.quickstart;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether restarts were carried out one at a time, by what the engine told of them. */
final class RestartOrder {
    private RestartOrder() {}

    /** Each restart begins only after the one before has ended well: a new incarnation, serving and caught up. */
    static Check check(List<Event> events, int expected) {
        List<String> done = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        Optional<Deed> running = Optional.empty();
        for (Event event : events) {
            if (event.code().equals(EventCodes.INTENT_ATTEMPTED)
                    && Deed.of(event).isRestart()) {
                Deed begun = Deed.of(event);
                running.ifPresent(other -> wrong.add(begun.words() + " began before the end of " + other.words()));
                running = Optional.of(begun);
            } else if (event.code().equals(EventCodes.INTENT_ENDED)
                    && Deed.of(event).isRestart()) {
                Deed ended = Deed.of(event);
                if (!ended.phase().equals("COMPLETE")) {
                    wrong.add(ended.words() + " ended " + ended.phase());
                }
                done.addAll(ended.targets());
                running = Optional.empty();
            }
        }
        boolean passed =
                wrong.isEmpty() && running.isEmpty() && done.stream().distinct().count() == expected;
        return Check.of(
                "restarts were carried out one at a time",
                passed,
                wrong.isEmpty() ? "in the order " + String.join(", ", done) : String.join("; ", wrong));
    }
}
