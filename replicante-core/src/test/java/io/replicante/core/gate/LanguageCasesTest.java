package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Reason;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Fleet;
import io.replicante.core.world.World;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What datastores are that one number and one role per node could not say. */
class LanguageCasesTest {
    private static final Gate GATE = Gate.without(List.of(), SafetySettings.DEFAULT);

    /** The controllers are a quorum, of each partition its replicas in sync: the worse of the two answers counts. */
    @Test
    @DisplayName("case 21a: a node is judged by every kind of shard that it has a part in")
    void judgesEveryKindOfShard() {
        Fleet kafka = brokers("a", "b", "c");
        assertThat(kafka.watch(3).restart("c").against()).isEmpty();

        kafka.copy("c", "audit-0", ShardRole.PRIMARY);
        assertThat(Fleet.against(kafka.restart("c")).get("available")).contains("audit-0");
        kafka.member("c").copies.remove("audit-0");
        kafka.configured(List.of("b", "c"), "controller").watch(1);

        assertThat(Fleet.against(kafka.restart("c")).get("available")).contains("votes");
    }

    /** Two with data and one without: a majority votes, and yet a write may be on the one that stops. */
    @Test
    @DisplayName("case 21b: who votes and holds nothing keeps no write")
    void countsNoVoteForACopy() {
        Decision decision = restart(Variants.holdsData("member.id != '1'"), "node-2");
        assertThat(decision.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(decision.against()).extracting(Reason::rule).containsAnyOf("available", "durable");
        assertThat(restart(Datastores.usual(), "node-2").against()).isEmpty();
    }

    /** Who leads which shard afterwards is not judged: what moves a primary of many is refused before it is asked. */
    @Test
    @DisplayName("case 21e: what moves the primary of one shard of many is refused, and what moves none is not")
    void refusesWhatMovesThePrimaryOfOneOfMany() {
        ActionDefinition moves = Definitions.bundled().byName("postgresql").orElseThrow().actions().values().stream()
                .filter(action -> action.footprint().movesPrimary())
                .filter(action -> Judgeable.beyond(postgresql(), action).isEmpty())
                .findFirst()
                .orElseThrow();
        var kafka = Definitions.bundled().byName("kafka").orElseThrow();

        assertThat(Judgeable.beyond(kafka, moves)).isPresent();
        assertThat(kafka.actions().values())
                .allSatisfy(
                        action -> assertThat(Judgeable.beyond(kafka, action)).isEmpty());
    }

    /** Each asks whom it gossips with: two that see another ring under one version have not agreed yet. */
    @Test
    @DisplayName("case 21i: while members see another membership than others, nobody knows who is a member")
    void knowsNoMembersWhileTheirViewsDiffer() {
        Fleet cassandra = Fleet.cassandra().acknowledged(Acknowledgement.Level.QUORUM);
        for (String node : List.of("a", "b", "c")) {
            cassandra.extra(node, "replication_factor", AttributeValue.of(3)).copy(node, "orders", ShardRole.SECONDARY);
        }
        cassandra.configured("normal").watch(3);
        assertThat(cassandra.view().ensemble().isKnown()).isTrue();

        cassandra.keepsItsView("c").configuration = cassandra.configuration.replace("\"a\"", "\"x\"");

        assertThat(cassandra.view().ensemble().isKnown()).isFalse();
    }

    private static DatastoreDefinition postgresql() {
        return Definitions.bundled().byName("postgresql").orElseThrow();
    }

    private static Fleet brokers(String... nodes) {
        Fleet kafka = Fleet.kafka().acknowledged(Acknowledgement.Level.MODEL);
        for (String node : nodes) {
            kafka.extra(node, "min_insync_replicas", AttributeValue.of(2))
                    .copy(node, "__cluster_metadata", node.equals("b") ? ShardRole.PRIMARY : ShardRole.SECONDARY)
                    .copy(node, "orders-0", node.equals("a") ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }
        return kafka.configured("combined");
    }

    private static Decision restart(DatastoreDefinition definition, String node) {
        World world = World.healthy(3);
        world.leader = "node-3";
        Judgement judgement = new Judgement(world, definition);
        world.run(2);
        GateCase judged = judgement.restart(node);
        return GATE.judge(judged.candidate(), judged.situation());
    }
}
