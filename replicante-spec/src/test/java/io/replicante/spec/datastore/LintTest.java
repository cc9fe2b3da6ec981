package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The linter tells of what can be read and can hardly be meant. */
class LintTest {
    private static final String CLUSTER = """
            apiVersion: replicante.io/v0
            kind: ClusterSpec
            spec:
              ns_id: test
              cluster_id: one
              declaration:
                tolerate: {durability: 1, availability: 1}
                definition:
                  cluster_id: one
                  store: zookeeper
                  store_version: "3.9.5"
                  nodes: {main: {desired_count: 3, node_class: small}}
            """;

    @TempDir
    private Path directory;

    private String lint(int code, String... contents) throws IOException {
        List<String> files = new java.util.ArrayList<>();
        for (String content : contents) {
            Path file = directory.resolve("file" + files.size() + ".yaml");
            Files.writeString(file, content);
            files.add(file.toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Lint.run(files, out)).isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void findsNothingInTheBundledDefinitions() {
        assertThat(Definitions.bundled().all())
                .allSatisfy(
                        definition -> assertThat(Lint.definition(definition)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "t.org/mystery # spec.actions.t.org/mystery.completeWhen # # # is missing: the action is never complete",
                "t.org/gone # spec.actions.t.org/gone.footprint # # # is missing or the worst: the action is taken to lose its subject for ever",
                "table # spec.shardClasses[2].match # match: \"table-*\" # match: \"data-x-*\" # is never reached: \"data-*\" stands before it and matches the same",
                "reads # spec.shardClasses[2].durability # n: \"node.extras['t/n']\" # n: \"3\" # reads of 1 of 3 copies may miss writes that 2 acknowledged",
                "check # spec.checks.T_ONE.when # node.extras['t/x'] > 1 # 1 > 2 # is always false, whatever is observed",
                "requires # spec.actions.t.org/swap.requires # \"shard.caughtUp(subject)\", \"true\" # \"1 == 2\" # can never be met: 1 == 2",
                "init # spec.membership.initialise.action # mode: action, action: t.org/init # mode: action, action: t.org/ping # t.org/ping forms no cluster by its footprint",
                "add # spec.actions # # # without agent.replicante.io/cluster.add no cluster grows"
            })
    void tellsOfEachMistakeInADefinition(String name, String path, String good, String bad, String reason) {
        String text = good == null ? Definition.FULL : Definition.FULL.replace(good, bad);
        assertThat(good == null || !text.equals(Definition.FULL)).as(name).isTrue();
        List<Problem> problems = Lint.definition(DefinitionReader.read("full.yaml", text));
        assertThat(problems).contains(new Problem(path, 0, reason));
    }

    @Test
    void findsNothingInAClusterThatCanBe() throws IOException {
        assertThat(lint(0, CLUSTER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "durability: 1 # durability: 2 # spec.declaration.tolerate.durability: asks to survive 2 failures; 3 nodes survive 1 at most, so voluntary work is refused for ever",
                "desired_count: 3 # desired_count: 2 # spec.declaration.tolerate.availability: asks to survive 1 failures; 2 nodes survive 0 at most, so voluntary work is refused for ever",
                "desired_count: 3 # desired_count: 0 # spec.declaration.definition.nodes: ask for 0 nodes; zookeeper keeps at least 1",
                "store_version: \"3.9.5\" # store_version: \"3.4.0\" # spec.declaration.definition.store: no definition that may be used covers zookeeper 3.4.0",
                "tolerate: # datastore: zoo\\n    tolerate: # spec.declaration.datastore: there is no definition named zoo",
                "tolerate: # datastore: kafka\\n    tolerate: # spec.declaration.definition.store: no definition that may be used covers zookeeper 3.9.5"
            })
    void tellsOfEachClusterThatCanNeverBe(String good, String bad, String line) throws IOException {
        assertThat(lint(1, CLUSTER.replace(good, bad.replace("\\n", "\n")))).contains(line);
    }

    @Test
    void knowsTheDefinitionsThatItWasGiven() throws IOException {
        String mine = Definitions.bundledText("zookeeper").orElseThrow().replace("smallest: 1", "smallest: 5");
        assertThat(lint(1, mine, CLUSTER)).contains("file1.yaml: spec.declaration.definition.nodes: ask for 3 nodes");
        assertThat(lint(1, "kind: DatastoreDefinition")).contains("is required");
    }

    @Test
    void saysHowItIsCalled() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Lint.run(List.of(), out)).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: lint");
        assertThat(Lint.run(List.of(directory.resolve("none").toString()), out)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("there is no such file");
    }
}
