package io.replicante.spec.datastore;

import java.util.Collection;
import java.util.stream.Stream;

/** Where in a definition an expression stands, and so what it can name. */
enum Place {
    /** Anywhere: an expression that stands in no definition. */
    ANYWHERE,
    /** What a configured member is. */
    ROLE,
    /** Arguments and conditions of actions. */
    ACTION,
    /** Conditions of findings. */
    CHECK,
    /** What one node says of another, or has room for. */
    BESIDE;

    private static Stream<String> ofTheCluster() {
        return Stream.of("configuration", "declaration", "primary", "shard");
    }

    /** The variables that have a meaning here, in order. */
    Collection<String> variables() {
        Stream<String> all = switch (this) {
            case ANYWHERE -> Language.VARIABLES.stream();
            case ROLE -> Stream.of("member");
            case ACTION -> Stream.concat(ofTheCluster(), Stream.of("lost", "subject"));
            case CHECK -> Stream.concat(ofTheCluster(), Stream.of("node"));
            case BESIDE -> Stream.concat(ofTheCluster(), Stream.of("node", "subject"));
        };
        return all.sorted().toList();
    }
}
