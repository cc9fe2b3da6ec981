package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.cycle.Cycle;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Intent;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.ActionVariant;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Footprint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An action that is another one for some versions or under some conditions. */
class VariantActionsTest {
    private static final Gate GATE = Gate.without(List.of(), SafetySettings.DEFAULT);
    private static final Footprint REBUILDS = new Footprint(
            Optional.of(Duration.ofMinutes(1)),
            List.of(),
            List.of(),
            false,
            false,
            false,
            true,
            false,
            Optional.empty(),
            Optional.empty(),
            true);

    @Test
    @DisplayName("case 21d: of an action with variants the one that applies is judged")
    void judgesTheFirstVariantThatApplies() {
        assertThat(restart("subject.node_id == 'nobody'").verdict()).isEqualTo(Verdict.ALLOWED);

        Decision rebuilt = restart("subject.status == 'HEALTHY'");

        assertThat(rebuilt.candidate().effect().shift().rebuilt()).isPresent();
        assertThat(against(rebuilt)).containsExactly("tolerant");
    }

    @Test
    @DisplayName("case 21d: an action is refused while it cannot be told which variant applies")
    void refusesWhileItCannotBeToldWhichVariantApplies() {
        assertThat(against(restart("subject.attributes['acme.test/mode'] == 'x'")))
                .containsExactly("definition-known");
    }

    @Test
    void awaitsTheEffectOfAVariantWhereTheActionItselfHasNone() {
        ActionVariant usual = variant("true", Datastores.usual().footprint(ActionKinds.STORE_RESTART));
        World world = World.healthy(3);
        world.cycle = Cycle.of(
                Definitions.of(List.of(with(ActionKinds.STORE_RESTART, Optional.of(Footprint.EMPTY), List.of(usual)))),
                SafetySettings.DEFAULT);
        Machine restarted = world.follower();
        world.request(restarted.id, ActionKinds.STORE_RESTART);
        for (int i = 0; i < 10 && !isDone(restarted); i++) {
            world.tick();
        }

        assertThat(isDone(restarted)).isTrue();
        assertThat(world.state.intents().values()).extracting(Intent::phase).containsExactly(Intent.Phase.FINAL);
    }

    private static boolean isDone(Machine machine) {
        return machine.actions.values().stream()
                .anyMatch(action -> action.kind().equals(ActionKinds.STORE_RESTART)
                        && action.state().phase() == ActionPhase.DONE);
    }

    @Test
    @DisplayName("case 21c: of a donor that the datastore chooses the worst choice is judged")
    void refusesToCopyFromAVoterThatServesNobodyMeanwhile() {
        assertThat(against(learn(false))).contains("available");
        assertThat(against(learn(true))).isEmpty();
    }

    /** The third of two members that are up: with one of them busy, whichever it is, no quorum is left. */
    private static Decision learn(boolean donorsServe) {
        Footprint copies = new Footprint(
                Optional.empty(),
                List.of(new Footprint.Join(Footprint.Who.SUBJECT, Footprint.As.LEARNER)),
                List.of(),
                false,
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.of(Expression.compile("node.status == 'HEALTHY'")),
                donorsServe);
        World world = World.healthy(2);
        Judgement judgement = new Judgement(world, with(ActionKinds.CLUSTER_LEARN, Optional.of(copies), List.of()));
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));
        world.provision();
        world.run(3);
        GateCase judged = judgement.of(ActionKinds.CLUSTER_LEARN);
        return GATE.judge(judged.candidate(), judged.situation());
    }

    private static Decision restart(String when) {
        ActionVariant variant = variant(when, REBUILDS);
        World world = World.healthy(3);
        Judgement judgement = new Judgement(world, with(ActionKinds.STORE_RESTART, Optional.empty(), List.of(variant)));
        GateCase judged = judgement.restart(world.follower().id);
        return GATE.judge(judged.candidate(), judged.situation());
    }

    private static ActionVariant variant(String when, Footprint footprint) {
        return new ActionVariant(
                Optional.empty(),
                Optional.of(Expression.compile(when)),
                Optional.empty(),
                Optional.of(footprint),
                List.of(),
                Optional.empty());
    }

    private static DatastoreDefinition with(String kind, Optional<Footprint> footprint, List<ActionVariant> variants) {
        Map<String, ActionDefinition> actions = new TreeMap<>(Datastores.usual().actions());
        actions.computeIfPresent(
                kind,
                (same, action) -> new ActionDefinition(
                        kind,
                        action.runsOn(),
                        action.args(),
                        footprint.orElse(action.footprint()),
                        action.requires(),
                        action.completeWhen(),
                        action.deadline(),
                        action.idempotent(),
                        variants,
                        Optional.empty()));
        return Datastores.with(actions);
    }

    private static List<String> against(Decision decision) {
        return decision.against().stream().map(reason -> reason.rule()).toList();
    }
}
