package io.replicante.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.DefinitionReader;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.json.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What the documentation shows can be read. */
class DocumentationTest {
    private static final Pattern YAML = Pattern.compile("^```yaml\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private static List<String> examples(String page) throws IOException {
        List<String> examples = YAML.matcher(Files.readString(Path.of("docs", page)))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("(?m)^```.*$", ""))
                .toList();
        assertThat(examples).as(page).isNotEmpty();
        return examples;
    }

    @Test
    void showsManifestsThatCanBeRead() throws IOException {
        assertThat(examples("manifests.md"))
                .flatExtracting(example -> Manifests.read("manifests.md", example))
                .extracting(Object::getClass)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder((Object[]) Manifest.class.getPermittedSubclasses());
    }

    @Test
    void showsDefinitionsThatCanBeRead() throws IOException {
        for (String example : examples("definitions.md")) {
            DatastoreDefinition definition = DefinitionReader.read("definitions.md", example);
            assertThat(definition.name()).isEqualTo("example");
        }
    }
}
