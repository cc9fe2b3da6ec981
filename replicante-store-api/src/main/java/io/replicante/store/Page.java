package io.replicante.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items the items
 * @param next where the next part begins; empty at the end
 * @param <T> the type of the items
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** Refuses nulls, copies the list. */
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }
}
