package io.replicante.spec.datastore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/** How it is known whether a node has room for the data that an action moves to it. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "known_by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Capacity.StoreRefuses.class, name = "store-refuses"),
    @JsonSubTypes.Type(value = Capacity.Unnamed.class, name = "nothing"),
    @JsonSubTypes.Type(value = Capacity.Facts.class, name = "facts")
})
public sealed interface Capacity {
    /** The datastore itself refuses what does not fit, and nothing is lost by that. */
    record StoreRefuses() implements Capacity {}

    /** Nothing is said. */
    record Unnamed() implements Capacity {}

    /**
     * Facts are named; where one of them is not known, nothing that moves data is done.
     *
     * @param free how much room {@code node} has
     * @param needed how much the data of {@code subject} needs, in the same unit
     */
    record Facts(Expression free, Expression needed) implements Capacity {
        /** Refuses nulls. */
        public Facts {
            Objects.requireNonNull(free, "free");
            Objects.requireNonNull(needed, "needed");
        }
    }
}
