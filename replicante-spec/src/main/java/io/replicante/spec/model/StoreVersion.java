package io.replicante.spec.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The version of a datastore's software.
 *
 * @param checkout the source revision, if reported
 * @param number the version number, for example {@code 3.9.5}
 * @param extra anything more, if reported
 */
public record StoreVersion(Optional<String> checkout, String number, Optional<String> extra) {
    /** Refuses nulls. */
    public StoreVersion {
        Objects.requireNonNull(checkout, "checkout");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(extra, "extra");
    }

    /**
     * A version known by its number alone.
     *
     * @param number the version number
     * @return the version
     */
    public static StoreVersion of(String number) {
        return new StoreVersion(Optional.empty(), number, Optional.empty());
    }
}
