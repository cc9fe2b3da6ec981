package io.replicante.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What there is to say afterwards, for machines.
 *
 * @param passed whether everything was as it should be
 * @param sabotage what went wrong on purpose
 * @param pids every server process that was ever started
 * @param writes what became of the client's writes
 * @param durations the seconds of each step and in total
 * @param effort how much work the engine had
 * @param checks what had to be so
 * @param decisions what the gate said, whenever it said something new
 * @param timeline what happened
 */
record Report(
        boolean passed,
        String sabotage,
        List<Long> pids,
        Writes writes,
        Map<String, Double> durations,
        Effort effort,
        List<Check> checks,
        List<Decided> decisions,
        List<Timeline.Entry> timeline) {
    /**
     * What became of writes.
     *
     * @param acknowledged how many were acknowledged
     * @param readBack how many of these could be read at the end, from every server
     * @param uncertain how many were never answered
     * @param longestPauseSeconds the longest time between two that were acknowledged
     */
    record Writes(int acknowledged, int readBack, long uncertain, double longestPauseSeconds) {}

    /**
     * What the gate said of an action.
     *
     * @param time when
     * @param verdict the verdict
     * @param kind what would be done
     * @param nodeId to which node
     * @param remedy who proposed it
     * @param reasons the answers that stand against it
     */
    record Decided(Instant time, String verdict, String kind, String nodeId, String remedy, List<JsonNode> reasons) {
        static List<Decided> of(List<Event> events) {
            return events.stream()
                    .filter(event -> event.code().equals(EventCodes.DECISION_CHANGED))
                    .map(Decided::of)
                    .toList();
        }

        private static Decided of(Event event) {
            JsonNode payload = event.payload();
            JsonNode action = payload.path("action");
            return new Decided(
                    event.time(),
                    EventWords.text(payload, "verdict"),
                    EventWords.text(action, "kind"),
                    EventWords.text(action, "node_id"),
                    EventWords.text(action, "remedy"),
                    List.copyOf(payload.withArray("/reasons").valueStream().toList()));
        }
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(draft, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
