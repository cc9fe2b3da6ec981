package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.Replicante;
import io.replicante.core.control.ActionOrder;
import io.replicante.core.control.OrchestratorOrder;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.json.PlatformManifest;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.platform.Discovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RetirementTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    @BeforeEach
    void discoverWhatNobodyDeclared() {
        shell.node("n1");
        shell.platform.lists(Shell.CLUSTER.clusterId(), "n1");
        engine.apply(
                List.of(
                        new NamespaceManifest(new Namespace(Shell.NS, NamespaceStatus.ACTIVE)),
                        new PlatformManifest(Shell.platformSpec())),
                Shell.PERSON);
        engine.discover(Shell.PLATFORM);
        shell.cycle(engine);
    }

    private void vanish() {
        shell.platform.listing = () -> new Discovery(List.of());
        shell.agents.byAddress.clear();
    }

    private void pass(Duration time) {
        shell.time.advance(time);
        engine.discover(Shell.PLATFORM);
        shell.cycle(engine);
    }

    @Test
    void aClusterThatNobodyDeclaredIsRetiredOnceItIsMissingForLong() {
        vanish();
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(5));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isPresent();
        pass(Duration.ofMinutes(6));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isEmpty();
        assertThat(engine.events(Shell.CLUSTER, 0, 1000))
                .extracting(Event::code)
                .endsWith(EventCodes.CLUSTER_RETIRED);
        pass(Duration.ofMinutes(1));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isEmpty();
    }

    @Test
    void aClusterWhoseNodesStillAnswerStays() {
        shell.platform.listing = () -> new Discovery(List.of());
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(11));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isPresent();
    }

    @Test
    void theUnfinishedActionsOfARetiredClusterAreToldToBeCancelled() {
        vanish();
        pass(Duration.ofMinutes(1));
        engine.actions()
                .request(
                        ActionOrder.of(new NodeRef(Shell.CLUSTER, "n1"), FakeNode.COUNT, NullNode.getInstance()),
                        Shell.PERSON);
        engine.orchestratorActions()
                .request(
                        new OrchestratorOrder(
                                Shell.CLUSTER,
                                "core.replicante.io/test.loop",
                                NullNode.getInstance(),
                                Map.of(),
                                Declaration.Approval.REQUIRED,
                                Optional.empty(),
                                Optional.empty()),
                        Shell.PERSON);
        pass(Duration.ofMinutes(11));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isEmpty();
        assertThat(engine.events(Shell.CLUSTER, 0, 1000))
                .extracting(Event::code)
                .endsWith(EventCodes.NACTION_CANCEL, EventCodes.OACTION_CANCEL, EventCodes.CLUSTER_RETIRED);
    }

    @Test
    void aClusterThatAPersonDeclaredWithNothingButItsNameStays() {
        ClusterSpec plain = new ClusterSpec(
                Shell.CLUSTER, true, ClusterSpec.DEFAULT_INTERVAL, Optional.empty(), Declaration.defaults());
        assertThat(engine.desired().cluster(Shell.CLUSTER)).contains(plain);
        engine.apply(List.of(new ClusterSpecManifest(plain)), Shell.PERSON);
        vanish();
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(11));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).contains(plain);
    }

    @Test
    void aClusterThatAPersonDeletedIsMadeUpAgainAndRetiredAgain() {
        engine.apply(Shell.manifests(), Shell.PERSON);
        engine.desired().deleteCluster(Shell.CLUSTER, Shell.PERSON);
        pass(Duration.ofMinutes(1));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isPresent();
        vanish();
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(11));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isEmpty();
    }

    @Test
    void aDeclaredClusterStays() {
        engine.apply(Shell.manifests(), Shell.PERSON);
        vanish();
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(11));
        assertThat(engine.desired().cluster(Shell.CLUSTER)).isPresent();
    }
}
