package io.replicante.spec.datastore;

import io.replicante.spec.model.NodeStatus;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the facts of expressions are. Stateless. */
final class Shapes {
    /** Nothing can be told. */
    static final Shape ANY = new Shape.Any();
    /** A text. */
    static final Shape TEXT = new Shape.Scalar("a text", Set.of());
    /** A number. */
    static final Shape NUMBER = new Shape.Scalar("a number", Set.of());
    /** A truth value. */
    static final Shape TRUTH = new Shape.Scalar("a truth value", Set.of());

    private Shapes() {}

    /** What each variable of {@link Language#VARIABLES} is. */
    static Map<String, Shape> variables() {
        Shape node = node();
        Shape members = new Shape.Keyed(
                new Shape.Named("an entry of configuration.members", Map.of("votes", NUMBER, "type", TEXT)));
        Map<String, Shape> all = new TreeMap<>();
        all.put("subject", node);
        all.put("node", node);
        all.put("primary", node);
        all.put("lost", new Shape.Named("a lost member", Map.of("member_id", TEXT, "node_id", TEXT)));
        all.put(
                "member",
                new Shape.Named("a member", Map.of("id", TEXT, "type", TEXT, "attributes", new Shape.Keyed(TEXT))));
        all.put("shard", new Shape.Named("a shard", Map.of("primary", node)));
        all.put(
                "configuration",
                new Shape.Named("the configuration", Map.of("text", TEXT, "version", NUMBER, "members", members)));
        all.put(
                "declaration",
                new Shape.Named(
                        "the declaration",
                        Map.of(
                                "store",
                                TEXT,
                                "store_version",
                                TEXT,
                                "size",
                                NUMBER,
                                "attributes",
                                new Shape.Keyed(ANY))));
        return all;
    }

    private static Shape node() {
        Set<String> states =
                Arrays.stream(NodeStatus.Code.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
        Map<String, Shape> fields = new TreeMap<>();
        fields.put("node_id", TEXT);
        fields.put("status", new Shape.Scalar("a text", states));
        fields.put("member_id", TEXT);
        fields.put("caught_up", TRUTH);
        fields.put("attributes", new Shape.Keyed(ANY));
        fields.put("extras", new Shape.Keyed(ANY));
        fields.put("address", new Shape.Keyed(TEXT));
        return new Shape.Named("a node", fields);
    }
}
