package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each bundled definition asks has an answer in a healthy cluster, and none where a fact is missing. */
class BundledDefinitionsTest {
    private static final Pattern FACT = Pattern.compile("(extras|attributes)\\['([^']+)'\\]");

    private static final Pattern ACTION_ROW =
            Pattern.compile("(?m)^\\| `((?:cluster|store)\\.[a-z]+)` \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern ARGUMENT = Pattern.compile("`([a-z_]+)`: ");

    /** What agents of each datastore report of a healthy node, beside texts that fit anything. */
    private static final Map<String, Object> REPORTED = Map.ofEntries(
            Map.entry("zookeeper.apache.org/outstanding_requests", 3),
            Map.entry("zookeeper.apache.org/member", "server.1=a:1:2:participant;a:3"),
            Map.entry("kafka.apache.org/min_insync_replicas", 2),
            Map.entry("kafka.apache.org/log_dirs_free_bytes", 5_000_000_000L),
            Map.entry("kafka.apache.org/log_dirs_used_bytes", 1_000_000_000L),
            Map.entry("kafka.apache.org/reassigning_partitions", 0),
            Map.entry("kafka.apache.org/fenced_brokers", ",7,8,"),
            Map.entry("kafka.apache.org/under_min_isr_partitions", 0),
            Map.entry("kafka.apache.org/offline_log_dirs", 0),
            Map.entry("postgresql.org/synchronous_count", 1),
            Map.entry("postgresql.org/synchronous_candidates", "b,c"),
            Map.entry("postgresql.org/fsync", "on"),
            Map.entry("postgresql.org/read_only", false),
            Map.entry("postgresql.org/disk_free_bytes", 5_000_000_000L),
            Map.entry("postgresql.org/database_bytes", 1_000_000_000L),
            Map.entry("postgresql.org/base_backups_running", 0),
            Map.entry("redis.io/appendonly", true),
            Map.entry("redis.io/link_up", true),
            Map.entry("redis.io/follows", "a"),
            Map.entry("redis.io/settings_hash", "5f2a"),
            Map.entry("redis.io/time_seconds", 1_930_807_742L),
            Map.entry("redis.io/sentinel_primary", "a"),
            Map.entry("postgresql.org/receiving", true),
            Map.entry("postgresql.org/upstream", "a"),
            Map.entry("postgresql.org/apply_delay_seconds", 0),
            Map.entry("postgresql.org/disk_used_percent", 41),
            Map.entry("postgresql.org/settings_hash", "5f2a"),
            Map.entry("postgresql.org/time_seconds", 1_930_807_742L),
            Map.entry("kafka.apache.org/disk_used_percent", 41),
            Map.entry("kafka.apache.org/settings_hash", "5f2a"),
            Map.entry("cassandra.apache.org/disk_used_percent", 41),
            Map.entry("cassandra.apache.org/settings_hash", "5f2a"),
            Map.entry("mongodb.com/sync_source", "a"),
            Map.entry("mongodb.com/delay_seconds", 0),
            Map.entry("mongodb.com/disk_used_percent", 41),
            Map.entry("zookeeper.apache.org/disk_used_percent", 41),
            Map.entry("zookeeper.apache.org/settings_hash", "5f2a"),
            Map.entry("zookeeper.apache.org/time_seconds", 1_930_807_742L),
            Map.entry("redis.io/min_replicas_to_write", 0),
            Map.entry("kafka.apache.org/unclean_leader_election", false),
            Map.entry("postgresql.org/synchronous_commit", "on"),
            Map.entry("cassandra.apache.org/hint_window_seconds", 10_800),
            Map.entry("redis.io/memory_free_bytes", 5_000_000_000L),
            Map.entry("redis.io/memory_used_bytes", 1_000_000_000L),
            Map.entry("redis.io/sentinels", 3),
            Map.entry("redis.io/sentinel_failover_in_progress", false),
            Map.entry("redis.io/sentinel_objectively_down", ","),
            Map.entry("cassandra.apache.org/replication_factor", 3),
            Map.entry("cassandra.apache.org/disk_free_bytes", 5_000_000_000L),
            Map.entry("cassandra.apache.org/load_bytes", 1_000_000_000L),
            Map.entry("cassandra.apache.org/moving_nodes", 0),
            Map.entry("cassandra.apache.org/schema_versions", 1),
            Map.entry("cassandra.apache.org/down_endpoints", ","),
            Map.entry("cassandra.apache.org/repair_running", false),
            Map.entry("cassandra.apache.org/hints_bytes", 0));

    static List<DatastoreDefinition> bundled() {
        return Definitions.bundled().all();
    }

    private static Map<String, Object> node(String id, Map<String, Object> reported) {
        Map<String, Object> node = new HashMap<>();
        node.put("node_id", id);
        node.put("status", "HEALTHY");
        node.put("member_id", id);
        node.put("caught_up", true);
        node.put("attributes", reported);
        node.put("extras", reported);
        node.put("address", Map.of("client", id + ":1", "member", id + ":2"));
        return node;
    }

    private static Map<String, Object> facts(Map<String, Object> reported) {
        Map<String, Object> facts = new HashMap<>();
        Map<String, Object> voter = Map.of("votes", 1L, "type", "voter");
        facts.put("subject", node("b", reported));
        facts.put("node", node("c", reported));
        facts.put("primary", node("a", reported));
        facts.put("shard", Map.of("primary", node("a", reported)));
        facts.put("lost", Map.of("member_id", "z", "node_id", "z"));
        facts.put("member", Map.of("id", "b", "type", "voter", "attributes", Map.of()));
        facts.put(
                "configuration",
                Map.of("text", "a,b,c", "version", 1L, "members", Map.of("a", voter, "b", voter, "c", voter)));
        return facts;
    }

    /** Every expression of a definition by its place. */
    private static Map<String, Expression> expressions(DatastoreDefinition definition) {
        Map<String, Expression> all = new TreeMap<>();
        Members members = definition.members();
        all.put("votes", members.votes());
        all.put("holdsData", members.holdsData());
        all.put("electable", members.electable());
        all.put("acknowledges", members.acknowledges());
        members.durableWhen().ifPresent(each -> all.put("storage", each));
        for (ShardClass shards : definition.shardClasses()) {
            String match = shards.match();
            if (shards.durability() instanceof Durability.InSync inSync) {
                inSync.k().ifPresent(each -> all.put(match + ".k", each));
                all.put(match + ".min", inSync.min());
                inSync.set().ifPresent(each -> all.put(match + ".set", each));
            } else if (shards.durability() instanceof Durability.Primary primary) {
                primary.min().ifPresent(each -> all.put(match + ".min", each));
            } else if (shards.durability() instanceof Durability.Replicated replicated) {
                replicated.hintSeconds().ifPresent(each -> all.put(match + ".hintWindow", each));
                all.put(match + ".n", replicated.n());
                all.put(match + ".w", replicated.w());
                all.put(match + ".r", replicated.r());
            }
        }
        if (definition.capacity() instanceof Capacity.Facts capacity) {
            all.put("free", capacity.free());
            all.put("needed", capacity.needed());
        }
        all.putAll(definition.signs().byName());
        definition.witnesses().forEach(each -> all.put("witness " + each.meaning(), each.confirms()));
        definition.checks().forEach(each -> all.put("check " + each.code(), each.when()));
        definition.upkeep().foreignChanges().forEach(each -> all.put("foreign " + each.meaning(), each.when()));
        definition.actions().values().forEach(action -> {
            action.args().forEach((name, each) -> all.put(action.kind() + " argument " + name, each));
            action.requires().forEach(each -> all.put(action.kind() + " requires " + each, each));
            action.completeWhen().ifPresent(each -> all.put(action.kind() + " complete", each));
            action.footprint().donors().ifPresent(each -> all.put(action.kind() + " donors", each));
        });
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "zookeeper, 3.9.5, quorum",
        "mongo.replica, 4.4.0, quorum",
        "mongo.replica, 8.2.1, quorum",
        "kafka, 4.3.1, in-sync",
        "postgresql, 18.1, in-sync",
        "redis, 7.4.0, primary",
        "redis.sentinel, 7.4.0, primary",
        "cassandra, 5.0.2, replicated"
    })
    void saysWhereAnAcknowledgedWriteIs(String store, String version, String model) {
        DatastoreDefinition definition =
                Definitions.bundled().forStore(store, version).orElseThrow();
        assertThat(definition.shardClass("anything").orElseThrow().durability().model())
                .isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({"mongo.replica, 4.2.0", "mongo.replica, 9.0.0", "kafka, 3.8.0", "redis, 6.0.0", "generic, 1.0"})
    void saysNothingOfOthers(String store, String version) {
        assertThat(Definitions.bundled().forStore(store, version)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void answersEveryQuestionOfAHealthyCluster(DatastoreDefinition definition) {
        Map<String, Object> facts = facts(REPORTED);
        expressions(definition)
                .forEach((place, expression) ->
                        assertThat(expression.evaluate(facts)).as(place).isInstanceOf(Outcome.Value.class));
        definition
                .checks()
                .forEach(check ->
                        assertThat(check.when().test(facts)).as(check.code()).isEqualTo(Truth.FALSE));
        definition
                .witnesses()
                .forEach(witness -> assertThat(witness.confirms().test(facts))
                        .as(witness.meaning())
                        .isEqualTo(Truth.FALSE));
        definition
                .upkeep()
                .foreignChanges()
                .forEach(change -> assertThat(change.when().test(facts))
                        .as(change.meaning())
                        .isEqualTo(Truth.FALSE));
        assertThat(definition.members().votes().evaluate(facts)).isIn(new Outcome.Value(1L), new Outcome.Value(0L));
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void answersNothingWhereAFactIsMissing(DatastoreDefinition definition) {
        expressions(definition)
                .forEach((place, expression) -> facts(expression).forEach(fact -> {
                    assertThat(REPORTED).as(place).containsKey(fact);
                    Map<String, Object> reported = new HashMap<>(REPORTED);
                    reported.remove(fact);
                    assertThat(expression.evaluate(facts(reported)))
                            .as("%s without %s", place, fact)
                            .isInstanceOf(Outcome.Unknown.class);
                }));
    }

    private static Stream<String> facts(Expression expression) {
        return FACT.matcher(expression.text()).results().map(match -> match.group(2));
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void describesEachActionThatItNames(DatastoreDefinition definition) {
        assertThat(definition.actions().values())
                .allSatisfy(action -> assertThat(action.completeWhen()).isPresent());
        assertThat(definition.actions().values())
                .filteredOn(action -> action.footprint().awayAtMost().isPresent())
                .allSatisfy(
                        action -> assertThat(definition.members().incarnation()).isPresent());
        assertThat(definition.actions().values())
                .filteredOn(action -> action.footprint().worst())
                .extracting(ActionDefinition::kind)
                .allMatch(kind -> kind.equals("agent.replicante.io/store.stop"));
    }

    private static String page(DatastoreDefinition definition) throws IOException {
        return Files.readString(Path.of("docs/definitions", definition.name().replace("-sentinel", "") + ".md"));
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void tellsOnItsPageInWhichUnitOffsetsAre(DatastoreDefinition definition) throws IOException {
        String page = page(definition);
        assertThat(definition.shardClasses())
                .allSatisfy(each -> assertThat(page)
                        .contains("| id of the shard | role of a copy | offset |")
                        .contains(
                                each.offsets().unit().name().equals("none")
                                        ? "| none: "
                                        : "\"" + each.offsets().unit().name() + "\""));
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void tellsOnItsPageWithWhichArgumentsAgentsAreAsked(DatastoreDefinition definition) throws IOException {
        Map<String, List<String>> told = new TreeMap<>();
        ACTION_ROW
                .matcher(page(definition))
                .results()
                .forEach(row -> told.put(
                        "agent.replicante.io/" + row.group(1),
                        ARGUMENT.matcher(row.group(2))
                                .results()
                                .map(argument -> argument.group(1))
                                .sorted()
                                .toList()));
        Map<String, List<String>> described = new TreeMap<>();
        definition
                .actions()
                .forEach((kind, action) -> described.put(
                        kind, action.args().keySet().stream().sorted().toList()));

        assertThat(told).isEqualTo(described);
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void tellsOnItsPageWhatAgentsReport(DatastoreDefinition definition) throws IOException {
        String page = page(definition);
        List<String> facts = expressions(definition).values().stream()
                .flatMap(expression -> FACT.matcher(expression.text()).results())
                .map((MatchResult match) -> match.group(2))
                .toList();
        assertThat(facts).allSatisfy(fact -> assertThat(page).contains(fact));
        assertThat(page).contains(definition.members().configuration().from()).contains("## Sources");
        Reports reports = definition.reports().orElseThrow();
        assertThat(reports.node()).allSatisfy(fact -> assertThat(page).contains(fact));
        assertThat(reports.store()).allSatisfy(fact -> assertThat(page).contains(fact));
    }
}
