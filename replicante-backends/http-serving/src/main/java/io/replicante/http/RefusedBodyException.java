package io.replicante.http;

/** The body of a call cannot be taken. The listener answers with its status and its message, as text. */
public final class RefusedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Creates the exception.
     *
     * @param status the HTTP status to answer with
     * @param message the reason
     */
    public RefusedBodyException(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * The HTTP status to answer with.
     *
     * @return the status
     */
    public int status() {
        return status;
    }
}
