package io.replicante.spec.json;

import java.util.List;

/** A piece of a document, with the line on which it begins. Immutable. */
sealed interface Element {
    /** The line, from 1. */
    int line();

    /** What it is called in messages. */
    String kind();

    /**
     * A single value.
     *
     * @param value a text, {@code BigInteger}, {@code Double}, {@code Boolean}, or {@link Empty}
     * @param written as it was written
     */
    record Scalar(int line, Object value, String written) implements Element {
        @Override
        public String kind() {
            if (value instanceof String) {
                return "the text \"" + shown() + "\"";
            }
            if (value instanceof Boolean) {
                return "the truth value " + shown();
            }
            return value instanceof Empty ? "empty" : "the number " + shown();
        }

        private String shown() {
            return written.length() > 40 ? written.substring(0, 40) + "..." : written;
        }
    }

    /** A list. */
    record Sequence(int line, List<Element> elements) implements Element {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, in the order of writing; a key that was written twice is there twice. */
    record Mapping(int line, List<Entry> entries) implements Element {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** One entry of a mapping. */
    record Entry(int line, String key, Element value) {}

    /** The value that is none. */
    enum Empty {
        /** No value. */
        EMPTY
    }
}
