package io.replicante.spec;

/** The request was sent and its outcome is not known: it may have taken effect, or still may. Retry only what is idempotent. */
public final class IndeterminateException extends ReplicanteException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     */
    public IndeterminateException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message the place and the reason
     * @param cause what went wrong underneath
     */
    public IndeterminateException(String message, Throwable cause) {
        super(message, cause);
    }
}
