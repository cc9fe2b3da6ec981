package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.fixture.Altered;
import io.replicante.core.plan.Situation;
import io.replicante.core.view.ClusterView;
import io.replicante.core.world.Fleet;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes may stop together, beside the answers of the gate about each alone. */
class StoppableTest {
    @Test
    void letsOneOfThreeBrokersGoAndSaysWhatHoldsTheOthers() {
        Fleet kafka = brokers(3, 2);
        kafka.copy("n0", "orders", ShardRole.PRIMARY)
                .copy("n1", "orders", ShardRole.SECONDARY)
                .copy("n2", "orders", ShardRole.SECONDARY);

        StopSet set = stoppable(kafka);

        assertThat(set.together()).containsExactly("n0");
        assertThat(set.others()).containsOnlyKeys("n1", "n2", "zz");
        assertThat(set.others().get("n1")).contains("too few");
    }

    @Test
    void letsBrokersGoTogetherThatShareNoPartition() {
        Fleet kafka = brokers(9, 2);
        for (int i = 0; i < 9; i++) {
            kafka.copy("n" + i, "orders-" + i / 3, i % 3 == 0 ? ShardRole.PRIMARY : ShardRole.SECONDARY);
        }

        assertThat(stoppable(kafka).together()).hasSize(3);
    }

    @Test
    void letsNobodyGoBesideADeadBroker() {
        Fleet kafka = brokers(3, 2);
        List.of("n0", "n1", "n2").forEach(node -> kafka.copy(node, "orders", ShardRole.SECONDARY));
        kafka.watch(2);
        kafka.member("n2").answers = false;

        StopSet set = stoppable(kafka);

        assertThat(set.together()).isEmpty();
        assertThat(set.others().get("n2")).contains("UNREACHABLE");
    }

    @Test
    void letsNobodyGoWhileANumberIsNotReported() {
        Fleet kafka = brokers(3, 2);
        List.of("n0", "n1", "n2").forEach(node -> kafka.copy(node, "orders", ShardRole.SECONDARY));
        kafka.member("n1").extras.clear();

        assertThat(stoppable(kafka).together()).isEmpty();
    }

    @Test
    void letsNobodyGoWhileSomebodyElseChangesTheCluster() {
        World world = World.healthy(3);
        assertThat(world.cycle.stoppable(world.input()).together()).hasSize(1);

        world.runForeign("node-2", "acme.test/compact");

        StopSet set = world.cycle.stoppable(world.input());
        assertThat(set.together()).isEmpty();
        assertThat(set.others())
                .hasSize(3)
                .allSatisfy((node, reason) -> assertThat(reason).contains("acme.test/compact"));
    }

    @Test
    void letsAFollowerGoBeforeTheLeaderAndSaysBesideWhomTheOthersMayNot() {
        World world = World.healthy(3);
        String leader = world.leader;

        StopSet set = world.cycle.stoppable(world.input());

        assertThat(set.together()).hasSize(1).doesNotContain(leader);
        assertThat(set.others().get(leader))
                .contains("together with " + set.together().get(0));
    }

    /** As the gate says of each restart. */
    @Test
    void letsNoLeaderGoWhoseChangeWouldPauseWritesForTooLong() {
        World world = World.healthy(1);
        world.declare(World.spec(1, Declaration.Tolerate.DEFAULT, Optional.of(Duration.ofMillis(1))));

        StopSet set = world.cycle.stoppable(world.input());

        assertThat(set.together()).isEmpty();
        assertThat(set.others().get(world.leader)).contains("may pause writes");
    }

    @Test
    void letsNobodyGoWhileIdentitiesConflict() {
        World world = World.healthy(3);
        world.machine("node-3").reportedId = "node-2";

        StopSet set = world.cycle.stoppable(world.input());

        assertThat(set.together()).isEmpty();
        assertThat(set.others().get("node-1")).contains("node-2");
    }

    private static StopSet stoppable(FixtureWorld world) {
        return Stoppable.of(world.situation(), SafetySettings.DEFAULT);
    }

    @Test
    void nobodyGoesWhileTheSoftwareOrTheVotersAreNotKnown() {
        FixtureWorld undescribed = FixtureCases.healthy("")
                .then(2, "nodes: {a: {version: \"99.1\"}, b: {version: \"99.1\"}, c: {version: \"99.1\"}}");
        FixtureWorld unconfigured = FixtureCases.healthy("").then(2, "configured: null");

        assertThat(stoppable(undescribed).together()).isEmpty();
        assertThat(stoppable(undescribed).others().get("a")).contains("99.1");
        assertThat(stoppable(unconfigured).together()).isEmpty();
        assertThat(stoppable(unconfigured).others().get("a")).startsWith("the voters are not known: ");
        assertThat(stoppable(FixtureCases.healthy("")).together()).hasSize(1);
    }

    @Test
    void nobodyGoesBesideWhatDisturbsTheCluster() {
        FixtureWorld restarts = FixtureCases.healthy("");
        restarts.underWay(restarts.candidate(ActionKinds.STORE_RESTART, "c"));
        FixtureWorld joins = FixtureCases.healthy("");
        joins.underWay(Altered.from(joins.candidate(ActionKinds.STORE_RESTART, "c"))
                .effect(Touches.voter("c"))
                .candidate());
        FixtureWorld learns = FixtureCases.healthy("");
        learns.underWay(Altered.from(learns.candidate(ActionKinds.STORE_RESTART, "c"))
                .effect(Touches.learner("c"))
                .candidate());

        assertThat(stoppable(restarts).together()).isEmpty();
        assertThat(stoppable(restarts).others().get("b")).isEqualTo(ActionKinds.STORE_RESTART + " is not complete yet");
        assertThat(stoppable(joins).together()).isEmpty();
        assertThat(stoppable(learns).together())
                .as("what only copies takes nothing away")
                .hasSize(1);
    }

    @Test
    void nobodyGoesWhereNobodyTellsWhatOthersChange() {
        String untold = "{extras: {postgresql.org/base_backups_running: maybe}}";
        StopSet set = stoppable(FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(2, "nodes: {a: " + untold + ", b: " + untold + ", c: " + untold + "}"));

        assertThat(set.together()).isEmpty();
        assertThat(set.others().get("b")).startsWith("Node a works and does not report what tells whether");
    }

    @Test
    void whoseReturnCouldNotBeSeenStays() {
        StopSet set = stoppable(FixtureCases.healthy("").then(2, "nodes: {b: {incarnation: none}}"));

        assertThat(set.others().get("b")).startsWith("its return could not be seen: ");
        assertThat(set.together()).containsExactly("c");
    }

    @Test
    void whoCouldComeBackEmptyStays() {
        StopSet set = stoppable(FixtureCases.healthy(FixtureClusters.POSTGRESQL)
                .then(2, "nodes: {b: {extras: {postgresql.org/fsync: \"on\"}}}"));

        assertThat(set.others().get("c")).isEqualTo("it could come back empty: its storage is not known to be durable");
        assertThat(set.others().getOrDefault("b", "")).doesNotContain("come back empty");
    }

    /** The last of those that hold as much is the one whose going moves the primary. */
    @Test
    void thePrimaryGoesLast() {
        assertThat(stoppable(FixtureCases.healthy("")).together()).containsExactly("b");
        assertThat(stoppable(FixtureCases.healthy("")).others()).containsOnlyKeys("a", "c");
    }

    @Test
    void oneThatDoesNotVoteGoesBesideAVoter() {
        FixtureWorld observer = FixtureCases.healthy("""
                configured: {d: observer}
                nodes: {d: {copies: {tree: secondary}}}
                """);

        assertThat(stoppable(observer).together()).contains("b", "d");
    }

    /** No set of this size is needed to stop writes: together they leave every shard as much as each alone has to. */
    @Test
    @Tag("exhaustive")
    @DisplayName("case 23a: a set that may stop together is safe, and cannot be enlarged")
    void isSafeTogetherAndCannotBeEnlarged() {
        for (long seed = 0; seed < 60; seed++) {
            Fleet kafka = random(new Random(seed), 10, 25);
            StopSet set = stoppable(kafka);
            assertThat(fits(kafka, set.together())).as("seed %d: %s", seed, set).isTrue();
            for (String other : set.others().headMap("zz").keySet()) {
                List<String> more = new ArrayList<>(set.together());
                more.add(other);
                assertThat(fits(kafka, more))
                        .as("seed %d: %s with %s", seed, set, other)
                        .isFalse();
            }
        }
    }

    /** Of replicated data no copy is complete: as many may go as writes, and one further failure, can miss. */
    @ParameterizedTest
    @CsvSource({"3,3,ONE,1", "3,3,QUORUM,1", "3,3,ALL,0", "5,5,QUORUM,1", "5,5,ONE,3", "5,5,ALL,0", "5,3,QUORUM,1"})
    void letsAsManyOfARingGoAsItsWritesCanMiss(int size, int copies, Acknowledgement.Level by, int together) {
        Fleet ring = Fleet.cassandra();
        for (int i = 0; i < size; i++) {
            ring.extra("n" + i, "replication_factor", AttributeValue.of(copies))
                    .copy("n" + i, "orders", ShardRole.SECONDARY);
        }
        ring.configured("normal").acknowledged(by);

        StopSet set = stoppable(ring);

        assertThat(set.together()).hasSize(together);
        assertThat(fits(ring, set.together())).isTrue();
        assertThat(set.others().values())
                .allSatisfy(reason -> assertThat(reason).contains("too few copies would be left"));
    }

    @Test
    void letsNoPrimaryGoThatDoesNotHandOver() {
        Fleet redis = Fleet.redis();
        redis.copy("n0", "data", ShardRole.PRIMARY);
        for (String node : List.of("n0", "n1", "n2")) {
            redis.extra(node, "appendonly", AttributeValue.of(true));
        }
        redis.copy("n1", "data", ShardRole.SECONDARY).copy("n2", "data", ShardRole.SECONDARY);
        redis.configured("replica").watch(3);

        StopSet set = stoppable(redis);

        assertThat(set.others().get("n0")).contains("its role has to be moved first");
    }

    /** With two copies of each, of which one may be missed, the set is an independent set of a graph: no quick way finds the largest. */
    @Test
    @DisplayName("case 23b: on small clusters the set is as large as the largest one, or nearly")
    void isNearlyAsLargeAsTheLargest(TestReporter reporter) {
        Map<Integer, Integer> shortBy = new TreeMap<>();
        for (long seed = 0; seed < 40; seed++) {
            Fleet kafka = pairs(new Random(seed), 8, 8);
            int chosen = stoppable(kafka).together().size();
            shortBy.merge(largest(kafka, 8) - chosen, 1, Integer::sum);
        }
        reporter.publishEntry("how much smaller than the largest, in how many of 40", shortBy.toString());

        assertThat(shortBy.keySet()).allSatisfy(distance -> assertThat(distance).isBetween(0, 1));
        assertThat(shortBy.get(0)).isGreaterThanOrEqualTo(36);
    }

    @Test
    @DisplayName("case 23c: of a star of 51 the fifty at its points go together, not the one in the middle")
    void takesThePointsOfAStarAndNotItsMiddle() {
        Fleet kafka = brokers(51, 1);
        for (int point = 1; point < 51; point++) {
            kafka.copy("n0", "topic-" + point, ShardRole.PRIMARY)
                    .copy("n" + point, "topic-" + point, ShardRole.SECONDARY);
        }

        assertThat(stoppable(kafka).together()).hasSize(50).doesNotContain("n0");
    }

    @Test
    void choosesNobodyWhomTheGateRefuses() {
        for (long seed = 0; seed < 8; seed++) {
            Fleet kafka = random(new Random(seed), 6, 8);
            kafka.watch(3);
            StopSet set = stoppable(kafka);
            for (String node : set.together()) {
                assertThat(Fleet.against(kafka.restart(node)))
                        .as("seed %d: %s of %s", seed, node, set)
                        .isEmpty();
            }
        }
    }

    @Test
    void choosesNoVoterWhomTheGateRefuses() {
        int chosen = 0;
        for (long seed = 0; seed < 40; seed++) {
            World world = troubled(new Random(seed));
            StopSet set = world.cycle.stoppable(world.input());
            for (String node : set.together()) {
                UUID request = world.request(node, ActionKinds.STORE_RESTART);
                world.tick();
                assertThat(world.decisionOn(request).against())
                        .as("seed %d: %s of %s", seed, node, set)
                        .isEmpty();
                chosen++;
            }
        }
        assertThat(chosen).isPositive();
    }

    /** An ensemble in which some follower may be dead or behind, zones may be shared or unknown, and pauses may be limited. */
    private static World troubled(Random random) {
        World world = World.healthy(3 + random.nextInt(4));
        world.dispatches = false;
        world.step = Duration.ofSeconds(5);
        if (random.nextInt(3) == 0) {
            world.follower().kill();
        }
        if (random.nextInt(3) == 0) {
            world.frozen.add("node-" + (1 + random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            world.machines.values().stream()
                    .filter(machine -> random.nextInt(6) > 0)
                    .forEach(machine -> machine.zone = Optional.of("z" + random.nextInt(3)));
        }
        if (random.nextInt(3) == 0) {
            world.declare(World.spec(
                    world.configured.size(), Declaration.Tolerate.DEFAULT, Optional.of(Duration.ofMillis(1))));
        }
        world.run(12);
        return world;
    }

    @Test
    void answersForEveryNodeOfAFleetOfThreeHundredWithThirtyThousandPartitions() {
        ClusterView view = random(new Random(7), 300, 30_000).view();

        StopSet set = Stoppable.of(new Situation(view, new TreeMap<>()), SafetySettings.DEFAULT);

        assertThat(set.together())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(set.others().keySet());
        assertThat(set.together().size() + set.others().size())
                .isEqualTo(view.nodes().size());
        assertThat(set.others().values())
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    /** Topics with two replicas, of which one is enough. */
    private static Fleet pairs(Random random, int size, int topics) {
        Fleet kafka = brokers(size, 1);
        for (int i = 0; i < topics; i++) {
            int first = random.nextInt(size);
            int second = (first + 1 + random.nextInt(size - 1)) % size;
            kafka.copy("n" + first, "topic-" + i, ShardRole.PRIMARY)
                    .copy("n" + second, "topic-" + i, ShardRole.SECONDARY);
        }
        return kafka;
    }

    /** By trying them all. */
    private static int largest(Fleet kafka, int size) {
        Predicate<List<String>> fits = fitting(kafka);
        int largest = 0;
        for (int set = 0; set < 1 << size; set++) {
            List<String> nodes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                if ((set & 1 << i) != 0) {
                    nodes.add("n" + i);
                }
            }
            if (nodes.size() > largest && fits.test(nodes)) {
                largest = nodes.size();
            }
        }
        return largest;
    }

    private static StopSet stoppable(Fleet fleet) {
        return Stoppable.of(fleet.situation(), SafetySettings.DEFAULT);
    }

    private static boolean fits(Fleet fleet, List<String> nodes) {
        return fitting(fleet).test(nodes);
    }

    /** Judged by the states themselves, not by what is counted. */
    private static Predicate<List<String>> fitting(Fleet fleet) {
        ShardsReading shards = ShardsReading.of(fleet.view(), SafetySettings.DEFAULT.caughtUpMax());
        return nodes -> {
            Evidence<List<Shard>> touched = shards.of(Set.copyOf(nodes), false);
            return touched.toOptional().orElseThrow().stream().allMatch(shard -> survives(shard, nodes));
        };
    }

    private static boolean survives(Shard shard, List<String> away) {
        Copies state = (Copies) shard.state();
        int asked = state.atBest().mostWhileOneIsAway() < 1 ? 0 : 1;
        for (String node : away) {
            state = state.down(node, true);
        }
        return state.availabilitySurvives() >= asked;
    }

    private static Fleet random(Random random, int size, int partitions) {
        Fleet kafka = brokers(size, 1 + random.nextInt(2));
        for (int i = 0; i < partitions; i++) {
            int first = random.nextInt(size);
            int step = 1 + random.nextInt(Math.max(1, size / 3 - 1));
            for (int copy = 0; copy < 3; copy++) {
                kafka.copy(
                        "n" + (first + copy * step) % size,
                        "topic-" + i,
                        copy == 0 ? ShardRole.PRIMARY : ShardRole.SECONDARY);
            }
        }
        return kafka;
    }

    /** Brokers beside a controller of their own: none of them votes. */
    private static Fleet brokers(int size, int min) {
        Fleet kafka = Fleet.kafka();
        for (int i = 0; i < size; i++) {
            kafka.extra("n" + i, "min_insync_replicas", AttributeValue.of(min));
        }
        kafka.extra("zz", "min_insync_replicas", AttributeValue.of(min))
                .copy("zz", "__cluster_metadata", ShardRole.PRIMARY);
        return kafka.configured(List.of("zz"), "controller").acknowledged(Acknowledgement.Level.MODEL);
    }
}
