package io.replicante.spec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.model.ClusterRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final String CLUSTER = """
            apiVersion: replicante.io/v0
            kind: ClusterSpec
            spec:
              ns_id: default
              cluster_id: zoo
              active: false
              interval: 7
              platform: {ns_id: infra, name: local}
              declaration:
                active: false
                approval: required
                datastore: zookeeper
                definition:
                  cluster_id: zoo
                  store: zookeeper
                  store_version: "3.9.5"
                  attributes: {zone: a, sizes: [1, 2.5, true, null], deep: {x: 90000000000}}
                  nodes:
                    data: {desired_count: 3, node_class: small, attributes: {disk: ssd}}
                    more: {desired_count: 2, node_class: large, store_version: "3.9.4"}
                graces: {init: 1, expand: 2, scale_up: 3}
                confirmation: {cycles: 4, loss: PT5S}
                tolerate: {durability: 1, availability: 0}
                pauses: {max: PT0S}
                blast_radius: {nodes: 3, percent: 20, domains: 2}
                failover: {max_loss: PT7S}
            """;

    private static String namespace(String spec) {
        return "apiVersion: replicante.io/v0\nkind: Namespace\nspec: " + spec + "\n";
    }

    private static List<Problem> problems(String content) {
        return problems("test.yaml", content);
    }

    private static List<Problem> problems(String what, String content) {
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> Manifests.read(what, content));
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused).hasMessageStartingWith(what + ": ");
        return refused.problems();
    }

    private static Problem problem(String content) {
        List<Problem> problems = problems(content);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static ClusterSpec cluster(String content) {
        return ((ClusterSpecManifest) Manifests.read("test.yaml", content).get(0)).clusterSpec();
    }

    @Nested
    class Kinds {
        @Test
        void namespace() {
            assertThat(Manifests.read("n.yaml", ManifestsTest.namespace("{id: default}")))
                    .containsExactly(new NamespaceManifest(new Namespace("default", NamespaceStatus.ACTIVE)));
        }

        @ParameterizedTest
        @CsvSource({
            "Active, ACTIVE",
            "Observed, OBSERVED",
            "Inactive, INACTIVE",
            "Deleting, DELETING",
            "Deleted, DELETED"
        })
        void namespaceWithStatus(String word, NamespaceStatus status) {
            assertThat(Manifests.read("n.yaml", ManifestsTest.namespace("{id: default, status: " + word + "}")))
                    .containsExactly(new NamespaceManifest(new Namespace("default", status)));
        }

        @Test
        void namespaceWithItsSettings() {
            assertThat(Manifests.read(
                            "n.yaml",
                            ManifestsTest.namespace("{id: default, tls: {ca_bundle: PEM},"
                                    + " settings: {orchestrate: {max_naction_schedule_attempts: 9}}}")))
                    .containsExactly(new NamespaceManifest(new Namespace(
                            "default",
                            NamespaceStatus.ACTIVE,
                            new Namespace.Tls(Optional.of("PEM")),
                            new Namespace.Settings(9))));
        }

        @Test
        void platformOverHttps() {
            String manifest = "{apiVersion: replicante.io/v0, kind: Platform, spec: {ns_id: default, name: local, url: "
                    + "{base_url: 'https://rack', tls_ca_bundle: PEM, tls_insecure_skip_verify: true}}}";
            assertThat(Manifests.read("p.yaml", manifest))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PlatformManifest.class,
                            platform -> assertThat(platform.platform().tls())
                                    .isEqualTo(new PlatformSpec.Tls(Optional.of("PEM"), true)));
        }

        @Test
        void clusterSpecWithTheWaysToGrowAndToBegin() {
            Declaration declaration = cluster("""
                            apiVersion: replicante.io/v0
                            kind: ClusterSpec
                            spec:
                              ns_id: d
                              cluster_id: c
                              declaration:
                                expand: {mode: Join, target_member: {matches: {zone: a}, sort_by: ["-node_id"]}}
                                initialise: {mode: SingleNode, action_args: {settings: {x: 1}}, search: {max_results: 1}}
                            """).declaration();
            assertThat(declaration.expand().mode()).isEqualTo(Declaration.Expand.Mode.JOIN);
            assertThat(declaration.expand().targetMember().orElseThrow().sortBy())
                    .containsExactly("-node_id");
            assertThat(declaration.initialise().mode()).isEqualTo(Declaration.Initialise.Mode.SINGLE_NODE);
            assertThat(declaration
                            .initialise()
                            .actionArgs()
                            .path("settings")
                            .path("x")
                            .asInt())
                    .isEqualTo(1);
            assertThat(declaration.initialise().search().orElseThrow().maxResults())
                    .hasValue(1);
        }

        @Test
        void noSearchThatMeansNothing() {
            assertThat(problems("{apiVersion: replicante.io/v0, kind: ClusterSpec, spec: {ns_id: d, cluster_id: c,"
                            + " declaration: {expand: {target_member: {max_results: -1}}}}}"))
                    .singleElement()
                    .satisfies(
                            problem -> assertThat(problem.path()).isEqualTo("spec.declaration.expand.target_member"));
        }

        @Test
        void platform() {
            String manifest = """
                    apiVersion: replicante.io/v0
                    kind: Platform
                    metadata: {owner: me}
                    spec:
                      ns_id: default
                      name: local
                      active: false
                      discovery: {interval: 9, unlisted: destroyed}
                      url: {base_url: "process:zoo"}
                      settle: PT15S
                    """;
            assertThat(Manifests.read("p.yaml", manifest))
                    .containsExactly(new PlatformManifest(new PlatformSpec(
                            "default",
                            "local",
                            false,
                            Duration.ofSeconds(9),
                            "process:zoo",
                            Duration.ofSeconds(15),
                            PlatformSpec.Tls.DEFAULT,
                            PlatformSpec.Unlisted.DESTROYED)));
        }

        @Test
        void platformWithDefaults() {
            String manifest = "{apiVersion: replicante.io/v0, kind: Platform, spec: "
                    + "{ns_id: default, name: local, url: {base_url: 'http://localhost:1'}}}";
            assertThat(Manifests.read("p.yaml", manifest))
                    .containsExactly(new PlatformManifest(new PlatformSpec(
                            "default",
                            "local",
                            true,
                            PlatformSpec.DEFAULT_INTERVAL,
                            "http://localhost:1",
                            PlatformSpec.DEFAULT_SETTLE)));
        }

        @Test
        void clusterSpec() {
            ClusterSpec spec = cluster(CLUSTER);
            assertThat(spec.ref()).isEqualTo(new ClusterRef("default", "zoo"));
            assertThat(spec.active()).isFalse();
            assertThat(spec.interval()).isEqualTo(Duration.ofSeconds(7));
            assertThat(spec.platform()).contains(new PlatformRef("infra", "local"));
            Declaration declaration = spec.declaration();
            assertThat(declaration.active()).isFalse();
            assertThat(declaration.approval()).isEqualTo(Declaration.Approval.REQUIRED);
            assertThat(declaration.datastore()).contains("zookeeper");
            assertThat(declaration.graces())
                    .isEqualTo(new Declaration.Graces(
                            Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3)));
            assertThat(declaration.confirmation()).isEqualTo(new Declaration.Confirmation(4, Duration.ofSeconds(5)));
            assertThat(declaration.tolerate())
                    .isEqualTo(new Declaration.Tolerate(OptionalInt.of(1), OptionalInt.of(0)));
            assertThat(declaration.maxPause()).contains(Duration.ZERO);
            assertThat(declaration.blastRadius())
                    .isEqualTo(new Declaration.BlastRadius(OptionalInt.of(3), OptionalInt.of(20), 2));
            assertThat(declaration.maxLoss()).contains(Duration.ofSeconds(7));
        }

        @Test
        void clusterSpecWithItsDefinition() {
            var definition = cluster(CLUSTER).declaration().definition().orElseThrow();
            assertThat(definition.clusterId()).isEqualTo("zoo");
            assertThat(definition.store()).isEqualTo("zookeeper");
            assertThat(definition.storeVersion()).isEqualTo("3.9.5");
            assertThat(definition.attributes())
                    .isEqualTo(Json.parse("{\"zone\":\"a\",\"sizes\":[1,2.5,true,null],\"deep\":{\"x\":90000000000}}"));
            assertThat(definition.desiredNodes()).isEqualTo(5);
            NodeGroup more = definition.nodes().get("more");
            assertThat(more.storeVersion()).contains("3.9.4");
            assertThat(more.nodeClass()).isEqualTo("large");
            assertThat(definition.nodes().get("data").attributes().path("disk").asText())
                    .isEqualTo("ssd");
        }

        @Test
        void clusterSpecWithDefaults() {
            assertThat(cluster("{apiVersion: replicante.io/v0, kind: ClusterSpec, spec: {ns_id: d, cluster_id: c}}"))
                    .isEqualTo(new ClusterSpec(
                            new ClusterRef("d", "c"),
                            true,
                            ClusterSpec.DEFAULT_INTERVAL,
                            Optional.empty(),
                            Declaration.defaults()));
        }

        @Test
        void platformOfTheSameNamespace() {
            String manifest = "{apiVersion: replicante.io/v0, kind: ClusterSpec, spec: "
                    + "{ns_id: d, cluster_id: c, platform: {name: p}, declaration: {}}}";
            assertThat(cluster(manifest).platform()).contains(new PlatformRef("d", "p"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"namespace", "NAMESPACE", "NameSpace"})
        void inAnyCase(String kind) {
            String manifest = "{apiVersion: replicante.io/v0, kind: " + kind + ", spec: {id: x}}";
            assertThat(Manifests.read("n.yaml", manifest)).hasSize(1);
        }
    }

    @Nested
    class Inputs {
        @Test
        void holdSeveralDocuments() {
            String manifests = "---\n" + namespace("{id: a}") + "---\n# nothing\n---\n" + namespace("{id: b}") + "---\n"
                    + CLUSTER + "...\n";
            assertThat(Manifests.read("all.yaml", manifests)).hasSize(3);
        }

        @Test
        void mayBeJson() {
            String json =
                    "\t{\"apiVersion\": \"replicante.io/v0\",\n\t\"kind\": \"Namespace\", \"spec\": {\"id\": \"x\"}}";
            assertThat(Manifests.read("n.json", json)).hasSize(1);
            assertThat(Manifests.read("stdin", json)).hasSize(1);
            assertThat(Manifests.read("n.json", json.getBytes(StandardCharsets.UTF_8)))
                    .hasSize(1);
        }

        @Test
        void mayBeginWithAByteOrderMark() {
            assertThat(Manifests.read("n.yaml", "\uFEFF" + namespace("{id: a}")))
                    .hasSize(1);
        }

        @Test
        void mayUseAliases() {
            String manifest = CLUSTER.replace("attributes: {disk: ssd}", "attributes: &disk {disk: ssd}")
                    .replace("large,", "large, attributes: *disk,");
            var nodes =
                    cluster(manifest).declaration().definition().orElseThrow().nodes();
            assertThat(nodes.get("more").attributes())
                    .isEqualTo(nodes.get("data").attributes());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "# nothing\n", "---\n---\n"})
        void holdAtLeastOneManifest(String content) {
            assertThat(problem(content)).isEqualTo(new Problem("", 0, "holds no manifest"));
        }

        @Test
        void areUtf8() {
            InvalidInputException refused = catchThrowableOfType(
                    InvalidInputException.class, () -> Manifests.read("n.yaml", new byte[] {(byte) 0xC3}));
            assertThat(refused.problems()).containsExactly(new Problem("", 1, "is not UTF-8 (byte 0)"));
        }

        @Test
        void mayDeclareObjectsOfOneName() {
            String platform = "---\n{apiVersion: replicante.io/v0, kind: Platform, spec: "
                    + "{ns_id: %s, name: %s, url: {base_url: 'http://a'}}}\n";
            String manifests = namespace("{id: a}")
                    + platform.formatted("a", "a")
                    + platform.formatted("a", "b")
                    + platform.formatted("b", "a")
                    + "---\n{apiVersion: replicante.io/v0, kind: ClusterSpec, spec: {ns_id: a, cluster_id: a}}\n";
            assertThat(Manifests.read("all.yaml", manifests)).hasSize(5);
        }

        @Test
        void mayUseTheirLimits() {
            String limits = CLUSTER.replace("active: false", "active: true")
                    .replace("desired_count: 3", "desired_count: 10000")
                    .replace("desired_count: 2", "desired_count: 0")
                    .replace("loss: PT5S", "loss: P3650D")
                    .replace("more: {", "x".repeat(256) + ": {")
                    .replace("interval: 7", "interval: 2592000");
            assertThat(cluster(limits).active()).isTrue();
            assertThat(cluster(limits).declaration().active()).isTrue();
            assertThat(cluster(limits).declaration().definition().orElseThrow().desiredNodes())
                    .isEqualTo(10_000);
        }

        @Test
        void declareEachObjectOnce() {
            assertThat(problem(namespace("{id: a}") + "---\n" + namespace("{id: a}")))
                    .isEqualTo(new Problem("", 5, "declares the same object as the document on line 1"));
            String platform = "{apiVersion: replicante.io/v0, kind: Platform, spec: "
                    + "{ns_id: d, name: p, url: {base_url: 'http://a'}}}\n";
            assertThat(problem(platform + "---\n" + platform).line()).isEqualTo(3);
            assertThat(problem("---\n" + CLUSTER + "---\n" + CLUSTER).reason()).endsWith("line 2");
        }
    }

    @Nested
    class Refused {
        @Test
        void withEveryMistakeAtItsLine() {
            String manifests = """
                    apiVersion: replicante.io/v0
                    kind: ClusterSpec
                    spec:
                      ns_id: default
                      cluster_id: zoo
                      interval: 0
                      declration: {}
                      declaration:
                        approval: maybe
                        definition:
                          cluster_id: zoo2
                          store: zookeeper
                          store_version: 3.9
                          nodes:
                            data:
                              desired_count: "3"
                              node_clas: small
                        confirmation: {cycles: 2.5, loss: 10s}
                    ---
                    apiVersion: replicante.io/v1
                    kind: Namespce
                    spec: [1]
                    """;
            assertThat(problems(manifests))
                    .containsExactly(
                            new Problem("spec.interval", 6, "must be between 1 and 2592000, not 0"),
                            new Problem("spec.declration", 7, "is not known here; did you mean \"declaration\"?"),
                            new Problem(
                                    "spec.declaration.approval",
                                    9,
                                    "\"maybe\" is not known; known are granted, required"),
                            new Problem(
                                    "spec.declaration.definition.cluster_id",
                                    11,
                                    "must be the cluster's own \"zoo\", not \"zoo2\""),
                            new Problem(
                                    "spec.declaration.definition.store_version",
                                    13,
                                    "must be a text, not the number 3.9; write it in quotes"),
                            new Problem(
                                    "spec.declaration.definition.nodes.data.desired_count",
                                    16,
                                    "must be a whole number, not the text \"3\""),
                            new Problem("spec.declaration.definition.nodes.data.node_class", 16, "is required"),
                            new Problem(
                                    "spec.declaration.definition.nodes.data.node_clas",
                                    17,
                                    "is not known here; did you mean \"node_class\"?"),
                            new Problem(
                                    "spec.declaration.confirmation.cycles",
                                    18,
                                    "must be a whole number, not the number 2.5"),
                            new Problem(
                                    "spec.declaration.confirmation.loss",
                                    18,
                                    "must be a duration such as PT30S, not the text \"10s\""),
                            new Problem("apiVersion", 20, "must be replicante.io/v0, not \"replicante.io/v1\""),
                            new Problem("kind", 21, "the kind \"Namespce\" is not known; did you mean \"Namespace\"?"),
                            new Problem("spec", 22, "must be a mapping, not a list"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{} | spec.id | is required",
                    "{id: } | spec.id | is required",
                    "{id: null} | spec.id | is required",
                    "{id: ''} | spec.id | must not be blank",
                    "{id: \"a\\u0007\"} | spec.id | must not contain control characters",
                    "{id: 5} | spec.id | must be a text, not the number 5; write it in quotes",
                    "{id: true} | spec.id | must be a text, not the truth value true; write it in quotes",
                    "{id: [a]} | spec.id | must be a text, not a list",
                    "{id: {a: b}} | spec.id | must be a text, not a mapping",
                    "{id: a, ID: b} | spec.ID | is not known here; did you mean \"id\"?",
                    "{id: a, colour: b} | spec.colour | is not known here; known are id, settings, status, tls",
                    "{id: a, settings: {orchestrate: {max_naction_schedule_attempts: 65536}}} | spec.settings.orchestrate.max_naction_schedule_attempts | must be between 0 and 65535, not 65536",
                    "{id: a, status: active} | spec.status | \"active\" is not known; did you mean \"Active\"?",
                    "{id: a, id: b} | spec.id | is there twice, first on line 3",
                    "text | spec | must be a mapping, not the text \"text\"",
                })
        void forAField(String spec, String path, String reason) {
            assertThat(problem(namespace(spec))).isEqualTo(new Problem(path, 3, reason));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "active: false| active: yes | must be true or false, not the text \"yes\"",
                    "interval: 7 | interval: 007 | must be a whole number, not the text \"007\"",
                    "interval: 7 | interval: 1e3 | must be a whole number, not the number 1e3",
                    "interval: 7 | interval: 99999999999999999999 | must be between 1 and 2592000, not 99999999999999999999",
                    "name: local | nme: local | is required",
                    "zookeeper | [zookeeper] | must be a text, not a list",
                    "desired_count: 3 | desired_count: -1 | must be between 0 and 10000, not -1",
                    "desired_count: 3 | desired_count: 10001 | must be between 0 and 10000, not 10001",
                    "init: 1 | init: -1 | must be between 0 and 10080, not -1",
                    "cycles: 4 | cycles: 0 | must be between 1 and 1000, not 0",
                    "loss: PT5S | loss: PT-5S | must be between PT0S and PT87600H, not PT-5S",
                    "loss: PT5S | loss: 5 | must be a duration such as PT30S, not the number 5",
                    "durability: 1 | durability: -1 | must be between 0 and 10000, not -1",
                    "max: PT0S | mx: PT0S | is not known here; did you mean \"max\"?",
                    "disk: ssd | disk: ssd, disk: hdd | is there twice",
                    "zone: a | zone: a, zone: b | is there twice",
                })
        void forAFieldOfACluster(String good, String bad, String reason) {
            assertThat(problems(CLUSTER.replaceFirst(good, bad)))
                    .extracting(Problem::reason)
                    .contains(reason);
        }

        @Test
        void forANameOfANodeGroup() {
            assertThat(problem(CLUSTER.replace("more: {", "\"\": {")).reason())
                    .isEqualTo("the name must have 1 to 256 characters");
            assertThat(problem(CLUSTER.replace("more: {", "x".repeat(257) + ": {"))
                            .reason())
                    .isEqualTo("the name must have 1 to 256 characters");
        }

        @Test
        void forADefinitionWithoutNodes() {
            String manifest = """
                    apiVersion: replicante.io/v0
                    kind: ClusterSpec
                    spec:
                      ns_id: d
                      cluster_id: c
                      declaration:
                        definition: {cluster_id: c, store: s, store_version: v}
                    """;
            assertThat(problem(manifest)).isEqualTo(new Problem("spec.declaration.definition.nodes", 7, "is required"));
        }

        @ParameterizedTest
        @CsvSource({"localhost, needs a scheme", "'http://a b', is no URL"})
        void forAPlatformWithoutAUrl(String url, String reason) {
            String manifest = "{apiVersion: replicante.io/v0, kind: Platform, spec: "
                    + "{ns_id: d, name: p, url: {base_url: '" + url + "'}}}";
            assertThat(problem(manifest).path()).isEqualTo("spec.url.base_url");
            assertThat(problem(manifest).reason()).startsWith(reason);
        }

        @Test
        void forWhatEveryManifestNeeds() {
            assertThat(problems("a: 1"))
                    .containsExactly(
                            new Problem("apiVersion", 1, "is required"),
                            new Problem("kind", 1, "is required"),
                            new Problem("spec", 1, "is required"),
                            new Problem("a", 1, "is not known here; known are apiVersion, kind, metadata, spec"));
        }

        @Test
        void forADocumentThatIsNoMapping() {
            assertThat(problems("- 1\n---\n5\n---\n" + namespace("{id: 1}")))
                    .extracting(Problem::toString)
                    .containsExactly(
                            "document (line 1): must be a mapping, not a list",
                            "document (line 3): must be a mapping, not the number 5",
                            "spec.id (line 7): must be a text, not the number 1; write it in quotes");
        }

        @Test
        void withoutDrowningInProblems() {
            StringBuilder spec = new StringBuilder("{id: x");
            for (int i = 0; i < 250; i++) {
                spec.append(", unknown_").append(i).append(": 1");
            }
            List<Problem> problems = problems(namespace(spec + "}"));
            assertThat(problems).hasSize(101);
            assertThat(problems.get(100).reason()).isEqualTo("and 150 more problems");
        }
    }
}
