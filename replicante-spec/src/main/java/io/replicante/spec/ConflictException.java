package io.replicante.spec;

/** The request contradicts what is already there, and changed nothing. Retrying the same request cannot succeed. */
public final class ConflictException extends ReplicanteException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     */
    public ConflictException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     * @param cause what went wrong underneath
     */
    public ConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
