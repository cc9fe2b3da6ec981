package io.replicante.spec.json;

/** Says where a text stops being readable at all; it never leaves this package. */
final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    SyntaxException(int line, String reason) {
        super(reason, null, false, false);
        this.line = line;
    }

    int line() {
        return line;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
