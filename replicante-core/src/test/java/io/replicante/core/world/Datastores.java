package io.replicante.core.world;

import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Capacity;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Footprint;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.datastore.Membership;
import io.replicante.spec.datastore.Offsets;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.datastore.VersionRange;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.OffsetUnit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Definitions of quorum stores for tests; each differs from the usual one in a single property. */
public final class Datastores {
    private static final Expression VOTES = Expression.compile("member.type == 'participant' ? 1 : 0");
    private static final Expression HOLDS_DATA = Expression.compile("true");
    private static final Expression ELECTABLE = Expression.compile("member.type == 'participant'");
    private static final Map<String, ActionDefinition> ACTIONS = actions();
    private static final DatastoreDefinition USUAL = of(
            Members.Storage.DURABLE, Failover.OnStop.LOSSLESS_HANDOVER, Optional.of("zookeeper.apache.org/start_time"));
    private static final Definitions BUNDLED = Definitions.bundled();

    private Datastores() {}

    /** To compile its expressions takes longer than most tests, so that it is done once. */
    public static DatastoreDefinition usual() {
        return USUAL;
    }

    /** What everybody has, read once. */
    public static Definitions bundled() {
        return BUNDLED;
    }

    /** What each process reports, by the pages of the definitions, while nobody else changes anything. */
    public static Map<String, AttributeValue> undisturbed(String definition) {
        return switch (definition) {
            case "kafka" -> Map.of("kafka.apache.org/reassigning_partitions", AttributeValue.of(0));
            case "cassandra" ->
                Map.of(
                        "cassandra.apache.org/moving_nodes", AttributeValue.of(0),
                        "cassandra.apache.org/schema_versions", AttributeValue.of(1));
            case "postgresql" -> Map.of("postgresql.org/base_backups_running", AttributeValue.of(0));
            case "redis-sentinel" -> Map.of("redis.io/sentinel_failover_in_progress", AttributeValue.of(false));
            default -> Map.of();
        };
    }

    public static DatastoreDefinition of(
            Members.Storage storage, Failover.OnStop onStop, Optional<String> incarnation) {
        return new DatastoreDefinition(
                "zookeeper",
                "A quorum store",
                List.of("invented for tests"),
                Set.of("zookeeper"),
                new VersionRange(">=3.5.0 <4.0.0"),
                List.of(new ShardClass(
                        "*",
                        ShardClass.Layout.SINGLE,
                        new ShardClass.Primaries(1, 1),
                        new Durability.Quorum(),
                        new Offsets(OffsetUnit.of("zxid"), Optional.empty()),
                        ShardClass.Acknowledges.MODEL)),
                new Members(
                        new Members.ConfigurationSource(
                                "zookeeper.apache.org/config",
                                "zookeeper.apache.org/config_version",
                                "zookeeper-dynamic",
                                "zookeeper.apache.org/server_id",
                                Members.ConfigurationSource.Otherwise.UNKNOWN),
                        VOTES,
                        HOLDS_DATA,
                        ELECTABLE,
                        incarnation,
                        storage),
                new Failover(Failover.Mode.AUTOMATIC, onStop, Duration.ofSeconds(10)),
                new Membership(
                        new Membership.Initialise(
                                Membership.Initialise.Mode.AUTO,
                                Optional.empty(),
                                Membership.Initialise.StartForms.FIRST),
                        1),
                new Capacity.StoreRefuses(),
                Optional.of("replicante.io/zone"),
                List.of(),
                ACTIONS,
                List.of());
    }

    /** The usual one without some of its actions. */
    public static DatastoreDefinition without(String... kinds) {
        Map<String, ActionDefinition> actions = new TreeMap<>(usual().actions());
        List.of(kinds).forEach(actions::remove);
        return with(actions);
    }

    /** The usual one, with an action that initialises a cluster. */
    public static DatastoreDefinition initialisedByAction() {
        Map<String, ActionDefinition> actions = new TreeMap<>(usual().actions());
        actions.put(
                ActionKinds.CLUSTER_INIT,
                action(
                        ActionKinds.CLUSTER_INIT,
                        ActionDefinition.RunsOn.SUBJECT,
                        Map.of(),
                        new Footprint(Optional.empty(), List.of(), List.of(), true, false, false),
                        List.of(),
                        "subject.status == 'HEALTHY'",
                        Duration.ofMinutes(2)));
        return with(actions);
    }

    /** The usual one with other actions. */
    public static DatastoreDefinition with(Map<String, ActionDefinition> actions) {
        return with(actions, usual().membership());
    }

    /** The usual one, which wants so many voters at least. */
    public static DatastoreDefinition wanting(int smallest) {
        return with(usual().actions(), new Membership(usual().membership().initialise(), smallest));
    }

    private static DatastoreDefinition with(Map<String, ActionDefinition> actions, Membership membership) {
        DatastoreDefinition usual = usual();
        return new DatastoreDefinition(
                usual.name(),
                usual.title(),
                usual.sources(),
                usual.stores(),
                usual.versions(),
                usual.shardClasses(),
                usual.members(),
                usual.failover(),
                membership,
                usual.capacity(),
                usual.failureDomain(),
                usual.witnesses(),
                actions,
                usual.checks());
    }

    private static Map<String, ActionDefinition> actions() {
        String caughtUp = "shard.caughtUp(subject)";
        return Stream.of(
                        action(
                                ActionKinds.CLUSTER_LEARN,
                                ActionDefinition.RunsOn.SUBJECT,
                                Map.of("members", "configuration.text"),
                                footprint(Optional.empty(), Footprint.As.LEARNER, List.of()),
                                List.of(),
                                "subject.status == 'JOINING_CLUSTER' && " + caughtUp,
                                Duration.ofMinutes(2)),
                        action(
                                ActionKinds.CLUSTER_ADD,
                                ActionDefinition.RunsOn.PRIMARY,
                                Map.of("node", "subject.attributes['zookeeper.apache.org/member']"),
                                footprint(Optional.empty(), Footprint.As.VOTER, List.of()),
                                List.of(caughtUp),
                                "configuration.votes(subject) == 1",
                                Duration.ofMinutes(1)),
                        action(
                                ActionKinds.CLUSTER_SWAP,
                                ActionDefinition.RunsOn.PRIMARY,
                                Map.of(
                                        "join", "subject.attributes['zookeeper.apache.org/member']",
                                        "leave", "lost.member_id"),
                                footprint(Optional.empty(), Footprint.As.VOTER, List.of(Footprint.Who.LOST)),
                                List.of(caughtUp),
                                "configuration.votes(subject) == 1 && !configuration.has(lost)",
                                Duration.ofMinutes(1)),
                        action(
                                ActionKinds.CLUSTER_REMOVE,
                                ActionDefinition.RunsOn.MEMBER_OTHER_THAN_SUBJECT,
                                Map.of("node", "subject.member_id"),
                                new Footprint(
                                        Optional.empty(),
                                        List.of(),
                                        List.of(Footprint.Who.SUBJECT),
                                        false,
                                        true,
                                        false),
                                List.of(),
                                "!configuration.has(subject)",
                                Duration.ofMinutes(1)),
                        action(
                                ActionKinds.STORE_RESTART,
                                ActionDefinition.RunsOn.SUBJECT,
                                Map.of(),
                                new Footprint(
                                        Optional.of(Duration.ofMinutes(1)), List.of(), List.of(), false, false, false),
                                List.of(),
                                "subject.status == 'HEALTHY' && " + caughtUp,
                                Duration.ofMinutes(1)))
                .collect(Collectors.toMap(ActionDefinition::kind, action -> action));
    }

    private static Footprint footprint(Optional<Duration> away, Footprint.As as, List<Footprint.Who> leaves) {
        return new Footprint(away, List.of(new Footprint.Join(Footprint.Who.SUBJECT, as)), leaves, false, true, false);
    }

    private static ActionDefinition action(
            String kind,
            ActionDefinition.RunsOn runsOn,
            Map<String, String> args,
            Footprint footprint,
            List<String> requires,
            String completeWhen,
            Duration deadline) {
        return new ActionDefinition(
                kind,
                runsOn,
                args.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Expression.compile(entry.getValue()))),
                footprint,
                requires.stream().map(Expression::compile).toList(),
                Optional.of(Expression.compile(completeWhen)),
                deadline,
                kind.equals(ActionKinds.CLUSTER_REMOVE));
    }
}
