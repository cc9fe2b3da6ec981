package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the README shows is what is built and tested. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path TESTS = Path.of("src", "test");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");

    private String readme = "";

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void beginsWithTheTwoCommands() {
        assertThat(blocks("sh").subList(0, 2))
                .containsExactly("./replicante-examples/quickstart/run\n", "mvn -B -ntp verify\n");
        assertThat(ROOT.resolve("replicante-examples/quickstart/run")).isExecutable();
    }

    @Test
    void showsTheEmbeddingThatIsTested() throws IOException {
        String source = Files.readString(TESTS.resolve("java/io/replicante/examples/quickstart/FirstEmbedding.java"));
        String method = source.substring(source.indexOf("    /** Says"), source.lastIndexOf("}"));

        String imports =
                source.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));

        assertThat(blocks("java").get(0))
                .isEqualTo(imports + "\n\n" + method.stripTrailing().stripIndent() + "\n");
    }

    /** Who copies the snippet gets what was built. */
    @Test
    void importsTheVersionThatIsBuilt() throws IOException {
        Pattern own = Pattern.compile("<artifactId>replicante</artifactId>\\s*<version>([^<]+)</version>");
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String ownAgent = Files.readString(ROOT.resolve("replicante-spec/docs/your-own-agent.md"));

        assertThat(Stream.of(pom, blocks("xml").get(0), ownAgent))
                .extracting(text ->
                        own.matcher(text).results().map(found -> found.group(1)).findFirst())
                .doesNotContain(Optional.empty())
                .containsOnly(Optional.of("0.1.0-SNAPSHOT"));
    }

    @Test
    void showsTheManifestsThatAreTested() throws IOException {
        assertThat(blocks("yaml").get(0)).isEqualTo(Files.readString(TESTS.resolve("resources/desired.yaml")));
    }

    @Test
    void linksToWhatIsThere() {
        List<String> targets = LINK.matcher(readme)
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.contains("://"))
                .toList();

        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(ROOT.resolve(target)).exists());
    }

    private List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toList());
    }
}
