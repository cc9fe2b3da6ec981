package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Effect;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.world.Machine;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random faults and requests: what must never happen whatever comes, and what must happen once the faults end. */
class ChaosTest {
    /** More with {@code -Dreplicante.chaos.seeds=1000}. */
    private static final int SEEDS = Integer.getInteger("replicante.chaos.seeds", 40);

    private static final int STEPS = 120;

    @Test
    void noStepEverTakesAwayAQuorumThatIsThere() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            World world = World.healthy(random.nextBoolean() ? 3 : 5);
            for (int step = 0; step < STEPS; step++) {
                disturb(world, random);
                int before = world.sent.size();
                world.tick();
                for (Intent intent : world.sent.subList(before, world.sent.size())) {
                    judge(world, intent, "seed " + seed + " step " + step);
                }
            }
        }
    }

    @Test
    void onceTheFaultsEndTheClusterIsBroughtBack() {
        for (long seed = 1; seed <= Math.max(1, SEEDS / 4); seed++) {
            Random random = new Random(seed);
            World world = World.healthy(3);
            for (int step = 0; step < STEPS; step++) {
                disturb(world, random);
                world.tick();
            }
            heal(world);
            world.step = Duration.ofSeconds(5);
            world.run(1_500);
            assertThat(world.configured)
                    .as("seed %d: %s", seed, world.state.decisions())
                    .hasSize(3);
            assertThat(world.quorumUp()).as("seed %d", seed).isTrue();
            assertThat(world.state.findings().values())
                    .as("seed %d", seed)
                    .filteredOn(finding -> finding.severity() != Finding.Severity.INFO)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("case 22b: the same inputs give the same outputs, ids too")
    void theSameInputsGiveTheSameOutputs() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            World world = World.healthy(3);
            for (int step = 0; step < 40; step++) {
                disturb(world, random);
                world.tick();
                CycleInput input = world.input();
                String once = Json.canonical(world.cycle.run(input));
                String again = Json.canonical(world.cycle.run(input));
                assertThat(again).as("seed %d step %d", seed, step).isEqualTo(once);
            }
        }
    }

    /** The true world at the moment of dispatch: whoever goes away, and whoever leaves, the others still are a quorum. */
    private static void judge(World world, Intent intent, String when) {
        Effect effect = intent.candidate().effect();
        long up = world.configured.keySet().stream()
                .filter(id -> isUp(world, id, effect))
                .count();
        if (effect.away().isPresent()) {
            assertThat(up).as("%s: %s", when, effect).isGreaterThanOrEqualTo(world.configured.size() / 2 + 1);
        }
        if (effect.voter().isPresent() && effect.leaves().isEmpty()) {
            assertThat(up).as("%s: %s joins beside a dead voter", when, effect).isEqualTo(world.configured.size());
        }
        effect.lost()
                .ifPresent(node -> assertThat(world.configured)
                        .as("%s: %s is still configured", when, node)
                        .doesNotContainKey(node.substring("node-".length())));
    }

    private static boolean isUp(World world, String memberId, Effect effect) {
        Optional<Machine> machine = world.machines.values().stream()
                .filter(each -> each.memberId.equals(memberId))
                .findFirst();
        return machine.filter(each -> each.running && !Optional.of(each.id).equals(effect.away()))
                .isPresent();
    }

    /** At most a minority is ever down, so that a cure exists. */
    private static void disturb(World world, Random random) {
        List<Machine> members = world.machines.values().stream()
                .filter(each -> world.configured.containsKey(each.memberId))
                .toList();
        if (members.isEmpty()) {
            return;
        }
        Machine machine = members.get(random.nextInt(members.size()));
        long down = members.stream().filter(each -> !each.running).count();
        boolean mayFall = down + 1 <= (world.configured.size() - 1) / 2
                && world.state.intents().isEmpty();
        switch (random.nextInt(14)) {
            case 0 -> {
                if (mayFall) {
                    machine.kill();
                }
            }
            case 1 -> {
                if (!machine.running) {
                    machine.start();
                }
            }
            case 2 -> machine.agentAnswers = false;
            case 3, 4 -> machine.agentAnswers = true;
            case 5, 6 -> world.request(machine.id, ActionKinds.STORE_RESTART);
            case 7 -> world.frozen.add(machine.id);
            case 8 -> world.frozen.clear();
            case 9 -> world.listings = !world.listings;
            case 10 -> machine.reportsConfiguration = !machine.reportsConfiguration;
            case 11 -> machine.reportsRole = !machine.reportsRole;
            case 12 -> world.platformProvisions = !world.platformProvisions;
            default -> {}
        }
    }

    private static void heal(World world) {
        world.listings = true;
        world.platformProvisions = true;
        world.frozen.clear();
        world.machines.values().forEach(machine -> {
            machine.agentAnswers = true;
            machine.reportsRole = true;
            machine.reportsConfiguration = true;
        });
    }
}
