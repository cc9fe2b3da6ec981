package io.replicante.spec;

/** The other side does not offer what was asked, and did nothing. Retrying cannot succeed. */
public final class UnsupportedException extends ReplicanteException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     */
    public UnsupportedException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     * @param cause what went wrong underneath
     */
    public UnsupportedException(String message, Throwable cause) {
        super(message, cause);
    }
}
