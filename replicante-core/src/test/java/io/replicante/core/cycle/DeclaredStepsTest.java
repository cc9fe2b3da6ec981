package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.Replicante;
import io.replicante.core.fixture.FakeNode;
import io.replicante.core.fixture.Shell;
import io.replicante.core.state.Decision;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DeclaredStepsTest {
    private final Shell shell = new Shell();
    private final Replicante engine = shell.engine();

    private void declare(Declaration.Expand expand, Declaration.Initialise initialise) {
        engine.apply(
                new ClusterSpecManifest(new ClusterSpec(
                        Shell.CLUSTER,
                        true,
                        Shell.INTERVAL,
                        Optional.of(Shell.PLATFORM),
                        Declaration.builder()
                                .expand(expand)
                                .initialise(initialise)
                                .build())),
                Shell.PERSON);
        shell.cycle(engine);
    }

    private void primary(String id) {
        shell.agents.byAddress.put("fake:" + id, new FakeNode(Shell.CLUSTER.clusterId(), id, shell.time) {
            @Override
            public AgentNode node() {
                AgentNode idle = super.node();
                return new AgentNode(
                        idle.address(),
                        idle.agentVersion(),
                        idle.attributes(),
                        idle.nodeId(),
                        NodeStatus.of(NodeStatus.Code.HEALTHY),
                        idle.storeId(),
                        idle.storeVersion());
            }

            @Override
            public ShardsInfo shards() {
                return new ShardsInfo(List.of(new AgentShard(
                        "s", Optional.of(ShardRole.PRIMARY), Optional.empty(), Optional.empty(), Map.of())));
            }
        });
    }

    private Optional<Decision> decision(String kind) {
        return engine.explain(Shell.CLUSTER).decisions().stream()
                .filter(each -> each.candidate().kind().equals(kind))
                .findFirst();
    }

    private static Declaration.Initialise single(Optional<NodeSearch> search) {
        JsonNode args = JsonNodeFactory.instance.objectNode().put("settings", "x");
        return new Declaration.Initialise(Declaration.Initialise.Mode.SINGLE_NODE, args, search);
    }

    private static Declaration.Expand expand(Declaration.Expand.Mode mode) {
        return new Declaration.Expand(mode, Optional.empty());
    }

    @Test
    void theDeclaredInitialisationIsShownWithItsArgumentsAndTheRuleThatStopsIt() {
        shell.node("n1");
        shell.node("n2");
        shell.declare(engine, "n1", "n2");
        assertThat(decision(ActionKinds.CLUSTER_INIT)).isEmpty();
        declare(
                Declaration.Expand.DEFAULT,
                single(Optional.of(new NodeSearch(Map.of(), OptionalLong.empty(), List.of("-node_id")))));
        Decision decision = decision(ActionKinds.CLUSTER_INIT).orElseThrow();
        assertThat(decision.candidate().executor()).contains("n2");
        assertThat(decision.candidate().args().path("settings").asText()).isEqualTo("x");
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.REFUSED);
        assertThat(decision.against()).extracting(reason -> reason.rule()).contains("definition-known");
    }

    @Test
    void nothingIsInitialisedBesideANodeThatIsAMember() {
        primary("n1");
        shell.node("n2");
        shell.declare(engine, "n1", "n2");
        declare(Declaration.Expand.DEFAULT, single(Optional.empty()));
        assertThat(decision(ActionKinds.CLUSTER_INIT)).isEmpty();
    }

    @Test
    void aMemberAdoptsANewcomerOrTheNewcomerJoinsIt() {
        primary("n1");
        shell.node("n2");
        shell.declare(engine, "n1", "n2");
        declare(expand(Declaration.Expand.Mode.ADD), Declaration.Initialise.DEFAULT);
        Decision add = decision(ActionKinds.CLUSTER_ADD).orElseThrow();
        assertThat(add.candidate().executor()).contains("n1");
        assertThat(add.candidate().args().path("node").asText()).isEqualTo("n2:2888");
        declare(expand(Declaration.Expand.Mode.JOIN), Declaration.Initialise.DEFAULT);
        Decision join = decision(ActionKinds.CLUSTER_JOIN).orElseThrow();
        assertThat(join.candidate().executor()).contains("n2");
        assertThat(join.candidate().args().path("node").asText()).isEqualTo("n1:2888");
        assertThat(join.verdict()).isEqualTo(Decision.Verdict.REFUSED);
    }

    @Test
    void aTargetThatNoNodeMeetsIsNoted() {
        primary("n1");
        shell.node("n2");
        shell.declare(engine, "n1", "n2");
        NodeSearch nobody = new NodeSearch(
                Map.of(
                        "node_id",
                        new io.replicante.spec.cluster.NodeMatcher.Equal(
                                io.replicante.spec.model.AttributeValue.of("n9"))),
                OptionalLong.empty(),
                List.of("node_id"));
        declare(
                new Declaration.Expand(Declaration.Expand.Mode.ADD, Optional.of(nobody)),
                Declaration.Initialise.DEFAULT);
        assertThat(decision(ActionKinds.CLUSTER_ADD)).isEmpty();
        assertThat(engine.report(Shell.CLUSTER).orElseThrow().notes())
                .anySatisfy(note -> assertThat(note).contains("expand.target_member"));
    }
}
