package io.replicante.spec;

/**
 * The root of all exceptions that Replicante throws on purpose.
 *
 * <p>Its children are named by outcome: each says whether the caller may retry. Anything else that escapes is a bug.
 */
public abstract sealed class ReplicanteException extends RuntimeException
        permits ConflictException,
                UnavailableException,
                IndeterminateException,
                InvalidInputException,
                UnsupportedException {
    private static final long serialVersionUID = 1L;

    ReplicanteException(String message) {
        super(message);
    }

    ReplicanteException(String message, Throwable cause) {
        super(message, cause);
    }
}
