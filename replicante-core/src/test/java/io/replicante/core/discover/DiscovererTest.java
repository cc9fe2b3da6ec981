package io.replicante.core.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.Replicante;
import io.replicante.core.discover.DiscoveryReport.Outcome;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.fixture.Boundary;
import io.replicante.core.fixture.FakePlatform;
import io.replicante.core.fixture.HookedStore;
import io.replicante.core.fixture.Once;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.json.PlatformManifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.platform.DiscoveredCluster;
import io.replicante.spec.platform.DiscoveredNode;
import io.replicante.spec.platform.Discovery;
import io.replicante.store.ClaimRequest;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DiscovererTest {
    private static final ClusterRef FOUND = new ClusterRef(Shell.NS, "found");

    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    @BeforeEach
    void declare() {
        engine.apply(Shell.manifests(), Shell.PERSON);
    }

    private DiscoveryReport discover() {
        shell.time.advance(Duration.ofSeconds(1));
        return engine.discover(Shell.PLATFORM);
    }

    private static DiscoveredCluster cluster(String id, String... nodeIds) {
        return new DiscoveredCluster(
                id, List.of(nodeIds).stream().map(FakePlatform::node).toList());
    }

    private void lists(DiscoveredCluster... clusters) {
        shell.platform.listing = () -> new Discovery(List.of(clusters));
    }

    private DiscoveryRecord record(ClusterRef cluster) {
        return engine.state(cluster).orElseThrow().discovery().orElseThrow();
    }

    private List<String> nodes(ClusterRef cluster) {
        return record(cluster).nodes().stream().map(DiscoveredNode::nodeId).toList();
    }

    private List<Event> events(StreamKey key, String code) {
        return shell.store.events(key, 0, 1000).stream()
                .filter(event -> event.code().equals(code))
                .toList();
    }

    private List<Event> refusals() {
        return events(StreamKey.platform(Shell.NS, "local"), EventCodes.PLATFORM_DISCOVERY_REFUSED);
    }

    private long revision(Scope scope) {
        return shell.store.load(List.of(scope)).revisions().get(scope);
    }

    @Test
    void remembersWhatIsListedAndTellsOfChanges() {
        lists(cluster("orders", "n2", "n1"));
        assertThat(discover().changed()).isEqualTo(1);
        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1", "n2");

        lists(cluster("orders", "n1", "n2", "n3"));
        discover();

        StreamKey key = StreamKey.of(Shell.CLUSTER);
        assertThat(events(key, EventCodes.CLUSTER_DISCOVERY_NEW)).hasSize(1);
        Event update = events(key, EventCodes.CLUSTER_DISCOVERY_UPDATE).get(0);
        assertThat(update.payload().path("before").path("nodes")).hasSize(2);
        assertThat(update.payload().path("after").path("nodes")).hasSize(3);
        assertThat(isDue(WorkKey.of(Shell.CLUSTER))).isTrue();
    }

    private boolean isDue(WorkKey work) {
        return !shell.store
                .claim(ClaimRequest.due("probe", Set.of(work.kind()), 1, Duration.ofSeconds(1)))
                .isEmpty();
    }

    @Test
    void movesNoRevisionForAnUnchangedListingAndYetIsFresh() {
        lists(cluster("orders", "n1", "n2"));
        discover();
        Instant before = record(Shell.CLUSTER).observedAt();
        long cluster = revision(Scope.of(Shell.CLUSTER));
        long namespace = revision(Scope.namespace(Shell.NS));

        lists(cluster("orders", "n2", "n1"));
        DiscoveryReport report = discover();

        assertThat(report.changed()).isZero();
        assertThat(revision(Scope.of(Shell.CLUSTER))).isEqualTo(cluster);
        assertThat(revision(Scope.namespace(Shell.NS))).isEqualTo(namespace);
        assertThat(record(Shell.CLUSTER).observedAt()).isEqualTo(before.plusSeconds(1));
    }

    @Test
    void remembersThatADeclaredClusterHasNoNodes() {
        lists();
        discover();

        assertThat(nodes(Shell.CLUSTER)).isEmpty();
    }

    @Test
    void watchesClustersThatNobodyDeclared() {
        lists(cluster("found", "n1"));
        discover();

        assertThat(engine.state(FOUND).orElseThrow().spec().declaration()).isEqualTo(Declaration.defaults());
        assertThat(shell.store.events(StreamKey.of(FOUND), 0, 10))
                .extracting(Event::code)
                .containsExactly(EventCodes.CLUSTER_DISCOVERY_SYNTHETIC, EventCodes.CLUSTER_DISCOVERY_NEW);
        discover();
        assertThat(shell.store.events(StreamKey.of(FOUND), 0, 10)).hasSize(2);
    }

    @Test
    void refusesAClusterThatListsANodeTwiceAndNoOther() {
        lists(cluster("orders", "n1"), cluster("found", "n9"));
        discover();
        Instant good = record(Shell.CLUSTER).observedAt();

        lists(cluster("orders", "n1", "n2", "n1"), cluster("found", "n9", "n8"));
        DiscoveryReport report = discover();

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(report.refused())
                .containsEntry("orders", "clusters[0].nodes[2].node_id: n1 is listed more than once");
        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1");
        assertThat(record(Shell.CLUSTER).observedAt()).isEqualTo(good);
        assertThat(nodes(FOUND)).containsExactly("n8", "n9");
        assertThat(refusals()).singleElement().satisfies(event -> {
            assertThat(event.payload().path("cluster_id").asText()).isEqualTo("orders");
            assertThat(event.payload().path("reason").asText()).contains("nodes[2].node_id");
        });
        discover();
        assertThat(refusals()).as("told once").hasSize(1);
    }

    @Test
    void refusesAClusterThatIsListedTwiceWhateverItLists() {
        lists(cluster("orders", "n1"), cluster("orders", "n2"), cluster("orders", "n3"));

        assertThat(discover().refused()).containsOnlyKeys("orders");
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().discovery()).isEmpty();
    }

    @Test
    void takesAbsenceForNothingWhenAPartNamesNoCluster() {
        lists(cluster("orders", "n1"));
        discover();

        lists(cluster(" ", "n1"));
        DiscoveryReport report = discover();

        assertThat(report.refused().get("")).contains("clusters[0].cluster_id").contains("blank");
        assertThat(report.refused()).containsKey("orders");
        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1");
    }

    @Test
    void refusesNodesWithoutNameOrAddressAndOverlongTexts() {
        DiscoveredNode blank = new DiscoveredNode("fake:x", "small", " ", Optional.empty(), Optional.empty());
        DiscoveredNode homeless = new DiscoveredNode(" ", "small", "n1", Optional.empty(), Optional.empty());
        DiscoveredNode verbose =
                new DiscoveredNode("fake:" + "x".repeat(5_000), "small", "n1", Optional.empty(), Optional.empty());
        for (DiscoveredNode bad : List.of(blank, homeless, verbose)) {
            lists(new DiscoveredCluster("orders", List.of(bad)));
            assertThat(discover().refused().get("orders")).startsWith("clusters[0].nodes[0]");
        }
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().discovery()).isEmpty();
    }

    @Test
    void refusesNamesThatWouldBeMistakenForOthers() {
        lists(cluster("orders/n1", "n1"));

        assertThat(discover().refused().get("")).contains("must not contain '/'");
        lists(cluster("orders", "n1/n2"));

        assertThat(discover().refused().get("orders")).isEqualTo("clusters[0].nodes[0].node_id: must not contain '/'");
    }

    @Test
    void refusesMoreNodesThanItTakes() {
        lists(cluster(
                "orders", IntStream.range(0, 10_001).mapToObj(i -> "n" + i).toArray(String[]::new)));

        assertThat(discover().refused().get("orders")).contains("10001 are listed, more than 10000");
    }

    @Test
    void changesNothingWhenThePlatformDoesNotAnswer() {
        lists(cluster("orders", "n1"));
        discover();
        Instant good = record(Shell.CLUSTER).observedAt();
        shell.platform.listing = () -> {
            throw new UnavailableException("connection refused");
        };
        assertThat(discover().outcome()).isEqualTo(Outcome.UNAVAILABLE);
        shell.platform.listing = () -> {
            throw new IndeterminateException("timeout");
        };
        assertThat(discover().outcome()).isEqualTo(Outcome.UNAVAILABLE);

        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1");
        assertThat(record(Shell.CLUSTER).observedAt()).isEqualTo(good);
        assertThat(refusals()).isEmpty();
        discover();
        assertThat(events(StreamKey.platform(Shell.NS, "local"), EventCodes.PLATFORM_DISCOVERY_FAILED))
                .extracting(event -> event.payload().path("reason").asText())
                .containsExactly("connection refused", "timeout");
    }

    @Test
    void refusesAnAnswerThatIsNone() {
        lists(cluster("orders", "n1"));
        discover();
        shell.platform.listing = () -> null;
        assertThat(discover().outcome()).isEqualTo(Outcome.REFUSED);
        discover();
        shell.platform.listing = () -> {
            throw new IllegalStateException("unexpected end of input");
        };
        assertThat(discover().reason()).contains("unexpected end of input");

        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1");
        assertThat(refusals()).as("each reason is told once").hasSize(2);
    }

    @Test
    void deletesNothingThatIsNotListedAndKeepsItsAddress() {
        shell.node("n1");
        shell.node("n2");
        lists(cluster("orders", "n1", "n2"));
        discover();
        shell.cycle(engine);

        lists(cluster("orders", "n1"));
        discover();

        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1");
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().nodes()).containsKeys("n1", "n2");
        assertThat(addresses()).contains("fake:n2");
        shell.cycle(engine);
        lists(cluster("orders", "n1", "n2"));
        discover();
        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1", "n2");
    }

    private String addresses() {
        return document(DocumentKind.DISCOVERY).orElseThrow().body();
    }

    private Optional<Document> document(String kind) {
        Scope own = Scope.of(Shell.CLUSTER);
        Snapshot snapshot = shell.store.load(List.of(own));
        return snapshot.find(own, kind, Shell.CLUSTER.clusterId());
    }

    @Test
    void letsNoPlatformSpeakForAnothersCluster() {
        engine.apply(
                new PlatformManifest(new PlatformSpec(
                        Shell.NS, "other", true, Duration.ofMinutes(1), "fake:other", Duration.ofMinutes(1))),
                Shell.PERSON);
        lists(cluster("orders", "n1"));
        discover();

        lists(cluster("orders", "n6"));
        DiscoveryReport report = engine.discover(new PlatformRef(Shell.NS, "other"));

        assertThat(report.refused().get("orders")).contains("belongs to platform local");
        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1");
    }

    @Test
    void writesNothingOverWhatItCannotRead() {
        Document broken = new Document(DocumentKind.CLUSTER_SPEC, "orders", "{\"format\":99}");
        shell.store.commit(Commit.to(Scope.of(Shell.CLUSTER)).put(broken).build());
        lists(cluster("orders", "n1"));

        assertThat(discover().refused().get("orders")).contains("clusterspec orders cannot be read");
        assertThat(document(DocumentKind.CLUSTER_SPEC)).contains(broken);
        assertThat(document(DocumentKind.DISCOVERY)).isEmpty();
    }

    @Test
    void leavesNamespacesAndPlatformsAloneThatAreSwitchedOff() {
        lists(cluster("orders", "n1"));
        engine.apply(new NamespaceManifest(new Namespace(Shell.NS, NamespaceStatus.INACTIVE)), Shell.PERSON);
        assertThat(discover().outcome()).isEqualTo(Outcome.INACTIVE);

        engine.apply(new NamespaceManifest(new Namespace(Shell.NS, NamespaceStatus.OBSERVED)), Shell.PERSON);
        assertThat(discover().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(engine.discover(new PlatformRef(Shell.NS, "none")).outcome()).isEqualTo(Outcome.NOT_DECLARED);
    }

    @Test
    void remembersNothingUnderALeaseThatIsLost() {
        lists(cluster("orders", "n1"));
        Once lost = Once.at("before commit", 1, () -> shell.time.advance(Duration.ofSeconds(31)));
        Replicante late =
                shell.builder(new HookedStore(shell.store, lost), shell.stream).build();

        assertThat(late.discover(Shell.PLATFORM).outcome()).isEqualTo(Outcome.LEASE_LOST);
        assertThat(engine.state(Shell.CLUSTER).orElseThrow().discovery()).isEmpty();
    }

    @Test
    void remembersAChangeAlthoughSomebodyElseChangedTheCluster() {
        lists(cluster("orders", "n1"));
        Once change = Once.at("before commit", 1, () -> engine.apply(Shell.manifests(), Shell.PERSON));
        Boundary boundary = change;

        shell.builder(new HookedStore(shell.store, boundary), shell.stream)
                .build()
                .discover(Shell.PLATFORM);

        assertThat(change.happened()).isTrue();
        assertThat(nodes(Shell.CLUSTER)).containsExactly("n1");
    }
}
