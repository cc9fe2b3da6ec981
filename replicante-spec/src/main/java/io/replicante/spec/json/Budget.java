package io.replicante.spec.json;

/** Bounds what is built from one input, aliases counted each time that they stand for something. Confined to one reading. */
final class Budget {
    static final int MAX_BYTES = 1024 * 1024;
    static final int MAX_DEPTH = 64;
    static final int MAX_ELEMENTS = 100_000;
    static final int MAX_DOCUMENTS = 10_000;

    private int elements;
    private int documents;

    void spend(int line, long count) {
        if (count > MAX_ELEMENTS - elements) {
            throw new SyntaxException(line, "holds more than " + MAX_ELEMENTS + " values");
        }
        elements += (int) count;
    }

    void document(int line) {
        documents++;
        if (documents > MAX_DOCUMENTS) {
            throw new SyntaxException(line, "holds more than " + MAX_DOCUMENTS + " documents");
        }
    }

    void descend(int line, int depth) {
        if (depth > MAX_DEPTH) {
            throw new SyntaxException(line, "is nested deeper than " + MAX_DEPTH + " levels");
        }
    }
}
