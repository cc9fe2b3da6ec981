package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.Footprint.As;
import io.replicante.spec.datastore.Footprint.Join;
import io.replicante.spec.datastore.Footprint.Who;
import io.replicante.spec.model.OffsetUnit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bundled definition says what we mean it to say; a change of it is a change here. */
class ZooKeeperDefinitionTest {
    private final DatastoreDefinition zookeeper =
            Definitions.bundled().forStore("zookeeper", "3.9.5").orElseThrow();

    private static final Map<String, Object> SUBJECT = Map.of(
            "member_id",
            "4",
            "status",
            "JOINING_CLUSTER",
            "caught_up",
            true,
            "attributes",
            Map.of("zookeeper.apache.org/member", "server.4=a:1:2:participant;a:3"));

    private static Map<String, Object> facts(Map<String, Map<String, Object>> members) {
        return Map.of(
                "subject", SUBJECT,
                "shard", Map.of(),
                "lost", Map.of("member_id", "2"),
                "configuration", Map.of("text", "server...", "members", members));
    }

    private static final Map<String, Object> VOTES = Map.of("votes", 1L);
    private static final Map<String, Map<String, Object>> BEFORE = Map.of("1", VOTES, "2", VOTES, "3", VOTES);
    private static final Map<String, Map<String, Object>> AFTER = Map.of("1", VOTES, "4", VOTES, "3", VOTES);

    private Footprint footprint(String kind) {
        return zookeeper.footprint(kind);
    }

    private Truth complete(String kind, Map<String, Object> facts) {
        return zookeeper.action(kind).orElseThrow().completeWhen().orElseThrow().test(facts);
    }

    private Map<String, Outcome> args(String kind) {
        return Map.copyOf(zookeeper.action(kind).orElseThrow().args().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().evaluate(facts(BEFORE)))));
    }

    @Test
    void coversItsVersions() {
        assertThat(zookeeper.versions().contains("3.5.0")).isTrue();
        assertThat(zookeeper.versions().contains("3.4.14")).isFalse();
        assertThat(zookeeper.versions().contains("4.0.0")).isFalse();
        assertThat(zookeeper.stores()).containsExactly("zookeeper");
        assertThat(zookeeper.sources()).isNotEmpty();
    }

    @Test
    void isOneShardOnAQuorum() {
        assertThat(zookeeper.shardClasses())
                .containsExactly(new ShardClass(
                        "*",
                        ShardClass.Layout.SINGLE,
                        new ShardClass.Primaries(1, 1),
                        new Durability.Quorum(),
                        new Offsets(OffsetUnit.of("zxid"), Optional.empty()),
                        ShardClass.Acknowledges.MODEL));
    }

    @Test
    void readsItsOwnConfiguration() {
        assertThat(zookeeper.members().configuration())
                .isEqualTo(new Members.ConfigurationSource(
                        "zookeeper.apache.org/config",
                        "zookeeper.apache.org/config_version",
                        "zookeeper-dynamic",
                        "zookeeper.apache.org/server_id",
                        Members.ConfigurationSource.Otherwise.UNKNOWN));
        assertThat(zookeeper.members().incarnation()).contains("zookeeper.apache.org/start_time");
        assertThat(zookeeper.members().storage()).isEqualTo(Members.Storage.DURABLE);
    }

    @Test
    void givesParticipantsAVoteAndObserversNone() {
        Map<String, Object> participant = Map.of("member", Map.of("type", "participant"));
        Map<String, Object> observer = Map.of("member", Map.of("type", "observer"));
        Members members = zookeeper.members();
        assertThat(members.votes().evaluate(participant)).isEqualTo(new Outcome.Value(1L));
        assertThat(members.votes().evaluate(observer)).isEqualTo(new Outcome.Value(0L));
        assertThat(members.votes().evaluate(Map.of())).isInstanceOf(Outcome.Unknown.class);
        assertThat(members.electable().test(participant)).isEqualTo(Truth.TRUE);
        assertThat(members.electable().test(observer)).isEqualTo(Truth.FALSE);
        assertThat(members.holdsData().test(observer)).isEqualTo(Truth.TRUE);
    }

    @Test
    void failsOverByItself() {
        assertThat(zookeeper.failover())
                .isEqualTo(new Failover(
                        Failover.Mode.AUTOMATIC, Failover.OnStop.LOSSLESS_HANDOVER, Duration.ofSeconds(10)));
        assertThat(zookeeper.membership())
                .isEqualTo(new Membership(
                        new Membership.Initialise(
                                Membership.Initialise.Mode.AUTO,
                                Optional.empty(),
                                Membership.Initialise.StartForms.FIRST),
                        1));
        assertThat(zookeeper.capacity()).isEqualTo(new Capacity.StoreRefuses());
        assertThat(zookeeper.failureDomain()).contains("replicante.io/zone");
    }

    @Test
    void saysWhatEachActionTouches() {
        assertThat(zookeeper.actions())
                .containsOnlyKeys(
                        ActionKinds.CLUSTER_LEARN,
                        ActionKinds.CLUSTER_ADD,
                        ActionKinds.CLUSTER_SWAP,
                        ActionKinds.CLUSTER_REMOVE,
                        ActionKinds.STORE_RESTART);
        Join voter = new Join(Who.SUBJECT, As.VOTER);
        Join learner = new Join(Who.SUBJECT, As.LEARNER);
        assertThat(footprint(ActionKinds.CLUSTER_LEARN))
                .isEqualTo(new Footprint(Optional.empty(), List.of(learner), List.of(), false, false, false));
        assertThat(footprint(ActionKinds.CLUSTER_ADD))
                .isEqualTo(new Footprint(Optional.empty(), List.of(voter), List.of(), false, true, false));
        assertThat(footprint(ActionKinds.CLUSTER_SWAP))
                .isEqualTo(new Footprint(Optional.empty(), List.of(voter), List.of(Who.LOST), false, true, false));
        assertThat(footprint(ActionKinds.CLUSTER_REMOVE))
                .isEqualTo(new Footprint(Optional.empty(), List.of(), List.of(Who.SUBJECT), false, true, false));
        assertThat(footprint(ActionKinds.STORE_RESTART))
                .isEqualTo(
                        new Footprint(Optional.of(Duration.ofMinutes(1)), List.of(), List.of(), false, false, false));
        assertThat(footprint(ActionKinds.CLUSTER_INIT)).isEqualTo(Footprint.WORST);
    }

    @Test
    void buildsArguments() {
        String line = "server.4=a:1:2:participant;a:3";
        assertThat(args(ActionKinds.CLUSTER_LEARN)).isEqualTo(Map.of("members", new Outcome.Value("server...")));
        assertThat(args(ActionKinds.CLUSTER_ADD)).isEqualTo(Map.of("node", new Outcome.Value(line)));
        assertThat(args(ActionKinds.CLUSTER_SWAP))
                .isEqualTo(Map.of("join", new Outcome.Value(line), "leave", new Outcome.Value("2")));
        assertThat(args(ActionKinds.CLUSTER_REMOVE)).isEqualTo(Map.of("node", new Outcome.Value("4")));
        assertThat(args(ActionKinds.STORE_RESTART)).isEmpty();
    }

    @Test
    void knowsWhenAChangeIsComplete() {
        assertThat(complete(ActionKinds.CLUSTER_SWAP, facts(BEFORE))).isEqualTo(Truth.FALSE);
        assertThat(complete(ActionKinds.CLUSTER_SWAP, facts(AFTER))).isEqualTo(Truth.TRUE);
        assertThat(complete(ActionKinds.CLUSTER_SWAP, Map.of())).matches(Truth::isUnknown);
        assertThat(complete(ActionKinds.CLUSTER_ADD, facts(BEFORE))).isEqualTo(Truth.FALSE);
        assertThat(complete(ActionKinds.CLUSTER_ADD, facts(AFTER))).isEqualTo(Truth.TRUE);
        assertThat(complete(ActionKinds.CLUSTER_REMOVE, facts(BEFORE))).isEqualTo(Truth.TRUE);
        assertThat(complete(ActionKinds.CLUSTER_REMOVE, facts(AFTER))).isEqualTo(Truth.FALSE);
        assertThat(complete(ActionKinds.CLUSTER_LEARN, facts(BEFORE))).isEqualTo(Truth.TRUE);
        assertThat(complete(ActionKinds.STORE_RESTART, facts(BEFORE))).isEqualTo(Truth.FALSE);
    }

    @Test
    void findsRequestsThatPileUp() {
        DefinitionCheck check = zookeeper.checks().get(0);
        assertThat(check.code()).isEqualTo("ZOOKEEPER_REQUESTS_PILE_UP");
        String fact = "zookeeper.apache.org/outstanding_requests";
        assertThat(check.when().test(Map.of("node", Map.of("extras", Map.of(fact, 1001)))))
                .isEqualTo(Truth.TRUE);
        assertThat(check.when().test(Map.of("node", Map.of("extras", Map.of(fact, 1000)))))
                .isEqualTo(Truth.FALSE);
        assertThat(check.when().test(Map.of("node", Map.of("extras", Map.of()))))
                .matches(Truth::isUnknown);
    }
}
