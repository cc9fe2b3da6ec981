package io.replicante.core.gate;

/** A parameter of a durability model that cannot be told; it leaves the shard unknown. */
final class UnknownParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownParameterException(String message) {
        super(message);
    }
}
