package io.replicante.spec.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.model.AttributeValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which nodes of a cluster are meant, and in which order. Immutable.
 *
 * @param matches what attributes must be, by name; all must hold, and none selects every node
 * @param maxResults how many nodes at most; empty: all
 * @param sortBy the attributes to order by, the most important first. A {@code -} before the name turns the order round,
 *     a {@code +} does not. Nodes that have the attribute come before those that lack it, which {@code -} turns round too.
 *     Nodes that are equal in all of them are in the order of their ids
 */
public record NodeSearch(Map<String, NodeMatcher> matches, OptionalLong maxResults, List<String> sortBy) {
    /** The order where none is given. */
    public static final List<String> DEFAULT_ORDER = List.of("node_id");

    /** Every node, by id. */
    public static final NodeSearch ALL = new NodeSearch(Map.of(), OptionalLong.empty(), DEFAULT_ORDER);

    /** Where a declaration does not say which node to initialise: one that is in no cluster, by id. */
    public static final NodeSearch INITIALISATION_TARGET = new NodeSearch(
            Map.of("node_status", new NodeMatcher.Equal(AttributeValue.of("NOT_IN_CLUSTER"))),
            OptionalLong.empty(),
            DEFAULT_ORDER);

    /** Where a declaration does not say which member to extend from: a healthy one with most primaries. */
    public static final NodeSearch EXPANSION_TARGET = new NodeSearch(
            Map.of(
                    "node_status",
                    new NodeMatcher.Equal(AttributeValue.of("HEALTHY")),
                    "address.member",
                    new NodeMatcher.Operation(NodeMatcher.Op.SET, Optional.empty(), Optional.empty()),
                    "shard.count.primary",
                    new NodeMatcher.Operation(NodeMatcher.Op.NE, Optional.of(AttributeValue.of(0)), Optional.empty())),
            OptionalLong.empty(),
            List.of("-shard.count.primary", "node_id"));

    /** Looks up the attributes of one node. */
    @FunctionalInterface
    public interface Attributes {
        /**
         * The value of an attribute.
         *
         * @param name the attribute
         * @return its value; empty when the node has no such attribute
         */
        Optional<AttributeValue> find(String name);
    }

    /** Refuses nulls and negative limits, copies the collections. */
    public NodeSearch {
        matches = Collections.unmodifiableMap(new TreeMap<>(matches));
        Objects.requireNonNull(maxResults, "max_results");
        sortBy = List.copyOf(sortBy);
        if (maxResults.isPresent() && maxResults.getAsLong() < 0) {
            throw new IllegalArgumentException("max_results must not be negative");
        }
    }

    /**
     * Finds the nodes that are meant.
     *
     * @param nodes where to look
     * @param attributes how to look up the attributes of a node
     * @param <N> what stands for a node
     * @return the nodes that match, in order, at most as many as asked for
     */
    public <N> List<N> select(Collection<? extends N> nodes, Function<? super N, Attributes> attributes) {
        record Candidate<N>(N node, Attributes attributes) {}

        List<Candidate<N>> found = new ArrayList<>();
        for (N node : nodes) {
            Attributes of = attributes.apply(node);
            if (matches(of)) {
                found.add(new Candidate<>(node, of));
            }
        }
        Comparator<Attributes> order = order();
        found.sort((left, right) -> order.compare(left.attributes(), right.attributes()));
        return found.stream()
                .limit(maxResults.orElse(Long.MAX_VALUE))
                .map(Candidate::node)
                .toList();
    }

    /**
     * Whether a node matches, whatever the limit.
     *
     * @param node the node's attributes
     * @return true when all matchers hold
     */
    public boolean matches(Attributes node) {
        return matches.entrySet().stream().allMatch(match -> match.getValue().matches(node.find(match.getKey())));
    }

    private Comparator<Attributes> order() {
        return Stream.concat(sortBy.stream(), Stream.of("node_id"))
                .map(NodeSearch::rule)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<Attributes> rule(String rule) {
        boolean down = rule.startsWith("-");
        Comparator<Attributes> up = by(down || rule.startsWith("+") ? rule.substring(1) : rule);
        return down ? up.reversed() : up;
    }

    private static Comparator<Attributes> by(String name) {
        return (left, right) -> {
            Optional<AttributeValue> one = left.find(name);
            Optional<AttributeValue> other = right.find(name);
            if (one.isPresent() && other.isPresent()) {
                return NodeOrder.compare(one.get(), other.get());
            }
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        };
    }

    /**
     * The search as JSON.
     *
     * @return its tree
     */
    @JsonValue
    public JsonNode toJson() {
        return NodeSearchJson.write(this);
    }

    /**
     * Reads a search from JSON.
     *
     * @param json its tree
     * @return the search
     * @throws IllegalArgumentException if it is none, with the place and the reason, such as {@code sort_by[1] must be a text}
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static NodeSearch fromJson(JsonNode json) {
        return NodeSearchJson.read(json);
    }
}
