package io.replicante.spec.model;

/** Checks identifiers that come from outside; they end up in logs, keys and paths. */
final class Names {
    private static final int MAX_LENGTH = 256;

    private Names() {}

    static String require(String value, String field) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(field + " is longer than " + MAX_LENGTH + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(field + " contains control characters");
        }
        return value;
    }
}
