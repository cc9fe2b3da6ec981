package io.replicante.spec.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.json.Json;
import io.replicante.spec.protocol.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches find the nodes that are meant, in the order that is meant. */
class NodeSearchTest {
    private static JsonNode vectors() {
        try (InputStream file =
                Objects.requireNonNull(NodeSearch.class.getResourceAsStream("searches.json"), "searches.json")) {
            return Json.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static List<NodeAttributes> nodes() {
        List<NodeAttributes> nodes = new ArrayList<>();
        for (JsonNode each : vectors().get("nodes")) {
            Optional<ShardStats> stats = Optional.of(each.get("shard_stats"))
                    .filter(counts -> !counts.isNull())
                    .map(counts -> Json.read(counts.toString(), ShardStats.class));
            nodes.add(new NodeAttributes(Messages.NODE.read(each.get("node")), stats));
        }
        return nodes;
    }

    static Stream<Named> cases() {
        return StreamSupport.stream(vectors().get("cases").spliterator(), false).map(Named::new);
    }

    record Named(JsonNode vector) {
        @Override
        public String toString() {
            return vector.get("name").textValue();
        }
    }

    private static List<String> find(NodeSearch search) {
        return search.select(nodes(), node -> node).stream()
                .map(found -> found.node().ref().nodeId())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds(Named each) {
        NodeSearch search = Messages.NODE_SEARCH.read(each.vector().get("search"));
        List<String> expected = StreamSupport.stream(each.vector().get("expect").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
        assertThat(find(search)).isEqualTo(expected);
        assertThat(find(Messages.NODE_SEARCH.read(Messages.NODE_SEARCH.write(search))))
                .isEqualTo(expected);
        assertThat(Json.read(Json.write(search), NodeSearch.class)).isEqualTo(search);
    }

    @Test
    void choosesWhereDeclarationsDoNotSay() {
        assertThat(find(NodeSearch.INITIALISATION_TARGET)).containsExactly("c");
        assertThat(find(NodeSearch.EXPANSION_TARGET)).containsExactly("a");
    }
}
