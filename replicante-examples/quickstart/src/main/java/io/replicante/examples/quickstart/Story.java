package io.replicante.examples.quickstart;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the engine did, when and why, as a table. */
final class Story {
    private static final String ROW = "%8s  %6s  %-52s  %s%n";

    private Story() {}

    private record Begun(Event event, Deed deed) {}

    static String table(List<Event> events, ToDoubleFunction<Event> seconds) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, ROW, "began", "took", "what", "why"));
        Map<String, Begun> begun = new HashMap<>();
        List<String> rows = new ArrayList<>();
        for (Event event : events) {
            if (event.code().equals(EventCodes.INTENT_ATTEMPTED)) {
                Deed deed = Deed.of(event);
                begun.put(deed.id(), new Begun(event, deed));
            } else if (event.code().equals(EventCodes.INTENT_ENDED)) {
                Begun first = begun.remove(Deed.of(event).id());
                if (first != null) {
                    rows.add(row(
                            first,
                            seconds,
                            time(seconds.applyAsDouble(event) - seconds.applyAsDouble(first.event())),
                            Deed.of(event)));
                }
            }
        }
        begun.values().forEach(open -> rows.add(row(open, seconds, "open", open.deed())));
        rows.forEach(table::append);
        return table.toString();
    }

    private static String row(Begun begun, ToDoubleFunction<Event> seconds, String took, Deed end) {
        String what = begun.deed().words() + (end.phase().equals("FAILED") ? " - FAILED" : "");
        return String.format(
                Locale.ROOT,
                ROW,
                time(seconds.applyAsDouble(begun.event())),
                took,
                what,
                begun.deed().why());
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.1fs", seconds);
    }
}
