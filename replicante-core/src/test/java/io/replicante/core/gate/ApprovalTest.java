package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Approval;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.world.World;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.event.Actor;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    @Test
    void nothingIsBegunWithoutThePersonThatTheDeclarationAsksFor() {
        World world = needingApproval();

        world.run(10);

        assertThat(world.sent).isEmpty();
        assertThat(world.state.decisions())
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.NEEDS_APPROVAL));
    }

    @Test
    void anApprovalLetsOneCandidateThrough() {
        World world = needingApproval();
        world.run(3);

        approve(world, world.state.decisions().get(0).candidate().key());
        world.run(5);

        assertThat(world.sent).hasSize(1);
    }

    @Test
    void anApprovalExpires() {
        World world = needingApproval();
        world.run(3);
        approve(world, world.state.decisions().get(0).candidate().key());

        world.now = world.now.plus(Approval.LASTS);
        world.run(5);

        assertThat(world.sent).isEmpty();
        assertThat(world.state.approvals()).isEmpty();
    }

    @Test
    void anApprovalReplacesNoOtherRule() {
        World world = needingApproval();
        world.run(3);
        String key = world.state.decisions().get(0).candidate().key();
        approve(world, key);
        world.provision().agentAnswers = false;

        world.run(5);

        assertThat(world.sent).isEmpty();
    }

    private static World needingApproval() {
        World world = new World(3);
        ClusterSpec spec = World.spec(3, Declaration.Tolerate.DEFAULT);
        Declaration declared = spec.declaration();
        Declaration asking = new Declaration(
                true,
                Declaration.Approval.REQUIRED,
                declared.definition(),
                declared.datastore(),
                declared.graces(),
                declared.confirmation(),
                declared.tolerate(),
                declared.maxPause());
        world.declare(new ClusterSpec(spec.ref(), true, spec.interval(), spec.platform(), asking));
        return world;
    }

    private static void approve(World world, String key) {
        NavigableMap<String, Approval> approvals = new TreeMap<>(world.state.approvals());
        approvals.put(key, new Approval(key, Actor.person("ada"), world.now, world.now.plus(Approval.LASTS)));
        ClusterState state = world.state;
        world.state = new ClusterState(
                state.spec(),
                state.pause(),
                state.discovery(),
                state.record(),
                state.nodes(),
                state.offsets(),
                state.findings(),
                state.intents(),
                state.actions(),
                state.retries(),
                approvals,
                state.decisions(),
                state.orchestrations(),
                state.overrides());
    }
}
