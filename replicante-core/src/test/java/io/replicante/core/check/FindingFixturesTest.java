package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.state.Finding;
import io.replicante.spec.json.Json;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each code has a directory: {@code world.yaml} is a cluster in which it is found, laid over the healthy one of {@code base.yaml};
 * {@code quiet.yaml} is laid over that and takes the cause away; {@code expected.json} is what is found.
 */
class FindingFixturesTest {
    private static final Path FIXTURES = Path.of("src", "test", "resources", "findings");

    @ParameterizedTest
    @MethodSource("codes")
    void isFoundAsWritten(String code) throws IOException {
        JsonNode expected = Json.parse(Files.readString(FIXTURES.resolve(code).resolve("expected.json")));

        assertThat(found(code, world(code)).toPrettyString()).isEqualTo(expected.toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void isNotFoundWithoutItsCause(String code) throws IOException {
        JsonNode quiet =
                FixtureWorld.merged(world(code), yaml(FIXTURES.resolve(code).resolve("quiet.yaml")));

        assertThat(found(code, quiet)).isEmpty();
    }

    @Test
    void everyCodeHasADirectoryAndEveryDirectoryACode() throws IOException, IllegalAccessException {
        Set<String> known = new TreeSet<>();
        for (Field field : FindingCodes.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                known.add((String) field.get(null));
            }
        }

        assertThat(codes()).containsExactlyElementsOf(known);
    }

    @Test
    void nothingIsFoundInTheHealthyClusterThatAllOthersAreLaidOver() throws IOException {
        assertThat(FixtureWorld.findings(FixtureWorld.base())).isEmpty();
    }

    static List<String> codes() throws IOException {
        try (Stream<Path> paths = Files.list(FIXTURES)) {
            return paths.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode world(String code) throws IOException {
        return FixtureWorld.merged(
                FixtureWorld.base(), yaml(FIXTURES.resolve(code).resolve("world.yaml")));
    }

    private static JsonNode yaml(Path file) throws IOException {
        return FixtureWorld.parsed(Files.readString(file));
    }

    private static JsonNode found(String code, JsonNode world) {
        var found = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : FixtureWorld.findings(world)) {
            if (finding.code().equals(code)) {
                ObjectNode json = found.addObject();
                json.put("code", finding.code())
                        .put("severity", finding.severity().name())
                        .put("subject", finding.subject().toString())
                        .put("message", finding.message());
                json.set("evidence", Json.mapper().valueToTree(finding.evidence()));
                json.put("first_seen_after", between(finding)).put("cycles", finding.cycles());
            }
        }
        return found;
    }

    /** Seconds since the first cycle began. */
    private static long between(Finding finding) {
        return Duration.between(FixtureWorld.BEGIN, finding.since()).toSeconds();
    }
}
