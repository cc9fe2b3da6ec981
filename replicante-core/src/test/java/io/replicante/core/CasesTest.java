package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documentation says of each part of each case, scenario and hole which tests show it, and each of those tests bears its name:
 * nothing is claimed that is not there, and nothing is there that nobody finds.
 */
class CasesTest {
    private static final Path SAFETY = Path.of("..", "replicante-spec", "docs", "safety.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ((?:case|scenario|hole) [0-9A-Z][0-9a-z]*) \\|.*\\| ([^|]+) \\|$");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]*)`");
    private static final Pattern NAMES = Pattern.compile("@DisplayName\\(\\s*\"([^:\"]*): ");
    private static final Pattern NAME = Pattern.compile("(?:case|scenario|hole) [0-9A-Z][0-9a-z]*");

    @Test
    void everyPartIsShownByTheTestsThatTheDocumentationNames() throws IOException {
        Map<String, Set<String>> claimed = new TreeMap<>();
        ROW.matcher(Files.readString(SAFETY))
                .results()
                .forEach(row -> claimed.computeIfAbsent(row.group(1), any -> new TreeSet<>())
                        .addAll(CLASS.matcher(row.group(2))
                                .results()
                                .map(each -> each.group(1))
                                .toList()));

        assertThat(claimed).hasSizeGreaterThan(100).isEqualTo(shown());
    }

    private static Map<String, Set<String>> shown() throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        for (Path test : tests()) {
            String type = test.getFileName().toString().replace(".java", "");
            NAMES.matcher(Files.readString(test))
                    .results()
                    .map(names -> names.group(1))
                    .flatMap(names -> NAME.matcher(names).results().map(MatchResult::group))
                    .forEach(name ->
                            shown.computeIfAbsent(name, any -> new TreeSet<>()).add(type));
        }
        return shown;
    }

    private static List<Path> tests() {
        return Stream.of(
                        "replicante-core",
                        "replicante-spec",
                        "replicante-store-api",
                        "replicante-backends/platform-http")
                .map(module -> Path.of("..").resolve(module).resolve("src/test/java"))
                .flatMap(CasesTest::under)
                .toList();
    }

    private static Stream<Path> under(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(each -> each.toString().endsWith("Test.java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
