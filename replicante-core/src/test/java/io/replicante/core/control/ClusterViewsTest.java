package io.replicante.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.protocol.Messages;
import io.replicante.spec.report.ClusterView;
import io.replicante.spec.report.OrchestrateMode;
import io.replicante.spec.report.Shard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClusterViewsTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();
    private boolean shardsFail;

    private void node(String id, ShardRole role, long offset) {
        shell.agents.byAddress.put("fake:" + id, new FakeNode(Shell.CLUSTER.clusterId(), id, shell.time) {
            @Override
            public ShardsInfo shards() {
                if (shardsFail) {
                    throw new UnavailableException("no shards");
                }
                return new ShardsInfo(List.of(new AgentShard(
                        "ledger",
                        Optional.of(role),
                        Optional.of(new CommitOffset(OffsetUnit.SECONDS, offset)),
                        Optional.empty(),
                        Map.of())));
            }
        });
    }

    @BeforeEach
    void declare() {
        node("n1", ShardRole.PRIMARY, 100);
        node("n2", ShardRole.SECONDARY, 93);
        shell.declare(engine, "n1", "n2", "n3");
    }

    private ClusterView view() {
        return engine.views().view(Shell.CLUSTER).orElseThrow();
    }

    @Test
    void showsNodesCopiesAndWhatIsUnfinished() {
        engine.request(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance(), Shell.PERSON);
        ClusterView view = view();
        assertThat(view.discovery().nodes()).hasSize(3);
        assertThat(view.nodes().get("n3").status().is(NodeStatus.Code.UNREACHABLE))
                .isTrue();
        assertThat(view.nodes().get("n3").details()).isEmpty();
        assertThat(view.nodes().get("n1").details()).isPresent();
        assertThat(view.shardStats().get("n1").primary()).isEqualTo(1);
        assertThat(view.nodeActions().get("n1")).hasSize(1);
        assertThat(Messages.CLUSTER_VIEW
                        .tree(view)
                        .path("stats_shards_by_node")
                        .path("n2")
                        .path("count_secondary")
                        .asInt())
                .isEqualTo(1);
        assertThat(engine.views().search(Shell.CLUSTER, NodeSearch.ALL)).hasSize(3);
    }

    @Test
    void lagIsWhatACopyLacksOfItsOnlyPrimary() {
        Shard copy = view().shards().get("n2").get("ledger");
        assertThat(copy.commitOffset()).contains(new CommitOffset(OffsetUnit.SECONDS, 93));
        assertThat(copy.lag()).contains(new CommitOffset(OffsetUnit.SECONDS, 7));
        assertThat(view().shards().get("n1").get("ledger").lag()).isEmpty();
    }

    @Test
    void lagIsUnknownWhileTwoClaimToBePrimary() {
        node("n3", ShardRole.PRIMARY, 100);
        shell.time.advance(Duration.ofSeconds(30));
        shell.cycle(engine);
        assertThat(view().shards().get("n2").get("ledger").lag()).isEmpty();
    }

    @Test
    void copiesThatCannotBeReadStayAndAreNotFresh() {
        assertThat(view().shards().get("n1").get("ledger").fresh()).isTrue();
        shardsFail = true;
        shell.time.advance(Duration.ofSeconds(30));
        shell.cycle(engine);
        assertThat(view().shards().get("n1").get("ledger").fresh()).isFalse();
    }

    @Test
    void everyCycleLeavesAReportAndOnlyNewsIsTold() {
        assertThat(engine.views().report(Shell.CLUSTER).orElseThrow().mode()).isEqualTo(OrchestrateMode.SYNC);
        shell.cycle(engine);
        long before = reports();
        shell.cycle(engine);
        shell.cycle(engine);
        assertThat(reports()).isEqualTo(before);
        assertThat(engine.views().report(Shell.CLUSTER).orElseThrow().startTime())
                .isEqualTo(engine.report(Shell.CLUSTER).orElseThrow().startedAt());
    }

    private long reports() {
        return engine.events(Shell.CLUSTER, 0, 1000).stream()
                .filter(event -> event.code().equals(EventCodes.ORCHESTRATE_REPORT))
                .count();
    }

    @Test
    void eventsAreReadByCodeAndTimeInPages() {
        StreamKey key = StreamKey.of(Shell.CLUSTER);
        EventLog.EventPage first =
                engine.eventLog().read(new EventLog.Wanted(key, 0, 2, Optional.empty(), Optional.empty()));
        assertThat(first.items()).extracting(Event::sequence).containsExactly(1L, 2L);
        assertThat(first.next()).hasValue(2);
        EventLog.EventPage nodes = engine.eventLog()
                .read(new EventLog.Wanted(key, 0, 100, Optional.of(EventCodes.NODE_SYNC_NEW), Optional.empty()));
        assertThat(nodes.items())
                .hasSize(3)
                .allSatisfy(
                        event -> assertThat(Messages.NODE.read(event.payload())).isNotNull());
        assertThat(nodes.next()).isEmpty();
        assertThat(engine.eventLog()
                        .read(new EventLog.Wanted(
                                key,
                                0,
                                100,
                                Optional.empty(),
                                Optional.of(shell.time.instant().plusSeconds(1))))
                        .items())
                .isEmpty();
    }

    @Test
    void publishedEventsAreDroppedAfterThirtyDays() {
        engine.publish();
        assertThat(engine.dropOldEvents()).isZero();
        shell.time.advance(Duration.ofDays(31));
        assertThat(engine.dropOldEvents()).isPositive();
        assertThat(engine.events(Shell.CLUSTER, 0, 10)).isEmpty();
    }

    @Test
    void everyPauseIsShown() {
        engine.pause(PauseTarget.fleet(), Shell.PERSON, "all");
        engine.pause(PauseTarget.namespace(Shell.NS), Shell.PERSON, "some");
        engine.pause(PauseTarget.cluster(Shell.CLUSTER), Shell.PERSON, "one");
        assertThat(engine.paused())
                .extracting(Pauses.Paused::target)
                .containsExactlyInAnyOrder(
                        PauseTarget.fleet(), PauseTarget.namespace(Shell.NS), PauseTarget.cluster(Shell.CLUSTER));
        engine.resume(PauseTarget.fleet(), Shell.PERSON, "done");
        assertThat(engine.paused()).hasSize(2);
    }
}
