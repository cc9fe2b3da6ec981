package io.replicante.spec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionState;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.ProvisionRequest;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final Instant TIME = Instant.parse("2031-03-09T07:15:42.123456789Z");
    private static final ClusterRef CLUSTER = new ClusterRef("default", "zoo");

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Point.class, name = "point")
    })
    sealed interface Shape permits Circle, Point {}

    record Circle(int radius, OptionalInt weight) implements Shape {}

    record Point() implements Shape {}

    record Drawing(
            String title,
            List<Shape> shapes,
            Map<String, Shape> byName,
            NavigableMap<UUID, Instant> seen,
            Set<String> tags,
            OptionalInt width,
            OptionalLong height,
            Optional<Duration> age,
            Optional<Shape> first) {
        Drawing {
            if (title == null) {
                throw new NullPointerException("title");
            }
            shapes = List.copyOf(shapes);
            byName = Map.copyOf(byName);
            tags = Set.copyOf(tags);
        }

        boolean isEmpty() {
            return shapes.isEmpty();
        }

        public boolean isFramed() {
            return true;
        }

        public String getFrame() {
            return "golden";
        }
    }

    record Counted(int count) {}

    record Named(String name) {}

    record Mixed(String name, double share, boolean on, NodeActionPhase phase) {}

    static Stream<Object> values() {
        return Stream.of(
                new Addresses(Map.of("client", "a:1", "metrics", "b:2")),
                new AgentNode(
                        Addresses.of("a:1", "a:2"),
                        new AgentVersion("abc", "1.2.3", "false"),
                        Map.of(
                                "t",
                                AttributeValue.of("text"),
                                "w",
                                AttributeValue.of(5),
                                "h",
                                new AttributeValue.Whole(BigInteger.TEN.pow(60)),
                                "f",
                                new AttributeValue.Fraction(1.25),
                                "b",
                                AttributeValue.of(true),
                                "n",
                                new AttributeValue.Null()),
                        "node-1",
                        NodeStatus.unknown("no idea"),
                        "zookeeper",
                        new StoreVersion(Optional.of("c0ffee"), "3.9.5", Optional.empty())),
                NodeStatus.of(NodeStatus.Code.HEALTHY),
                new ShardsInfo(List.of(
                        new AgentShard(
                                "data",
                                Optional.of(ShardRole.PRIMARY),
                                Optional.of(new CommitOffset(OffsetUnit.of("zxid"), Long.MAX_VALUE)),
                                Optional.empty(),
                                Map.of(AgentShard.TERM, AttributeValue.of(4))),
                        new AgentShard(
                                "more",
                                Optional.of(ShardRole.other("OBSERVER")),
                                Optional.empty(),
                                Optional.of(new CommitOffset(OffsetUnit.SECONDS, 3)),
                                Map.of()))),
                new StoreExtras("zoo", Map.of("x", AttributeValue.of("y"))),
                new Namespace("default", NamespaceStatus.OBSERVED),
                new PlatformSpec("default", "p", true, Duration.ofSeconds(9), "process:x", Duration.ofMinutes(1)),
                spec(),
                new ClusterSpec(CLUSTER, false, Duration.ofSeconds(1), Optional.empty(), Declaration.defaults()),
                NodeAction.builder(
                                new UUID(1, 2),
                                new NodeRef(CLUSTER, "node-1"),
                                "a.b/c",
                                Actor.engine("e"),
                                TIME,
                                NodeActionPhase.RUNNING)
                        .args(Json.parse("{\"n\": 1}"))
                        .scheduledTime(Optional.of(TIME))
                        .error(Optional.of(Json.parse("[\"bad\"]")))
                        .build(),
                new ActionExecution(
                        NullNode.getInstance(),
                        TIME,
                        Optional.empty(),
                        new UUID(1, 2),
                        "a.b/c",
                        Map.of("k", "v"),
                        TIME,
                        new ActionState(ActionPhase.NEW, Optional.empty(), Optional.empty())),
                new Event(
                        new UUID(3, 4),
                        StreamKey.of(CLUSTER),
                        7,
                        "CODE",
                        TIME,
                        Json.parse("{}"),
                        Actor.engine("e"),
                        Optional.of("because")),
                new Discovery(List.of(new DiscoveredCluster(
                        "zoo",
                        List.of(new DiscoveredNode(
                                "http://a", "small", "node-1", Optional.of("data"), Optional.empty()))))),
                new ProvisionRequest(spec().declaration().definition().orElseThrow(), 1, "data"),
                drawing());
    }

    private static ClusterSpec spec() {
        ClusterDefinition definition = new ClusterDefinition(
                JsonNodeFactory.instance.objectNode().put("zone", "a"),
                "zoo",
                "zookeeper",
                "3.9.5",
                Map.of("data", new NodeGroup(JsonNodeFactory.instance.objectNode(), 3, "small", Optional.of("3.9.4"))));
        Declaration declaration = Declaration.builder()
                .approval(Declaration.Approval.REQUIRED)
                .definition(definition)
                .datastore("zookeeper")
                .tolerate(new Declaration.Tolerate(OptionalInt.of(1), OptionalInt.empty()))
                .maxPause(Duration.ZERO)
                .blastRadius(new Declaration.BlastRadius(OptionalInt.empty(), OptionalInt.of(20), 2))
                .maxLoss(Duration.ofSeconds(9))
                .build();
        return new ClusterSpec(
                CLUSTER, true, Duration.ofSeconds(5), Optional.of(new PlatformRef("default", "p")), declaration);
    }

    private static Drawing drawing() {
        return new Drawing(
                "t",
                List.of(new Circle(1, OptionalInt.of(2)), new Point()),
                Map.of("p", new Point()),
                new TreeMap<>(Map.of(new UUID(1, 1), TIME)),
                Set.of("a"),
                OptionalInt.of(3),
                OptionalLong.of(1L << 40),
                Optional.of(Duration.ofMillis(90_500)),
                Optional.of(new Circle(9, OptionalInt.empty())));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsBackWhatItWrote(Object value) {
        String json = Json.write(value);
        assertThat(Json.<Object>read(json, cast(value.getClass()))).isEqualTo(value);
        assertThat(Json.<Object>read(Json.canonical(value), cast(value.getClass())))
                .isEqualTo(value);
        assertThat(Json.tree(value)).isEqualTo(Json.parse(json));
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> cast(Class<?> type) {
        return (Class<Object>) type;
    }

    @Nested
    class Writing {
        @Test
        void usesSnakeCaseAndIsoTexts() {
            JsonNode json = Json.tree(drawing());
            assertThat(json.path("by_name").path("p").path("shape").asText()).isEqualTo("point");
            assertThat(json.path("age").asText()).isEqualTo("PT1M30.5S");
            assertThat(json.path("seen").path(new UUID(1, 1).toString()).asText())
                    .isEqualTo(TIME.toString());
            assertThat(json.path("width").isInt()).isTrue();
        }

        @Test
        void writesComponentsAndNothingElse() {
            JsonNode json = Json.tree(drawing());
            assertThat(json.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "title", "shapes", "by_name", "seen", "tags", "width", "height", "age", "first");
        }

        @Test
        void leavesEmptyOptionalsOutAndKeepsNullsInMaps() {
            assertThat(Json.write(StoreVersion.of("1"))).isEqualTo("{\"number\":\"1\"}");
            assertThat(Json.write(new StoreExtras("c", Map.of("n", new AttributeValue.Null()))))
                    .contains("\"n\":null");
        }

        @Test
        void isCanonicalWhateverTheOrder() {
            Map<String, Object> some = new LinkedHashMap<>();
            some.put("b", Map.of("y", 1, "x", 2));
            some.put("a", List.of(Map.of("d", 1, "c", 2)));
            Map<String, Object> other = new LinkedHashMap<>();
            other.put("a", List.of(new TreeMap<>(Map.of("d", 1, "c", 2))));
            other.put("b", new TreeMap<>(Map.of("y", 1, "x", 2)));
            assertThat(Json.canonical(some))
                    .isEqualTo(Json.canonical(other))
                    .isEqualTo("{\"a\":[{\"c\":2,\"d\":1}],\"b\":{\"x\":2,\"y\":1}}");
        }

        @Test
        void refusesWhatHasNoJson() {
            Map<Object, Object> cyclic = new LinkedHashMap<>();
            cyclic.put("self", cyclic);
            assertThatThrownBy(() -> Json.write(cyclic)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Reading {
        @Test
        void takesAbsentForEmpty() {
            Drawing drawing = Json.read("{\"title\": \"t\"}", Drawing.class);
            assertThat(drawing.shapes()).isEmpty();
            assertThat(drawing.byName()).isEmpty();
            assertThat(drawing.seen()).isEmpty();
            assertThat(drawing.tags()).isEmpty();
            assertThat(drawing.width()).isEmpty();
            assertThat(drawing.height()).isEmpty();
            assertThat(drawing.age()).isEmpty();
            assertThat(drawing.first()).isEmpty();
        }

        @Test
        void takesNullForEmpty() {
            String json = "{\"title\": \"t\""
                    + Stream.of("shapes", "by_name", "seen", "tags", "width", "height", "age", "first")
                            .map(name -> ", \"" + name + "\": null")
                            .reduce("", String::concat)
                    + "}";
            assertThat(Json.read(json, Drawing.class)).isEqualTo(Json.read("{\"title\": \"t\"}", Drawing.class));
        }

        @Test
        void ignoresUnknownNames() {
            assertThat(Json.read("{\"count\": 1, \"more\": [1]}", Counted.class))
                    .isEqualTo(new Counted(1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"count\": null}",
                    "{\"count\": 1.0}",
                    "{\"count\": 1.5}",
                    "{\"count\": \"1\"}",
                    "{\"count\": \"\"}",
                    "{\"count\": true}",
                    "{\"count\": 3000000000}",
                    "{\"count\": [1]}"
                })
        void takesOnlyWholeNumbersForWholeNumbers(String json) {
            refuses(json, Counted.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"name\": 1}", "{\"name\": 1.5}", "{\"name\": true}", "{\"name\": {}}"})
        void takesOnlyTextsForTexts(String json) {
            if (json.equals("{}")) {
                refuses(json, Drawing.class);
            } else {
                refuses(json, Named.class);
            }
        }

        @Test
        void takesOnlyNamesForConstantsAndTruthForTruth() {
            String good = "{\"name\": \"n\", \"share\": 1, \"on\": true, \"phase\": \"NEW\"}";
            assertThat(Json.read(good, Mixed.class)).isEqualTo(new Mixed("n", 1, true, NodeActionPhase.NEW));
            refuses(good.replace("\"NEW\"", "2"), Mixed.class);
            refuses(good.replace("\"NEW\"", "\"NOVEL\""), Mixed.class);
            refuses(good.replace("true", "1"), Mixed.class);
            refuses(good.replace("true", "\"true\""), Mixed.class);
            refuses(good.replace("1", "\"1\""), Mixed.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "null", "{", "{\"count\": 1} x", "{\"count\": 1}{}", "[]", "{'count': 1}", "\u0000"})
        void refusesWhatIsNotOneValue(String json) {
            refuses(json, Counted.class);
        }

        @Test
        void refusesWhatAttributesCannotBe() {
            String json = "{\"cluster_id\": \"c\", \"attributes\": {\"x\": %s}}";
            refuses(json.formatted("[1]"), StoreExtras.class);
            refuses(json.formatted("{}"), StoreExtras.class);
            refuses(json.formatted("1e999"), StoreExtras.class);
        }

        @Test
        void refusesUnknownShapes() {
            refuses("{\"shape\": \"square\"}", Shape.class);
            refuses("{}", Shape.class);
        }

        @Test
        void namesThePlace() {
            assertThatThrownBy(() -> Json.read(
                            "{\"title\": \"t\",\n\"shapes\": [{\"shape\": \"circle\", \"radius\": \"x\"}]}",
                            Drawing.class))
                    .isInstanceOfSatisfying(InvalidInputException.class, refused -> {
                        assertThat(refused.problems()).hasSize(1);
                        assertThat(refused.problems().get(0).path()).isEqualTo("shapes[0].radius");
                        assertThat(refused.problems().get(0).line()).isEqualTo(2);
                    });
            assertThatThrownBy(() -> Json.read("{}", Drawing.class)).hasMessageContaining("title");
        }

        @Test
        void isBounded() {
            refuses("[".repeat(65) + "]".repeat(65), Object.class);
            refuses("1".repeat(101), BigInteger.class);
            assertThat(Json.<Object>read("[".repeat(60) + "]".repeat(60), Object.class))
                    .isNotNull();
            char[] letters = new char[16 * 1024 * 1024 + 1];
            Arrays.fill(letters, 'x');
            refuses("\"" + new String(letters) + "\"", String.class);
        }

        @Test
        void parsesTrees() {
            assertThat(Json.parse("{\"a\": [1, null]}").path("a").size()).isEqualTo(2);
            assertThat(Json.parse("null").isNull()).isTrue();
            assertThatThrownBy(() -> Json.parse("{\"a\":")).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> Json.parse(" ")).isInstanceOf(InvalidInputException.class);
        }

        private void refuses(String json, Class<?> type) {
            assertThatThrownBy(() -> Json.read(json, type)).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void leavesItsMapperToBeCopied() {
        assertThat(Json.mapper()).isSameAs(Json.mapper());
        assertThat(Json.mapper().copy()).isNotSameAs(Json.mapper());
    }
}
