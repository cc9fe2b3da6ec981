package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that stops answering while it learns has no vote and no copy that others lack: another one takes its place. */
class LostLearnerTest {
    private static final String FINDING = "LEARNER_LOST/node/node-3";
    private static final int EXPAND_GRACE = 300;
    private static final int CONFIRMED = 12;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("case 13c: a newcomer that dies while it learns is taken out again and replaced")
    void isReplacedOnceItsTimeIsOver(boolean learningNeverEnds) {
        World world = hanging(learningNeverEnds);

        world.run(EXPAND_GRACE - 30);
        assertThat(world.state.findings()).doesNotContainKey(FINDING);
        assertThat(world.machines).containsKey("node-3");

        world.learnersHang = false;
        world.runUntilQuiet(200);
        assertThat(world.machines).doesNotContainKey("node-3");
        assertThat(world.isAsDeclared()).isTrue();
        assertThat(world.events).anyMatch(event -> event.payload().toString().contains("LEARNER_LOST"));
    }

    @Test
    void isReplacedThoughItsAgentIsSilentToo() {
        World world = hanging(false);
        world.machine("node-3").agentAnswers = false;

        world.learnersHang = false;
        world.runUntilQuiet(EXPAND_GRACE + 200);

        assertThat(world.machines).doesNotContainKey("node-3");
        assertThat(world.isAsDeclared()).isTrue();
    }

    @Test
    void isNotReplacedBeforeItsLossIsConfirmed() {
        World world = hanging(false);
        runUntilFound(world);

        assertThat(world.decisions(Candidate.DEPROVISION)).singleElement().satisfies(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.WAITING);
            assertThat(decision.against()).extracting(reason -> reason.rule()).containsExactly("evidence-confirmed");
        });
    }

    @Test
    void isLeftAloneWhenItComesBackInTime() {
        World world = hanging(false);
        runUntilFound(world);

        world.machine("node-3").start();
        world.learnersHang = false;
        world.runUntilQuiet(100);

        assertThat(world.isAsDeclared()).isTrue();
        assertThat(world.machines).containsKey("node-3");
        assertThat(world.sent).noneMatch(intent -> intent.candidate().kind().equals(Candidate.DEPROVISION));
    }

    @Test
    void isLeftAloneOnceItHasAVote() {
        World world = hanging(false);
        runUntilFound(world);
        world.configured.put(world.machine("node-3").memberId, "participant");
        world.configurationVersion++;

        world.run(CONFIRMED);

        assertThat(world.state.findings()).doesNotContainKey(FINDING).containsKey("VOTER_LOST/node/node-3");
        assertThat(world.machines).containsKey("node-3");
    }

    @Test
    void isLeftAloneWithoutAQuorum() {
        World world = hanging(false);
        runUntilFound(world);
        world.follower().kill();

        world.run(CONFIRMED);

        assertThat(world.machines).containsKey("node-3");
        assertThat(world.sent).noneMatch(intent -> intent.candidate().kind().equals(Candidate.DEPROVISION));
    }

    /** Nobody asked it to learn: what it holds may be its own. */
    @Test
    void isNotMeantWhenItWasAServerOfItsOwn() {
        World world = World.healthy(3);
        Machine stray = world.provision();
        stray.start();
        stray.ownConfiguration = Optional.of(1L);
        world.run(3);
        stray.kill();

        world.run(EXPAND_GRACE + CONFIRMED);

        assertThat(world.state.findings().keySet()).noneMatch(key -> key.startsWith("LEARNER_LOST"));
        assertThat(world.machines).containsKey(stray.id);
    }

    /** Two members, a third declared, whose node hangs as soon as it begins to learn. */
    private static World hanging(boolean learningNeverEnds) {
        World world = World.healthy(2);
        world.learnersHang = true;
        world.learningNeverEnds = learningNeverEnds;
        world.declare(World.spec(3, Declaration.Tolerate.DEFAULT));
        for (int i = 0; i < 30 && !learns(world); i++) {
            world.tick();
        }
        world.run(2);
        assertThat(world.machine("node-3").running).isFalse();
        assertThat(learns(world)).isTrue();
        return world;
    }

    private static boolean learns(World world) {
        return world.sent.stream()
                .anyMatch(intent -> intent.candidate().kind().equals(ActionKinds.CLUSTER_LEARN)
                        && intent.candidate()
                                .executor()
                                .filter("node-3"::equals)
                                .isPresent());
    }

    private static void runUntilFound(World world) {
        for (int i = 0; i < EXPAND_GRACE + CONFIRMED && !world.state.findings().containsKey(FINDING); i++) {
            world.tick();
        }
        assertThat(world.state.findings()).containsKey(FINDING);
    }
}
