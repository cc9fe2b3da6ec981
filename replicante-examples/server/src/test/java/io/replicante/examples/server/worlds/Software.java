package io.replicante.examples.server.worlds;

import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.OffsetUnit;
import java.util.List;
import java.util.Map;

/**
 * What the stubs of one datastore report.
 *
 * @param definition the bundled definition that is meant for it
 * @param store the store id
 * @param version the version
 * @param prefix what its attributes begin with
 * @param member the attribute that says which member a node is
 * @param incarnation the attribute that is another after each start
 * @param configuration the attribute that lists the members; empty if nobody tells
 * @param type what kind of member each is
 * @param acknowledges what clients wait for
 * @param unit of offsets
 * @param extras further attributes of each process
 * @param shards each with a copy on all nodes; the primary of the first is the first node, and so on in turn
 * @param led whether there are primaries
 */
record Software(
        String definition,
        String store,
        String version,
        String prefix,
        String member,
        String incarnation,
        String configuration,
        String type,
        String acknowledges,
        OffsetUnit unit,
        Map<String, AttributeValue> extras,
        List<String> shards,
        boolean led) {

    static Software zookeeper() {
        return new Software(
                "zookeeper",
                "zookeeper",
                "3.9.5",
                "zookeeper.apache.org/",
                "server_id",
                "start_time",
                "config",
                "participant",
                "model",
                OffsetUnit.of("zxid"),
                Map.of(),
                List.of("zookeeper"),
                true);
    }

    /** As agents of today report it: without its configuration. */
    static Software mongodb() {
        return new Software(
                "mongodb",
                "mongo.replica",
                "7.0.5",
                "mongodb.com/",
                "member_id",
                "start_time",
                "",
                "normal",
                "model",
                OffsetUnit.MILLISECONDS,
                Map.of(),
                List.of("rs0"),
                true);
    }

    static Software kafka() {
        return new Software(
                "kafka",
                "kafka",
                "4.0.0",
                "kafka.apache.org/",
                "node_id",
                "start_time",
                "quorum",
                "combined",
                "model",
                OffsetUnit.of("records"),
                Map.of("min_insync_replicas", AttributeValue.of(2), "reassigning_partitions", AttributeValue.of(0)),
                List.of("__cluster_metadata", "orders-0", "orders-1"),
                true);
    }

    static Software cassandra() {
        return new Software(
                "cassandra",
                "cassandra",
                "5.0.2",
                "cassandra.apache.org/",
                "host_id",
                "generation",
                "ring",
                "normal",
                "quorum",
                OffsetUnit.of("none"),
                Map.of(
                        "replication_factor", AttributeValue.of(3),
                        "hint_window_seconds", AttributeValue.of(10_800),
                        "moving_nodes", AttributeValue.of(0),
                        "schema_versions", AttributeValue.of(1)),
                List.of("orders"),
                false);
    }

    /** With two candidates, of which each commit waits for one. */
    static Software postgresql() {
        return new Software(
                "postgresql",
                "postgresql",
                "17.2",
                "postgresql.org/",
                "application_name",
                "postmaster_start_time",
                "members",
                "streaming",
                "model",
                OffsetUnit.of("bytes"),
                Map.of(
                        "fsync", AttributeValue.of("on"),
                        "base_backups_running", AttributeValue.of(0),
                        "synchronous_count", AttributeValue.of(1),
                        "synchronous_candidates", AttributeValue.of("n1,n2,n3")),
                List.of("cluster"),
                true);
    }

    /** Two nodes, of which commits wait for none but their own. */
    static Software asynchronousPostgresql() {
        Software base = postgresql();
        return base.with(
                base.store(),
                base.version(),
                Map.of(
                        "fsync", AttributeValue.of("on"),
                        "base_backups_running", AttributeValue.of(0),
                        "synchronous_count", AttributeValue.of(0),
                        "synchronous_candidates", AttributeValue.of("")));
    }

    static Software redis() {
        return redis("redis", "redis");
    }

    static Software redisWithSentinel() {
        return redis("redis-sentinel", "redis.sentinel");
    }

    private static Software redis(String definition, String store) {
        return new Software(
                definition,
                store,
                "7.2.4",
                "redis.io/",
                "address",
                "run_id",
                "members",
                "normal",
                "model",
                OffsetUnit.of("bytes"),
                Map.of(
                        "appendonly", AttributeValue.of(true),
                        "sentinels", AttributeValue.of(3),
                        "sentinel_failover_in_progress", AttributeValue.of(false),
                        "min_replicas_to_write", AttributeValue.of(0)),
                List.of("redis"),
                true);
    }

    /** The same, but of another store id and version. */
    Software calling(String otherStore, String otherVersion) {
        return with(otherStore, otherVersion, extras);
    }

    private Software with(String otherStore, String otherVersion, Map<String, AttributeValue> otherExtras) {
        return new Software(
                definition,
                otherStore,
                otherVersion,
                prefix,
                member,
                incarnation,
                configuration,
                type,
                acknowledges,
                unit,
                otherExtras,
                shards,
                led);
    }
}
