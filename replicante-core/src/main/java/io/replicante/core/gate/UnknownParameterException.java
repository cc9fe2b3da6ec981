package io.replicante.core.gate;

/** A parameter of a durability model that cannot be told; it leaves the shard unknown. */
final class UnknownParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnknownParameterException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
