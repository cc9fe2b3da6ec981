package io.replicante.spec;

import java.util.Objects;

/**
 * One thing that is wrong with an input.
 *
 * @param path where, for example {@code spec.declaration.definition.nodes.data.desired_count}; empty for the whole input
 * @param line the line of the input, from 1; 0 when the input has no lines
 * @param reason what is wrong and, where it can be said, what to write instead
 */
public record Problem(String path, int line, String reason) {
    private static final int MAX_LENGTH = 500;

    /** Refuses nulls; shortens what is long, and replaces control characters and their like. */
    public Problem {
        Objects.requireNonNull(path, "path");
        // Inputs are echoed in logs and on terminals.
        reason = PlainText.cut(reason, MAX_LENGTH);
        path = PlainText.cut(path, MAX_LENGTH);
    }

    @Override
    public String toString() {
        String place = path.isEmpty() ? "document" : path;
        return line > 0 ? place + " (line " + line + "): " + reason : place + ": " + reason;
    }
}
