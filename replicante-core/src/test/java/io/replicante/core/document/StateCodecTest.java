package io.replicante.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.fixture.FakePlatform;
import io.replicante.core.fixture.Shell;
import io.replicante.core.fixture.TestTime;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterRecord;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Fence;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Openings;
import io.replicante.core.state.Pause;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Retry;
import io.replicante.core.state.Subject;
import io.replicante.core.state.Target;
import io.replicante.core.state.Unlisted;
import io.replicante.core.state.Waiting;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.NodeActionPhase;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.Addresses;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.AgentVersion;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.model.StoreVersion;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.memory.InMemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class StateCodecTest {
    private static final Instant NOW = TestTime.START;
    private static final Scope OWN = Scope.of(Shell.CLUSTER);
    private static final String ID = Shell.CLUSTER.clusterId();

    private final InMemoryStore store = InMemoryStore.of(new TestTime(), new Random(1));

    @BeforeEach
    void declare() {
        store.commit(Commit.to(Scope.namespace(Shell.NS))
                .put(Documents.write(DocumentKind.NAMESPACE, Shell.NS, new Namespace(Shell.NS, NamespaceStatus.ACTIVE)))
                .put(Documents.write(DocumentKind.PLATFORM, "local", Shell.platformSpec()))
                .build());
        put(
                Documents.write(DocumentKind.CLUSTER_SPEC, ID, Shell.clusterSpec()),
                Documents.write(DocumentKind.RECORD, ID, ClusterRecord.fresh("incarnation-1")));
    }

    private void put(Document... documents) {
        Commit.Builder commit = Commit.to(OWN);
        List.of(documents).forEach(commit::put);
        store.commit(commit.build());
    }

    private LoadedCluster load() {
        return StateCodec.read(Shell.CLUSTER, store.load(StateCodec.scopes(Shell.CLUSTER)));
    }

    private Commit changes(LoadedCluster loaded, ClusterState after) {
        Commit.Builder commit = Commit.to(OWN);
        StateCodec.write(commit, loaded, after);
        StateCodec.writeOffsets(commit, loaded, after.offsets());
        return commit.build();
    }

    @Test
    void readsBackEverythingThatItWrites() {
        LoadedCluster loaded = load();
        ClusterState full = full(loaded.state().orElseThrow());

        store.commit(changes(loaded, full));
        put(Documents.write(
                DocumentKind.PAUSE, DocumentKind.CLUSTER_PAUSE, full.pause().orElseThrow()));

        LoadedCluster again = load();
        assertThat(again.unreadable()).isEmpty();
        assertThat(again.state()).contains(full);
        assertThat(again.surroundings().orElseThrow().platform()).contains(Shell.platformSpec());
    }

    /** Of an earlier version, which did not tell how much the node ever had: its end is all that is known of that. */
    @Test
    void readsAFenceThatSaysLess() throws IOException {
        String written = """
                {"since": "2031-03-09T07:00:00Z", "term": 3, "position": {"unit": {"unit": "bytes"}, "value": 9}, "reached_by": ["b"]}
                """;

        Fence fence = Json.mapper().readValue(written, Fence.class);

        assertThat(fence.by()).isEqualTo(Fence.Cause.ACTION);
        assertThat(fence.branch()).isEmpty();
        assertThat(fence.told()).isEqualTo(fence.position()).isPresent();
    }

    @Test
    @DisplayName("case 23d: what did not change is not written")
    void writesOnlyWhatChanged() {
        store.commit(changes(load(), full(load().state().orElseThrow())));
        LoadedCluster loaded = load();
        ClusterState before = loaded.state().orElseThrow();
        NavigableMap<String, Retry> retries = new TreeMap<>();
        retries.put("other", new Retry("other", 1, 1, NOW, "why"));

        assertThat(changes(loaded, before).puts()).isEmpty();
        Commit commit = changes(loaded, with(before, retries));

        assertThat(commit.puts()).extracting(Document::key).containsExactly(key(DocumentKind.RETRY, "other"));
        assertThat(commit.deletes()).containsExactly(key(DocumentKind.RETRY, "kind|n1"));
    }

    @Test
    void neverWritesWhatPeopleAndDiscoveryWrite() {
        LoadedCluster loaded = load();
        ClusterState before = loaded.state().orElseThrow();
        ClusterSpec other = new ClusterSpec(
                Shell.CLUSTER,
                false,
                Duration.ofHours(1),
                Optional.empty(),
                before.spec().declaration());

        Commit commit = changes(loaded, StateCodec.withSpec(before, other));

        assertThat(commit.puts()).isEmpty();
    }

    @Test
    void keepsWhatItCannotReadAndWritesNothingOverIt() {
        put(
                new Document(DocumentKind.NODE, "n1", "{\"format\":1,\"node_id\":"),
                new Document(DocumentKind.NODE, "n2", "{\"format\":2,\"node_id\":\"n2\"}"),
                new Document(DocumentKind.NODE, "n3", "{\"format\":1,\"node_id\":\"n3\"}"),
                new Document(DocumentKind.NODE, "n4", "[]"));

        LoadedCluster loaded = load();
        Commit commit = changes(loaded, full(loaded.state().orElseThrow()));

        assertThat(loaded.isSound()).isFalse();
        assertThat(loaded.unreadable())
                .containsOnlyKeys(
                        key(DocumentKind.NODE, "n1"),
                        key(DocumentKind.NODE, "n2"),
                        key(DocumentKind.NODE, "n3"),
                        key(DocumentKind.NODE, "n4"));
        assertThat(loaded.unreadable().get(key(DocumentKind.NODE, "n2")))
                .isEqualTo("node n2 cannot be read: its format is 2, known is 1");
        assertThat(commit.puts()).extracting(Document::key).doesNotContain(key(DocumentKind.NODE, "n1"));
        assertThat(commit.deletes()).isEmpty();
    }

    @Test
    void makesAnewWhatItCannotReadAndCanDerive() {
        put(
                new Document(DocumentKind.DECISIONS, ID, "{\"format\":1,\"decisions\":"),
                new Document(DocumentKind.OFFSETS, ID, "{\"format\":1,\"offsets\":7}"),
                new Document(DocumentKind.REPORT, ID, "[]"));

        LoadedCluster loaded = load();
        store.commit(changes(loaded, loaded.state().orElseThrow()));

        assertThat(loaded.isSound()).isTrue();
        assertThat(changes(load(), load().state().orElseThrow()).puts()).isEmpty();
        assertThat(store.load(List.of(OWN)).of(OWN, DocumentKind.DECISIONS))
                .extracting(Document::body)
                .containsExactly("{\"format\":1,\"decisions\":[]}");
        assertThat(store.load(List.of(OWN)).of(OWN, DocumentKind.OFFSETS))
                .extracting(Document::body)
                .containsExactly("{\"format\":1,\"offsets\":[]}");
    }

    @Test
    void writesNothingThatItCouldNotReadAgain() {
        JsonNode deep = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 64; i++) {
            deep = JsonNodeFactory.instance.arrayNode().add(deep);
        }
        JsonNode tooDeep = deep;

        assertThatThrownBy(() -> Documents.write("any", "1", Map.of("inner", tooDeep)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void takesAMissingRecordForAFaultAndNotForAFreshCluster() {
        store.commit(Commit.to(OWN).delete(DocumentKind.RECORD, ID).build());

        LoadedCluster loaded = load();

        assertThat(loaded.state()).isEmpty();
        assertThat(loaded.unreadable()).containsKey(key(DocumentKind.RECORD, ID));
    }

    @Test
    void isAsFreshAsThePlatformsLastListing() {
        Listing.Entry entry = new Listing.Entry(
                Shell.PLATFORM, NOW, List.of(FakePlatform.node("n1")), List.of(FakePlatform.node("n0")));
        put(Documents.write(DocumentKind.DISCOVERY, ID, entry));
        assertThat(observedAt()).isEqualTo(NOW);

        list(new Listing(Optional.of(NOW.plusSeconds(60)), Optional.empty(), Map.of()));
        assertThat(observedAt()).isEqualTo(NOW.plusSeconds(60));

        list(new Listing(
                Optional.of(NOW.plusSeconds(90)),
                Optional.empty(),
                Map.of(ID, new Listing.Refused("twice", Optional.of(NOW.plusSeconds(60))))));
        assertThat(observedAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(load().addresses()).isEqualTo(Map.of("n0", "fake:n0", "n1", "fake:n1"));
    }

    private void list(Listing listing) {
        store.commit(Commit.to(Listing.scope(Shell.NS))
                .put(Documents.write(DocumentKind.LISTING, "local", listing))
                .build());
    }

    private Instant observedAt() {
        return load().state().orElseThrow().discovery().orElseThrow().observedAt();
    }

    private static Document.Key key(String kind, String id) {
        return new Document.Key(kind, id);
    }

    private static ClusterState with(ClusterState state, NavigableMap<String, Retry> retries) {
        return state.toBuilder().retries(retries).build();
    }

    /** A state in which every field of every record holds something. */
    private static ClusterState full(ClusterState state) {
        UUID action = new UUID(7, 7);
        Candidate candidate = candidate(action);
        Intent intent = Intent.planned(action, candidate, 2, NOW, NOW)
                .attempted(NOW, 41, NOW.plusSeconds(20), NOW.plusSeconds(600), List.of("n1", "n2"))
                .sent(NOW)
                .providing(3)
                .reportedFinal(NOW.plusNanos(1), "done");
        NodeAction asked = NodeAction.builder(
                        action,
                        new NodeRef(Shell.CLUSTER, "n1"),
                        "acme.test/do",
                        Shell.PERSON,
                        NOW,
                        NodeActionPhase.FAILED)
                .args(JsonNodeFactory.instance.objectNode().put("deep", 1))
                .scheduledTime(Optional.of(NOW))
                .finishedTime(Optional.of(NOW))
                .error(Optional.of(JsonNodeFactory.instance.textNode("broken")))
                .build();
        Finding finding = new Finding(
                "DEAD_PRIMARY",
                Finding.Severity.ERROR,
                Subject.node("n/1"),
                "It is gone.",
                Map.of("b", "2", "a", "1"),
                NOW,
                3,
                new UUID(1, 2));
        Decision decision = new Decision(
                candidate,
                Decision.Verdict.REFUSED,
                List.of(new Reason("durable", Reason.Answer.UNKNOWN, "nobody knows").unblockedBy("a reading")),
                List.of("an observation"));
        return state.toBuilder()
                .pause(Optional.of(new Pause(Shell.PERSON, NOW, "lunch")))
                .record(new ClusterRecord(
                        "incarnation-1",
                        Optional.of(NOW),
                        Optional.of("store-7"),
                        OptionalLong.of(12),
                        Optional.of("server.1=a"),
                        OptionalLong.of(3)))
                .nodes(new TreeMap<>(Map.of("n1", node())))
                .offsets(List.of(new PrimaryOffset("s1", "n1", 3, "zxid", 12345678901L, NOW)))
                .findings(new TreeMap<>(Map.of(finding.key(), finding)))
                .intents(new TreeMap<>(Map.of(action, intent)))
                .actions(new TreeMap<>(Map.of(action, asked)))
                .retries(new TreeMap<>(Map.of("kind|n1", new Retry("kind|n1", 2, 5, NOW, "timeout"))))
                .decisions(List.of(decision))
                .openings(Openings.NONE.with(List.of(finding), NOW, NOW, 5))
                .build();
    }

    private static Candidate candidate(UUID action) {
        Effect effect = new Effect(
                Optional.of("n1"),
                Duration.ofSeconds(90),
                Optional.of("n2"),
                Optional.of("n3"),
                Optional.of("4"),
                Optional.of("n5"),
                true,
                true,
                true);
        return new Candidate(
                "kind|n1|incident",
                "acme.test/do",
                WorkClass.REDUNDANCY,
                "replace",
                Optional.of("n1"),
                List.of(new Target("n1", Optional.of("boot-1"), Optional.of("machine-1"))),
                Optional.of("members"),
                NullNode.getInstance(),
                effect,
                List.of("DEAD_PRIMARY"),
                Optional.of(action),
                Shell.PERSON,
                true);
    }

    private static NodeRecord node() {
        Map<String, AttributeValue> attributes = Map.of(
                "acme.test/text", AttributeValue.of("t"),
                "acme.test/whole", AttributeValue.of(1L << 60),
                "acme.test/fraction", new AttributeValue.Fraction(0.5),
                "acme.test/bool", AttributeValue.of(true),
                "acme.test/null", new AttributeValue.Null());
        AgentNode agent = new AgentNode(
                Addresses.of("n1:2181", "n1:2888"),
                new AgentVersion("abc", "1.0", "working"),
                attributes,
                "n1",
                NodeStatus.unknown("why not"),
                "zookeeper",
                new StoreVersion(Optional.of("abc"), "3.9.5", Optional.of("more")));
        AgentShard shard = new AgentShard(
                "s1",
                Optional.of(ShardRole.other("observer")),
                Optional.of(new CommitOffset(OffsetUnit.SECONDS, 5)),
                Optional.empty(),
                attributes);
        return new NodeRecord(
                "n1",
                Optional.of(
                        new DiscoveredNode("fake:n1", "small", "n1", Optional.of("members"), Optional.of("machine-1"))),
                Optional.of("machine-1"),
                Optional.of(agent),
                Optional.of(new StoreExtras("store-7", attributes)),
                List.of(shard),
                NodeStatus.of(NodeStatus.Code.HEALTHY),
                true,
                Optional.of(NOW),
                Optional.of(NOW),
                Optional.empty(),
                Optional.of(new Fence(
                        NOW,
                        3,
                        Optional.of(new CommitOffset(OffsetUnit.SECONDS, 5)),
                        Fence.Cause.SELF_FENCED,
                        List.of("n2"),
                        Optional.of(new CommitOffset(OffsetUnit.SECONDS, 4)),
                        Optional.of(new Fence.Branch(4, OptionalLong.of(3))))),
                Optional.of(new Waiting(3, 2, List.of("n2", "n3"), NOW, true)),
                Optional.of(NOW),
                Optional.of(Fence.begun(NOW, 2, Fence.Cause.SUCCEEDED)),
                Optional.of(new Unlisted(NOW, Optional.of(NOW), Optional.of(NOW.plusSeconds(9)), 2)),
                Optional.of("1"),
                Optional.of("2"));
    }
}
