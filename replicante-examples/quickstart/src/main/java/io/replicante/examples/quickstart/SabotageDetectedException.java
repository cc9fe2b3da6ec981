package io.replicante.examples.quickstart;

/** The engine has found what went wrong on purpose. */
final class SabotageDetectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SabotageDetectedException(String message) {
        super(message);
    }
}
