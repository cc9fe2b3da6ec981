package io.replicante.spec.datastore;

/** Says within an evaluation that a fact is not known, and why; it never leaves this package. */
final class UnknownFactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownFactException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
