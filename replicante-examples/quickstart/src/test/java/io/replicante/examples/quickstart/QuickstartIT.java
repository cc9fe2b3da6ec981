package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole story, with real servers. */
@Timeout(400)
class QuickstartIT {
    @Test
    void buildsAnEnsembleLosesItsLeaderAndHealsIt() throws Exception {
        Options options = new Options(
                false, Sabotage.NONE, Path.of("target", "quickstart-it").toAbsolutePath());

        assertThat(Quickstart.run(options)).isEqualTo(Play.PASSED);

        JsonNode report = Json.parse(Files.readString(options.report()));
        assertThat(report.path("checks"))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.path("passed").asBoolean())
                        .as(check.toString())
                        .isTrue());
        assertThat(report.path("writes").path("acknowledged").asInt())
                .isPositive()
                .isEqualTo(report.path("writes").path("read_back").asInt());
        assertThat(report.path("pids"))
                .isNotEmpty()
                .noneMatch(pid -> ProcessHandle.of(pid.asLong())
                        .filter(ProcessHandle::isAlive)
                        .isPresent());
    }
}
