package io.replicante.core.check;

/** Healthy clusters of three nodes a, b and c, of one datastore each, to be laid over the fixture's ensemble. */
public final class FixtureClusters {
    /** A primary a that waits for nobody. */
    public static final String POSTGRESQL = """
            datastore: postgresql
            store: postgresql
            version: "17.2"
            configured: {a: primary, b: standby, c: standby}
            declaration: {definition: null}
            """;

    /** A primary a. */
    public static final String REDIS = """
            datastore: redis
            store: redis
            version: "7.2.4"
            configured: {a: primary, b: replica, c: replica}
            declaration: {definition: null}
            """;

    /** A primary a that Sentinels would replace. */
    public static final String REDIS_SENTINEL = """
            datastore: redis-sentinel
            store: redis.sentinel
            version: "7.2.4"
            configured: {a: primary, b: replica, c: replica}
            declaration: {definition: null}
            nodes:
              a: {extras: {redis.io/min_replicas_to_write: 0}}
              b: {extras: {redis.io/min_replicas_to_write: 0}}
              c: {extras: {redis.io/min_replicas_to_write: 0}}
            """;

    /** A primary a, of whose writes a majority is waited for. */
    public static final String MONGODB = """
            datastore: mongodb
            store: mongo.replica
            version: "7.0.14"
            configured: {a: PRIMARY, b: SECONDARY, c: SECONDARY}
            declaration: {definition: null, acknowledges: [{shards: "*", by: quorum}]}
            """;

    /** Who reports no positions, and not for how long writes are kept for others. */
    public static final String CASSANDRA = """
            datastore: cassandra
            store: cassandra
            version: "5.0.2"
            configured: {a: normal, b: normal, c: normal}
            declaration: {definition: null}
            nodes:
              a: {positions: false, copies: {tree: null, orders: secondary}}
              b: {positions: false, copies: {tree: null, orders: secondary}}
              c: {positions: false, copies: {tree: null, orders: secondary}}
            """;

    /** Of those with a primary: who it was is stopped, and b took its place. */
    public static final String MOVED = """
            nodes:
              a: {process: false, incarnation: none}
              b: {copies: {tree: primary}, term: 2}
              c: {term: 2}
            """;

    private FixtureClusters() {}
}
