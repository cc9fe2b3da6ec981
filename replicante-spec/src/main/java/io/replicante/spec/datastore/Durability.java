package io.replicante.spec.datastore;

/** Where an acknowledged write is, per class of shards. Immutable. */
public sealed interface Durability {
    /** On some majority, by votes, of the voters of the datastore's own configuration. */
    record Quorum() implements Durability {}
}
