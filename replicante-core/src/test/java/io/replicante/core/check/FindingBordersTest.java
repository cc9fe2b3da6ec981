package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found just beyond a border and not on this side of it, beyond the one pair that each code's own directory has. */
class FindingBordersTest {
    /**
     * One border.
     *
     * @param finding a code and its subject
     * @param world laid over the healthy cluster, for five cycles
     * @param cycles how many follow
     * @param found with this laid over it, it is found after those
     * @param not with this instead, it is not
     */
    record Border(String finding, String world, int cycles, String found, String not) {
        @Override
        public String toString() {
            return finding + ": " + found.strip() + " | " + not.strip();
        }
    }

    private static final String PAIR = """
            configured: {c: null}
            nodes: {c: null}
            """;
    private static final String FOUR = """
            configured: {d: participant}
            nodes: {d: {copies: {tree: secondary}}}
            """;
    private static final String EIGHT = """
            configured: {d: participant, e: participant, f: participant, g: participant, h: participant}
            nodes:
              d: {copies: {tree: secondary}}
              e: {copies: {tree: secondary}}
              f: {copies: {tree: secondary}}
              g: {copies: {tree: secondary}}
              h: {copies: {tree: secondary}}
            """;
    private static final String TWO_GROUPS = """
            declaration: {definition: {nodes: {members: {desired_count: 2, node_class: small},
                others: {desired_count: 1, node_class: small}}}}
            nodes: {a: {group: members}, b: {group: members}, c: {group: others}}
            """;
    private static final String BROKERS = """
            datastore: kafka
            store: kafka
            version: "4.0.0"
            configured: {a: combined, b: combined, c: combined}
            declaration: {definition: null, acknowledges: [{shards: "*", by: model}]}
            nodes:
              a:
                copies: {tree: null, __cluster_metadata: primary, orders: primary}
                extras: {kafka.apache.org/min_insync_replicas: 2}
              b:
                copies: {tree: null, __cluster_metadata: secondary, orders: secondary}
                extras: {kafka.apache.org/min_insync_replicas: 2}
              c:
                copies: {tree: null, __cluster_metadata: secondary, orders: secondary}
                extras: {kafka.apache.org/min_insync_replicas: 2}
            """;
    private static final String RING = """
            datastore: cassandra
            store: cassandra
            version: "5.0.2"
            configured: {a: normal, b: normal, c: normal}
            declaration: {definition: null}
            nodes:
              a:
                copies: {tree: null, orders: secondary}
                extras: {cassandra.apache.org/replication_factor: 3}
              b:
                copies: {tree: null, orders: secondary}
                extras: {cassandra.apache.org/replication_factor: 3}
              c:
                copies: {tree: null, orders: secondary}
                extras: {cassandra.apache.org/replication_factor: 3}
            """;

    static Stream<Border> actions() {
        return Stream.of(
                border("PROCESS_DOWN_HOST_UP b", "", 3, "nodes: {b: {process: false}}", """
                        nodes: {b: {process: false}}
                        restarts: {b: {}}
                        """),
                border("NODE_UNHEALTHY b", "", 3, "nodes: {b: {status: UNHEALTHY}}", """
                        nodes: {b: {status: UNHEALTHY}}
                        restarts: {b: {}}
                        """),
                border("PARTIAL_VIEW b", "", 3, "nodes: {b: {copies: null}}", """
                        nodes: {b: {copies: null}}
                        restarts: {b: {}}
                        """),
                border("PROCESS_DOWN_HOST_UP b", "", 3, """
                        nodes: {b: {process: false}}
                        restarts: {c: {}}
                        """, """
                        nodes: {b: {process: false}}
                        restarts: {b: {}}
                        """),
                border("VOTER_LOST b", "", 3, """
                        nodes: {b: {answers: false}}
                        restarts: {b: {overdueIn: 1}}
                        """, """
                        nodes: {b: {answers: false}}
                        restarts: {b: {}}
                        """),
                border("VOTER_LOST b", "", 3, "nodes: {b: {status: NOT_IN_CLUSTER, copies: null}}", """
                        nodes: {b: {status: NOT_IN_CLUSTER, copies: null}}
                        restarts: {b: {}}
                        """),
                border(
                        "AGENT_SPEC_MISMATCH b",
                        "",
                        2,
                        "nodes: {b: {copies: {tree: none}}}",
                        "nodes: {b: {copies: {tree: recovering}}}"));
    }

    static Stream<Border> membership() {
        return Stream.of(
                border("SHARD_WITHOUT_QUORUM data", FOUR, 3, "nodes: {c: {answers: false}, d: {answers: false}}", """
                        nodes: {d: {answers: false}}
                        """),
                border("UNDER_REPLICATED data", FOUR, 3, "nodes: {c: {answers: false}, d: {answers: false}}", """
                        nodes: {d: {answers: false}}
                        """),
                border(
                        "OVER_REPLICATED data",
                        FOUR,
                        3,
                        "",
                        "declaration: {definition: {nodes: {members: {desired_count: 4}}}}"),
                border("ZOMBIE_NODE c", "", 3, """
                        configured: {c: null}
                        configurationVersion: "2"
                        """, """
                        configured: {c: null}
                        configurationVersion: "2"
                        nodes: {c: {listed: false}}
                        """),
                border("ALL_MEMBERS_SILENT data", PAIR, 3, "nodes: {a: {answers: false}, b: {answers: false}}", """
                        nodes: {b: {answers: false}}
                        """),
                border("FAILOVER_IMPOSSIBLE a", PAIR, 3, "nodes: {b: {answers: false}}", ""),
                border("FAILOVER_IMPOSSIBLE a", PAIR, 3, "nodes: {b: {copies: {tree: recovering}}}", ""),
                border("DUPLICATE_IDENTITY b,c", "", 3, "nodes: {c: {says: b}}", "nodes: {c: {says: d}}"),
                border("MISSING_FROM_DISCOVERY c", "", 3, "nodes: {c: {listed: false}}", """
                        nodes: {c: {listed: false}}
                        listingAge: PT11M
                        """),
                border("STALE_VIEW data", "listingAge: PT11M", 3, "", "platform: false"));
    }

    static Stream<Border> groups() {
        return Stream.of(
                border("MISSING_NODE members", "", 3, "nodes: {c: {answers: false}}", "nodes: {c: {listed: false}}"),
                border("MISSING_NODE others", TWO_GROUPS, 3, "nodes: {c: {group: members}}", ""),
                border("UNEXPECTED_NODE members", TWO_GROUPS, 3, "nodes: {c: {group: members}}", ""),
                border("MISSING_NODE others", TWO_GROUPS, 3, "nodes: {c: {group: null}}", ""),
                border("MISSING_NODE others", TWO_GROUPS, 3, "nodes: {c: {group: strangers}}", ""),
                border("MISSING_NODE members", PAIR, 3, "", "nodes: {c: {answers: false}}"),
                border("MISSING_NODE members", PAIR, 3, "", "nodes: {c: {status: NOT_IN_CLUSTER, process: false}}"),
                border("MISSING_NODE members", "", 3, """
                        configured: {c: null}
                        configurationVersion: "2"
                        """, ""),
                border(
                        "VERSION_DIFFERS a",
                        "",
                        2,
                        "declaration: {definition: {store_version: \"3.9.4\"}}",
                        "declaration: {definition: {store_version: \"3.9.4\", nodes: {members: {store_version: \"3.9.5\"}}}}\nnodes: {a: {group: members}}"));
    }

    static Stream<Border> topology() {
        String zones = "nodes: {a: {zone: z1}, b: {zone: z1}, c: {zone: z2}, ";
        return Stream.of(
                border(
                        "REPLICAS_CO_LOCATED z1",
                        "",
                        2,
                        zones + "d: {zone: z3, status: NOT_IN_CLUSTER, process: false}}",
                        zones + "d: {zone: z2, status: NOT_IN_CLUSTER, process: false}}"),
                border(
                        "ZONE_IMBALANCE data",
                        FOUR,
                        2,
                        "nodes: {a: {zone: z1}, b: {zone: z1}, c: {zone: z1}, d: {zone: z2}}",
                        "nodes: {a: {zone: z1}, b: {zone: z1}, c: {zone: z3}, d: {zone: z2}}"),
                border(
                        "ZONE_IMBALANCE data",
                        "",
                        2,
                        zones + "d: {zone: z3, status: NOT_IN_CLUSTER, process: false}}",
                        zones + "d: null}"),
                border(
                        "UPGRADE_GAP_TOO_LARGE data",
                        "",
                        2,
                        "nodes: {b: {version: \"3.7.2\"}}",
                        "nodes: {b: {version: \"3.8.4\"}}"),
                border(
                        "VERSION_SKEW data",
                        "",
                        2,
                        "nodes: {b: {version: \"3.8.4\"}}",
                        "nodes: {b: {version: \"3.8.4\", status: NOT_IN_CLUSTER, copies: null}}"));
    }

    static Stream<Border> leadership() {
        return Stream.of(
                border(
                        "PRIMARY_NOT_CONFIGURED c",
                        "configured: {c: observer}",
                        3,
                        "nodes: {c: {copies: {tree: primary}}}",
                        ""),
                border("PRIMARY_ISOLATED a", PAIR, 3, "nodes: {b: {answers: false}}", ""),
                border("PRIMARY_ISOLATED a", PAIR, 3, "nodes: {b: {answers: false}}", """
                        configured: {b: null}
                        nodes: {b: null}
                        """),
                border("DEAD_PRIMARY a", "", 3, "nodes: {a: {answers: false}}", """
                        configured: {a: null}
                        configurationVersion: "2"
                        nodes: {a: {answers: false}}
                        """),
                border("PRIMARY_UNHEALTHY a", "", 3, "nodes: {a: {status: UNHEALTHY, process: false}}", """
                        nodes: {a: {status: UNHEALTHY, process: false}, b: {term: 2, copies: {tree: primary}}, c: {term: 2}}
                        """),
                border("DEAD_PRIMARY a", "", 3, "nodes: {a: {answers: false}}", """
                        nodes: {a: {answers: false}}
                        restarts: {a: {}}
                        """),
                border("AGENT_SPEC_MISMATCH b", "", 2, "nodes: {b: {unit: bytes}}", "nodes: {b: {unit: zxid}}"),
                border("AGENT_SPEC_MISMATCH b", "", 2, "nodes: {b: {unit: bytes}}", """
                        nodes: {b: {unit: bytes, positions: false}}
                        """),
                border("NO_PRIMARY data", "", 3, "nodes: {a: {copies: {tree: secondary}}}", """
                        nodes: {b: {copies: {tree: primary}}}
                        """),
                border("PRIMARY_MISSING_TOO_LONG data", "", 12, "nodes: {a: {copies: {tree: secondary}}}", ""));
    }

    static Stream<Border> replication() {
        return Stream.of(
                border("REPLICA_LAGGING b", "", 40, "nodes: {b: {offset: 1500}}", "nodes: {b: {offset: 9000}}"),
                border("ALL_REPLICAS_LAGGING data", "", 40, "nodes: {b: {offset: 1100}, c: {offset: 1100}}", """
                        nodes: {b: {offset: 1100}, c: {answers: true}}
                        """),
                border("REPLICA_LAGGING b", "", 40, "nodes: {b: {term: 0}}", ""),
                border("OFFSET_WENT_BACK a", "", 1, "nodes: {a: {offset: 1499}}", "nodes: {a: {offset: 1500}}"),
                border("OFFSET_WENT_BACK a", "", 1, "nodes: {a: {offset: 1499}}", "nodes: {b: {offset: 1499}}"),
                border(
                        "CATCHING_UP b",
                        "",
                        2,
                        "nodes: {b: {copies: {tree: recovering}}}",
                        "nodes: {b: {copies: null}}"),
                border(
                        "CATCHING_UP d",
                        "",
                        2,
                        "nodes: {d: {status: JOINING_CLUSTER}}",
                        "nodes: {d: {status: HEALTHY}}"),
                border(
                        "DIVERGED b",
                        "",
                        2,
                        "nodes: {a: {offset: 1000, askedAfter: PT1S}}",
                        "nodes: {a: {offset: 1000}}"),
                border("DIVERGED b", "", 2, "nodes: {a: {offset: 1000, askedAfter: PT1S}, b: {offset: 1001}}", """
                        nodes: {a: {offset: 1000, askedAfter: PT1S}, b: {offset: 1000}}
                        """),
                border("DIVERGED b", "", 2, "nodes: {a: {offset: 1000, askedAfter: PT1S}}", """
                        nodes: {a: {offset: 1000, askedAfter: PT1S}, b: {positions: false}}
                        """),
                border("DIVERGED b", "", 2, "nodes: {a: {offset: 1000, askedAfter: PT1S}}", """
                        nodes: {a: {term: 2, offset: 1000, askedAfter: PT1S}}
                        """));
    }

    static Stream<Border> outages() {
        String three = "nodes: {c: {answers: false}, d: {answers: false}, e: {answers: false}}";
        return Stream.of(
                border(
                        "COMMON_CAUSE_OUTAGE data",
                        FOUR,
                        3,
                        "nodes: {b: {answers: false}, c: {answers: false}, d: {answers: false}}",
                        """
                        nodes: {c: {answers: false}, d: {answers: false}}
                        """),
                border(
                        "COMMON_CAUSE_OUTAGE data",
                        EIGHT,
                        3,
                        "nodes: {c: {answers: false}, d: {answers: false}, e: {answers: false}, f: {process: false}}",
                        three),
                border("UNREACHABLE_BY_PEERS c", BROKERS, 3, """
                        nodes:
                          a: {extras: {kafka.apache.org/fenced_brokers: ",c,"}}
                          c: {answers: false}
                        """, """
                        nodes:
                          a: {extras: {kafka.apache.org/fenced_brokers: ",c,"}}
                          b: {extras: {kafka.apache.org/fenced_brokers: ",x,"}}
                          c: {answers: false}
                        """),
                border("AGENT_SILENT_NODE_UP c", BROKERS, 3, """
                        nodes:
                          a: {extras: {kafka.apache.org/fenced_brokers: ",x,"}}
                          c: {answers: false}
                        """, """
                        nodes:
                          a: {extras: {kafka.apache.org/fenced_brokers: ",c,"}}
                          b: {extras: {kafka.apache.org/fenced_brokers: ",x,"}}
                          c: {answers: false}
                        """));
    }

    static Stream<Border> shards() {
        String one = """
                nodes:
                  a: {extras: {kafka.apache.org/min_insync_replicas: 1}}
                  b: {extras: {kafka.apache.org/min_insync_replicas: 1}, copies: {orders: recovering}}
                  c: {extras: {kafka.apache.org/min_insync_replicas: 1}, copies: {orders: recovering}}
                """;
        return Stream.of(
                border("AT_MIN_IN_SYNC *", BROKERS, 2, "nodes: {c: {copies: {orders: recovering}}}", one),
                border(
                        "AT_MIN_IN_SYNC *",
                        BROKERS,
                        2,
                        "nodes: {c: {copies: {orders: recovering}}}",
                        "nodes: {c: {copies: {orders: null}}}"),
                border(
                        "SHARD_UNDER_REPLICATED *",
                        BROKERS,
                        2,
                        "nodes: {c: {copies: {orders: recovering}}}",
                        "nodes: {c: {copies: {orders: null}}}"),
                border(
                        "LAST_COPY *",
                        BROKERS,
                        2,
                        "nodes: {b: {copies: {orders: recovering}}, c: {copies: {orders: recovering}}}",
                        """
                        nodes: {b: {copies: {orders: null}}, c: {copies: {orders: null}}}
                        """),
                border("SHARD_WITHOUT_PRIMARY *", BROKERS, 2, "nodes: {a: {copies: {orders: secondary}}}", ""),
                border("SHARD_MULTIPLE_PRIMARIES *", BROKERS, 2, "nodes: {b: {copies: {orders: primary}}}", ""),
                border("SHARD_UNDER_REPLICATED *", RING, 2, """
                        nodes:
                          a: {extras: {cassandra.apache.org/replication_factor: 4}}
                          b: {extras: {cassandra.apache.org/replication_factor: 4}}
                          c: {extras: {cassandra.apache.org/replication_factor: 4}}
                        """, ""),
                border(
                        "DURABILITY_UNKNOWN *",
                        RING,
                        2,
                        "nodes: {c: {extras: {cassandra.apache.org/replication_factor: 2}}}",
                        ""),
                border(
                        "DURABILITY_UNKNOWN *",
                        RING,
                        2,
                        "nodes: {c: {extras: {cassandra.apache.org/replication_factor: null}}}",
                        ""));
    }

    static Stream<Border> promises() {
        return Stream.of(
                border(
                        "DECLARATION_CANNOT_BE_MET data",
                        "",
                        1,
                        "declaration: {tolerate: {durability: 2}}",
                        "declaration: {tolerate: {durability: 1}}"),
                border("DECLARATION_CANNOT_BE_MET data", FOUR, 1, """
                        declaration: {tolerate: {availability: 2}, definition: {nodes: {members: {desired_count: 4}}}}
                        """, """
                        declaration: {tolerate: {availability: 2}, definition: {nodes: {members: {desired_count: 5}}}}
                        """),
                border(
                        "DECLARATION_CANNOT_BE_MET data",
                        "smallest: 3",
                        1,
                        "declaration: {definition: {nodes: {members: {desired_count: 2}}}}",
                        ""));
    }

    @ParameterizedTest
    @MethodSource({
        "actions",
        "membership",
        "groups",
        "topology",
        "leadership",
        "replication",
        "outages",
        "shards",
        "promises"
    })
    void isFoundOnlyBeyondIt(Border border) {
        assertThat(play(border, border.found()).found()).contains(border.finding());
        assertThat(play(border, border.not()).found()).doesNotContain(border.finding());
    }

    /** It died and was replaced; that its successor is not read for once does not make it the one that is missed. */
    @Test
    void anOldPrimaryIsNotDeadOnceMoreWhileItsSuccessorIsNotRead() {
        FixtureWorld world = FixtureWorld.of("")
                .then(5, "")
                .then(3, "nodes: {a: {answers: false}, b: {term: 2, copies: {tree: primary}}, c: {term: 2}}");

        world.then(2, "nodes: {b: {copies: null}}");

        assertThat(world.found()).contains("NO_PRIMARY data").doesNotContain("DEAD_PRIMARY a", "DEAD_PRIMARY b");
        assertThat(world.then(2, "nodes: {b: {answers: false}}").found())
                .contains("DEAD_PRIMARY b")
                .doesNotContain("DEAD_PRIMARY a");
    }

    @Test
    void aPrimaryWhoseTermWasNotToldIsMissedAllTheSame() {
        FixtureWorld world = FixtureWorld.of("")
                .then(5, "")
                .then(3, "nodes: {a: {answers: false}, b: {term: 2, copies: {tree: primary}}, c: {term: 2}}")
                .then(1, "nodes: {b: {term: 0}}");

        world.then(2, "nodes: {b: {answers: false}}");

        assertThat(world.found()).contains("DEAD_PRIMARY b").doesNotContain("DEAD_PRIMARY a");
    }

    @Test
    void aFollowerThatDiesBesideALostPrimaryIsNoDeadPrimary() {
        FixtureWorld world = FixtureWorld.of("").then(5, "").then(3, """
                nodes: {a: {copies: {tree: secondary}}, b: {answers: false}}
                """);

        assertThat(world.found()).contains("NO_PRIMARY data").doesNotContain("DEAD_PRIMARY b");
    }

    @Test
    void aDatastoreWithoutAPrimaryLacksNone() {
        assertThat(FixtureWorld.of(RING).then(5, "").found())
                .doesNotContain("NO_PRIMARY data", "NEVER_HAD_PRIMARY data");
        assertThat(FixtureWorld.of(BROKERS)
                        .then(5, "nodes: {a: {copies: {__cluster_metadata: secondary}}}")
                        .found())
                .contains("NEVER_HAD_PRIMARY data");
    }

    @Test
    void whatWasFoundByTheConfigurationStaysWhileThatIsNotReadAndTheNodeIsSilent() {
        FixtureWorld world = FixtureWorld.of("").then(5, "").then(3, "nodes: {c: {answers: false}}");
        Instant since = since(world, "VOTER_LOST/node/c");

        world.then(3, "configured: null");

        assertThat(world.found()).contains("VOTER_LOST c", "UNDER_REPLICATED data", "CONFIGURATION_NOT_REPORTED data");
        assertThat(since(world, "VOTER_LOST/node/c")).isEqualTo(since);
        assertThat(world.then(1, "nodes: {c: {answers: true}}").found()).doesNotContain("VOTER_LOST c");
    }

    private static Instant since(FixtureWorld world, String key) {
        return Objects.requireNonNull(world.state().findings().get(key), key).since();
    }

    private static FixtureWorld play(Border border, String then) {
        return FixtureWorld.of(border.world()).then(5, "").then(border.cycles(), then);
    }

    private static Border border(String finding, String world, int cycles, String found, String not) {
        return new Border(finding, world, cycles, found, not);
    }
}
