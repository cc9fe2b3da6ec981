package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
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
            if (content.startsWith("--")) {
                files.add(content);
                continue;
            }
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
                "t.org/mystery # spec.actions.t.org/mystery.completeWhen # # # is missing, so that the action is never complete; say by what its effect is seen",
                "t.org/gone # spec.actions.t.org/gone.footprint # # # is missing or the worst, so that the action is taken to lose its subject for ever; say what it does, or none if it touches nothing",
                "table # spec.shardClasses[2].match # match: \"table-*\" # match: \"data-x-*\" # is never reached: \"data-*\" stands before it and matches the same",
                "reads # spec.shardClasses[2].durability # n: \"node.extras['t/n']\" # n: \"3\" # reads of 1 of 3 copies may miss writes that 2 acknowledged: r + w has to be more than n",
                "check # spec.checks[0].when # node.extras['t/x'] > 1 # 1 > 2 # is always false, whatever is observed",
                "requires # spec.actions.t.org/swap.requires[1] # \"shard.caughtUp(subject)\", \"true\" # \"shard.caughtUp(subject)\", \"1 == 2\" # can never be met: 1 == 2",
                "init # spec.membership.initialise.action # mode: action, action: t.org/init # mode: action, action: t.org/ping # t.org/ping forms no cluster by its footprint",
                "add # spec.actions # # # without agent.replicante.io/cluster.add no cluster grows",
                "versions # spec.versions # versions: \">=1 <3\" # versions: \">=4 <3\" # holds no version: the definition covers nothing",
                "before # spec.actions.t.org/init.completeWhen # completeWhen: \"subject.status == 'HEALTHY'\" # completeWhen: \"subject.status == 'NOT_IN_CLUSTER'\" # is true before the action begins, so that it proves no effect; ask for what only the effect makes true",
                "promoted # spec.actions.t.org/promote.variants[0].completeWhen # completeWhen: \"primary.node_id == 'a'\" # completeWhen: \"primary.status == 'HEALTHY'\" # is true before the action begins, so that it proves no effect; ask for what only the effect makes true",
                "never # spec.actions.t.org/init.completeWhen # completeWhen: \"subject.status == 'HEALTHY'\" # completeWhen: \"1 == 2\" # can never be true, so that the action is never complete",
                "donors # spec.actions.t.org/promote.variants[0].footprint.donors # donors: \"node.status == 'HEALTHY'\" # donors: \"1 == 2\" # is never true: there is nobody to copy from",
                "undone # spec.actions.t.org/promote.undoneBy # undoneBy: t.org/swap # undoneBy: t.org/promote # names the action itself",
                "variant # spec.actions.t.org/promote.variants[0].versions # versions: \">=2\" # versions: \">=3\" # never applies: the definition is for >=1 <3, of which none is in >=3",
                "when # spec.actions.t.org/promote.variants[0].when # when: \"subject.status == 'UNHEALTHY'\" # when: \"false\" # is never true: the variant never applies",
                "typo # spec.checks[0].when # node.extras['t/x'] > 1 # node.extras['t/xs'] > 1 # asks for \"t/xs\", which no store reports; did you mean \"t/x\"?",
                "place # spec.checks[0].when # node.extras['t/x'] > 1 # node.attributes['t/x'] > 1 # asks for \"t/x\", which no node reports; it is an attribute of the store: extras, not attributes",
                "start # spec.members.incarnation # incarnation: t/start # incarnation: other/uptime # asks for \"other/uptime\", which no node reports; add it to reports.node",
                "votes # spec.members.votes # votes: \"member.type == 'voter' ? 1 : 0\" # votes: \"0\" # is always 0: nobody votes, and no quorum is ever up",
                "electable # spec.members.electable # electable: \"member.type == 'voter' && true\" # electable: \"false\" # is always false: nobody may become the primary that every shard needs",
                "least # spec.shardClasses[1].durability.min # min: \"2\" # min: \"0\" # is less than 1: the primary itself has to be up for writes",
                "waits # spec.shardClasses[1].durability.min # k: \"primary.extras['t/k']\", min: \"2\", set: \"['a']\", authority: store, degradesTo: primary # k: \"3\", min: \"2\" # is less than k and the primary, which every write waits for",
                "storage # spec.members.storage # storage: {durableWhen: \"node.extras['t/fsync'] == 'on'\"} # storage: volatile # is volatile, as it is where it is left out: t.org/restart is refused for ever, because the node could come back empty; say durable, or durableWhen",
                "data # spec.members.holdsData # holdsData: \"member.type != 'arbiter'\" # holdsData: \"false\" # is always false: nobody holds data, and no write is anywhere",
                "fallback # spec.shardClasses # # # end without one for \"*\": a shard that none matches is unknown, and what could touch it is refused",
                "side # spec.checks[0].when # node.extras['t/x'] > 1 # node.attributes['t/repairde'] > 1 # asks for \"t/repairde\", which no node reports; did you mean \"t/repaired\", an attribute of the store: extras, not attributes?",
                "all # spec.shardClasses[2].durability.w # n: \"node.extras['t/n']\" # n: \"1\" # is more than n: no write is ever acknowledged"
            })
    @DisplayName("case 9d, case 4d: the linter tells of reads that may miss writes, and of every other mistake")
    void tellsOfEachMistakeInADefinition(String name, String path, String good, String bad, String reason) {
        String text = good == null ? Definition.FULL : Definition.FULL.replace(good, bad);
        assertThat(good == null || !text.equals(Definition.FULL)).as(name).isTrue();
        List<Problem> problems = Lint.definition(DefinitionReader.read("full.yaml", text));
        assertThat(problems).contains(new Problem(path, 0, reason));
    }

    @Test
    void tellsOfAnAbsenceWhoseEndNobodySees() {
        DatastoreDefinition seen = DefinitionReader.read(
                "full.yaml",
                Definition.FULL.replace(
                        "footprint: {away: subject, atMost: PT1M}",
                        "footprint: {away: subject, atMost: PT1M}\n      completeWhen: \"subject.status == 'HEALTHY'\""));
        DatastoreDefinition unseen = withoutIncarnation(seen);
        String path = "spec.actions.t.org/restart.";

        assertThat(Lint.definition(seen)).noneMatch(problem -> problem.path().startsWith(path));
        assertThat(Lint.definition(unseen))
                .extracting(Problem::path)
                .contains(path + "footprint.away", path + "completeWhen");
    }

    private static DatastoreDefinition withoutIncarnation(DatastoreDefinition of) {
        Members members = of.members();
        return new DatastoreDefinition(
                of.name(),
                of.title(),
                of.sources(),
                of.stores(),
                of.versions(),
                of.shardClasses(),
                new Members(
                        members.configuration(),
                        members.votes(),
                        members.holdsData(),
                        members.electable(),
                        Optional.empty(),
                        members.storage(),
                        members.acknowledges(),
                        members.durableWhen()),
                of.failover(),
                of.membership(),
                of.capacity(),
                of.failureDomain(),
                of.witnesses(),
                of.actions(),
                of.checks(),
                of.upkeep());
    }

    @Test
    void namesFileLineAndFieldOfWhatItFinds() throws IOException {
        String mine = Definitions.bundledText("zookeeper")
                .orElseThrow()
                .replace("      footprint: {away: subject, atMost: PT1M}\n", "");

        assertThat(lint(1, mine))
                .containsPattern("file0.yaml: spec\\.actions\\.agent\\.replicante\\.io/store\\.restart\\.footprint "
                        + "\\(line [0-9]+\\): is missing or the worst");
        assertThat(lint(1, CLUSTER.replace("durability: 1", "durability: 2")))
                .contains("file0.yaml: spec.declaration.tolerate.durability (line 7): asks to survive 2 failures");
    }

    @Test
    void tellsOfStorageThatWasForgotten() throws IOException {
        String mine = Definitions.bundledText("zookeeper").orElseThrow().replace("    storage: durable\n", "");

        assertThat(lint(1, mine))
                .containsPattern(
                        "file0.yaml: spec\\.members\\.storage \\(line [0-9]+\\): is volatile, as it is where it is left "
                                + "out: agent\\.replicante\\.io/store\\.restart is refused for ever");
    }

    /** Where there is nobody to learn from, or a newcomer votes by itself once it has caught up, there is nothing to ask for. */
    @Test
    void tellsOfANewcomerThatCouldVoteBeforeItHasLearnt() throws IOException {
        String zookeeper = Definitions.bundledText("zookeeper").orElseThrow();
        String unasked = zookeeper.replace("      requires: [\"shard.caughtUp(subject)\"]\n", "");
        String byItself = unasked.replace("{subject: voter}", "{subject: voter-when-caught-up}");
        String reason = "does not ask for shard.caughtUp(subject): a newcomer could vote before it has learnt";

        assertThat(lint(1, unasked).lines().toList())
                .satisfiesExactly(
                        add -> assertThat(add).contains("agent.replicante.io/cluster.add.requires (line", reason),
                        swap -> assertThat(swap).contains("agent.replicante.io/cluster.swap.requires (line", reason));
        assertThat(lint(0, byItself)).isEmpty();
    }

    @Test
    void extendsWhatItWasGivenBefore() throws IOException {
        String mine = Definitions.bundledText("zookeeper")
                .orElseThrow()
                .replace("name: zookeeper", "name: mine")
                .replace("stores: [zookeeper]", "stores: [mine]");
        String child = """
                apiVersion: replicante.io/v1
                kind: DatastoreDefinition
                metadata: {name: child, title: Child}
                spec: {extends: mine, stores: [child], membership: {smallest: 3}}
                """;

        assertThat(lint(0, mine, child)).isEmpty();
        assertThat(lint(1, child)).contains("spec.extends (line 4): there is no definition \"mine\" to extend");
        assertThat(lint(0, "--show", mine, child)).contains("\"smallest\":3").contains("zookeeper.apache.org/config");
    }

    @Test
    void findsNothingInAClusterThatCanBe() throws IOException {
        assertThat(lint(0, CLUSTER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "durability: 1 # durability: 2 # spec.declaration.tolerate.durability (line 7): asks to survive 2 failures; 3 nodes survive 1 at most, so voluntary work is refused for ever",
                "tolerate: # expand: {mode: Join}\\n    tolerate: # spec.declaration.expand.mode (line 7): asks for agent.replicante.io/cluster.join, which definition zookeeper does not describe",
                "tolerate: # initialise: {mode: SingleNode}\\n    tolerate: # spec.declaration.initialise.mode (line 7): asks for agent.replicante.io/cluster.init",
                "tolerate: # pauses: {max: PT1S}\\n    tolerate: # spec.declaration.pauses.max (line 7): is PT1S; zookeeper may need PT10S to change its primary",
                "tolerate: # windows: [{from: '22:00', zone: Z, lasts: PT30S}]\\n    tolerate: # spec.declaration.windows (line 7): stay open for PT30S at most; a node that restarts may be away for PT1M",
                "tolerate: # acknowledges: [{shards: '*', by: model}, {shards: 'a-*', by: one}]\\n    tolerate: # spec.declaration.acknowledges[1].shards (line 7): is never reached",
                "node_class: small # node_class: small, store_version: \"3.4.0\" # spec.declaration.definition.nodes.main.store_version (line 12): definition zookeeper does not cover 3.4.0",
                "desired_count: 3 # desired_count: 2 # spec.declaration.tolerate.availability (line 7): asks to survive 1 failures; 2 nodes survive 0 at most, so voluntary work is refused for ever",
                "desired_count: 3 # desired_count: 0 # spec.declaration.definition.nodes (line 12): ask for 0 nodes; zookeeper keeps at least 1",
                "store_version: \"3.9.5\" # store_version: \"3.4.0\" # spec.declaration.definition.store (line 10): no definition that may be used covers zookeeper 3.4.0; definition zookeeper is for zookeeper >=3.5.0 <4.0.0",
                "tolerate: # datastore: zoo\\n    tolerate: # spec.declaration.datastore (line 7): there is no definition named zoo",
                "tolerate: # datastore: kafka\\n    tolerate: # spec.declaration.definition.store (line 11): no definition that may be used covers zookeeper 3.9.5; definition kafka is for kafka >=3.9.0 <5.0.0"
            })
    @DisplayName("case 8h: a cluster that can never be as declared is told of, its tolerance too")
    void tellsOfEachClusterThatCanNeverBe(String good, String bad, String line) throws IOException {
        assertThat(lint(1, CLUSTER.replace(good, bad.replace("\\n", "\n")))).contains(line);
    }

    @Test
    void knowsTheDefinitionsThatItWasGiven() throws IOException {
        String mine = Definitions.bundledText("zookeeper").orElseThrow().replace("smallest: 1", "smallest: 5");
        assertThat(lint(1, mine, CLUSTER))
                .contains("file1.yaml: spec.declaration.definition.nodes (line 12): ask for 3 nodes");
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

    /** Nobody follows of itself where the primary is commanded, and what moves nothing is no step-down. */
    @Test
    void findsAStepDownThatLeavesNobodyInThePlace() {
        String stepsDown = """
                apiVersion: replicante.io/v1
                kind: DatastoreDefinition
                metadata: {name: steps-down, title: A store}
                spec:
                  extends: postgresql
                  stores: [steps-down]
                  failover: {stepDown: agent.replicante.io/store.restart}
                """;

        assertThat(Lint.definition(DefinitionReader.read("steps-down.yaml", stepsDown)))
                .extracting(Problem::reason)
                .containsExactly(
                        "leaves nobody in the primary's place: the mode is commanded",
                        "agent.replicante.io/store.restart moves no primary by its footprint");
    }
}
