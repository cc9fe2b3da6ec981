package io.replicante.spec;

/** The other side did not answer and <em>certainly did nothing</em> (or was only read). Retrying later is safe. */
public final class UnavailableException extends ReplicanteException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     */
    public UnavailableException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     * @param cause what went wrong underneath
     */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
