package io.replicante.spec.datastore;

import java.util.Map;
import java.util.Set;

/** What a fact is, as far as that can be told before there are facts. Immutable. */
sealed interface Shape {
    /** Any name may be asked of it, and what comes is not known. */
    record Any() implements Shape {}

    /**
     * A single value.
     *
     * @param what its kind, for people
     * @param words the only texts that it may be; empty when any may come
     */
    record Scalar(String what, Set<String> words) implements Shape {
        public Scalar {
            words = Set.copyOf(words);
        }
    }

    /**
     * Fields that are known by name.
     *
     * @param what whose fields they are, for people
     * @param fields by name
     */
    record Named(String what, Map<String, Shape> fields) implements Shape {
        public Named {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * Values of one shape under names that nobody knows beforehand.
     *
     * @param each what each is
     */
    record Keyed(Shape each) implements Shape {}

    /** What comes when a name is asked of this; {@link Shapes#ANY} where that cannot be told. */
    default Shape field(String name) {
        if (this instanceof Named named) {
            return named.fields().getOrDefault(name, Shapes.ANY);
        }
        return this instanceof Keyed keyed ? keyed.each() : Shapes.ANY;
    }
}
