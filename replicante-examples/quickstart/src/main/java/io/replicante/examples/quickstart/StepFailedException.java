package io.replicante.examples.quickstart;

/** What should have happened did not. */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailedException(String message) {
        super(message);
    }

    StepFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
