package io.replicante.spec.datastore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where an acknowledged write is, per class of shards. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes(@JsonSubTypes.Type(value = Durability.Quorum.class, name = "quorum"))
public sealed interface Durability {
    /** On some majority, by votes, of the voters of the datastore's own configuration. */
    record Quorum() implements Durability {}
}
