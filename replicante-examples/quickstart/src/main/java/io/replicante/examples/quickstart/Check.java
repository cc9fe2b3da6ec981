package io.replicante.examples.quickstart;

/**
 * Something that had to be so.
 *
 * @param name what
 * @param passed whether it was
 * @param detail what was seen
 */
record Check(String name, boolean passed, String detail) {
    static Check of(String name, boolean passed, String detail) {
        return new Check(name, passed, detail);
    }
}
