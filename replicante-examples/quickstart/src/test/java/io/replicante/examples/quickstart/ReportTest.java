package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path directory;

    @Test
    void holdsWhatProgramsLookFor() throws IOException {
        Told told = new Told().add("DECISION_CHANGED", """
                {"verdict": "REFUSED",
                 "action": {"kind": "agent.replicante.io/store.restart", "node_id": "node-2", "remedy": "request"},
                 "reasons": [{"rule": "durable", "answer": "VIOLATED", "message": "no"}]}
                """);
        Report report = new Report(
                true,
                "none",
                List.of(17L),
                new Report.Writes(5, 4, 1, 0.5),
                Map.of("total", 1.5),
                new Effort(2, 3, 4),
                List.of(Check.of("all is well", true, "yes")),
                Report.Decided.of(told.events()),
                List.of(new Timeline.Entry(Told.START, 0.0, "engine", "begins")));
        Path file = directory.resolve("target").resolve("report.json");

        report.write(file);

        JsonNode json = Json.parse(Files.readString(file));
        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.path("pids")).hasToString("[17]");
        assertThat(json.path("writes").path("acknowledged").asInt()).isEqualTo(5);
        assertThat(json.path("writes").path("read_back").asInt()).isEqualTo(4);
        assertThat(json.path("durations").path("total").asDouble()).isEqualTo(1.5);
        assertThat(json.path("timeline").path(0).path("text").asText()).isEqualTo("begins");
        JsonNode decision = json.path("decisions").path(0);
        assertThat(decision.path("verdict").asText()).isEqualTo("REFUSED");
        assertThat(decision.path("node_id").asText()).isEqualTo("node-2");
        assertThat(decision.path("reasons").path(0).path("rule").asText()).isEqualTo("durable");
    }
}
