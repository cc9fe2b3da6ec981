package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.gate.Copies.Copy;
import io.replicante.core.gate.Copies.Model;
import io.replicante.core.gate.Copies.Succession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CopiesTest {
    @Test
    void losesAnAcknowledgedWriteWithTheOnlyCopyThatCertainlyHasIt() {
        Copies pair = shard(new Model.Primary(), Succession.COMMANDED, leader("a"), copy("b"));

        assertThat(pair.durabilitySurvives()).isZero();
        assertThat(pair.down("b", false).durabilitySurvives()).isZero();
        assertThat(pair.down("a", true).durabilitySurvives()).isZero();
        assertThat(pair.down("a", false).durable()).isFalse();
    }

    @Test
    void stopsWritesWithItsPrimaryWhereNobodyFollowsByItself() {
        Copies pair = shard(new Model.Primary(), Succession.COMMANDED, leader("a"), copy("b"));

        assertThat(pair.available()).isTrue();
        assertThat(pair.availabilitySurvives()).isZero();
        assertThat(pair.down("b", true).available()).isTrue();
        assertThat(pair.down("a", true).available()).isFalse();
    }

    @Test
    void losesWhatAPrimaryAloneHadWhenAnotherFollowsItByItself() {
        Copies unsafe = shard(new Model.Primary(), Succession.AUTOMATIC, leader("a"), copy("b"));
        Copies orderly = shard(new Model.Primary(), Succession.LOSSLESS, leader("a"), copy("b"));

        assertThat(unsafe.down("a", true).available()).isTrue();
        assertThat(unsafe.down("a", true).durable()).isFalse();
        assertThat(orderly.down("a", true).available()).isTrue();
        assertThat(orderly.down("a", true).durable()).isTrue();
    }

    @Test
    void keepsAWriteOnAsManyCopiesAsHadToBeInSync() {
        Copies topic = shard(new Model.InSync(2, 2), Succession.LOSSLESS, leader("a"), copy("b"), copy("c"));

        assertThat(topic.durabilitySurvives()).isEqualTo(1);
        assertThat(topic.availabilitySurvives()).isEqualTo(1);
        Copies rolled = topic.down("a", true);
        assertThat(rolled.available()).isTrue();
        assertThat(rolled.availabilitySurvives()).isZero();
        assertThat(rolled.down("b", true).available()).isFalse();
        assertThat(topic.down("a", false).down("b", false).durable()).isFalse();
    }

    @Test
    void isNoShardThatCanMissACopyWhenThereIsOnlyOne() {
        Copies topic = shard(new Model.InSync(1, 1), Succession.LOSSLESS, leader("a"));

        assertThat(topic.durabilitySurvives()).isZero();
        assertThat(topic.down("a", true).available()).isFalse();
        assertThat(topic.down("a", false).durable()).isFalse();
        assertThat(topic.hasCopyBeside("a")).isFalse();
    }

    @Test
    void countsACopyThatIsNotInSyncForNothing() {
        Copies topic = shard(new Model.InSync(1, 1), Succession.LOSSLESS, leader("a"), behind("b"));

        assertThat(topic.availabilitySurvives()).isZero();
        assertThat(topic.hasCopyBeside("a")).isFalse();
        assertThat(topic.hasCopyBeside("b")).isTrue();
    }

    @Test
    @DisplayName("case 25f: of replicated data writes survive where they can be served, without a primary")
    void losesReplicatedWritesWithAsManyCopiesAsAcknowledgeThem() {
        Copies spread = shard(new Model.Replicated(3, 2), Succession.LOSSLESS, copy("a"), copy("b"), copy("c"));

        assertThat(spread.durabilitySurvives()).isEqualTo(1);
        assertThat(spread.availabilitySurvives()).isEqualTo(1);
        assertThat(spread.down("a", true).available()).isTrue();
        assertThat(spread.down("a", false).durable()).isTrue();
        assertThat(spread.down("a", false).down("b", false).durable()).isFalse();
    }

    @Test
    @DisplayName("case 9b: a copy that was built anew counts as a lost one until a repair")
    void takesARebuiltCopyForALostOneUntilARepair() {
        Copies replaced = shard(new Model.Replicated(3, 2), Succession.LOSSLESS, behind("a"), copy("b"), copy("c"));

        assertThat(replaced.availabilitySurvives()).isEqualTo(1);
        assertThat(replaced.durabilitySurvives()).isZero();
        assertThat(replaced.down("b", false).durable()).isFalse();
    }

    @Test
    void isNoWorseWhenANewcomerTakesThePlaceOfALostMember() {
        Copies wounded = shard(new Model.Replicated(3, 2), Succession.LOSSLESS, lost("a"), copy("b"), copy("c"));
        Voters.Voter newcomer = new Voters.Voter("member-d", Optional.of("d"), 1, Optional.of("node:d"), true, true);

        assertThat(wounded.left("member-a").joined(newcomer).durabilitySurvives())
                .isEqualTo(wounded.durabilitySurvives());
        assertThat(wounded.left("member-a").joined(newcomer).availabilitySurvives())
                .isGreaterThan(wounded.availabilitySurvives());
        assertThat(wounded.joined(newcomer).durabilitySurvives()).isLessThan(wounded.durabilitySurvives());
    }

    @Test
    void isServedWhereItIsCommandedByItsPrimaryAlone() {
        Copies set = shard(new Model.InSync(1, 2), Succession.COMMANDED, leader("a"), copy("b"), copy("c"));

        assertThat(set.availabilitySurvives()).isZero();
        assertThat(set.down("b", true).availabilitySurvives()).isZero();
        assertThat(set.down("b", true).down("c", true).available()).isFalse();
        assertThat(set.down("a", true).available()).isFalse();
    }

    @Test
    void isNotFollowedByWhomItMayNotChoose() {
        Copies beside = shard(new Model.Primary(), Succession.AUTOMATIC, leader("a"), unelectable("b"));
        Copies dead = shard(new Model.Primary(), Succession.AUTOMATIC, leader("a"), lost("b"));

        for (Copies alone : List.of(beside, dead)) {
            assertThat(alone.availabilitySurvives()).isZero();
            assertThat(alone.down("a", true).available()).isFalse();
            assertThat(alone.down("a", true).durable()).isTrue();
            assertThat(primaries(alone.down("a", true))).containsExactly("a");
        }
    }

    @Test
    void isFollowedByTheFirstThatHasEverything() {
        Copies several = shard(
                new Model.Primary(),
                Succession.LOSSLESS,
                leader("a"),
                lost("b"),
                unelectable("c"),
                behind("d"),
                copy("e"),
                copy("f"));

        assertThat(primaries(several.down("a", true))).containsExactly("e");
        assertThat(primaries(several.down("e", true))).containsExactly("a");
        assertThat(several.down("a", true).durable()).isTrue();
    }

    @Test
    void losesWhatAPromotedCopyLacks() {
        Copies pair = shard(new Model.Primary(), Succession.COMMANDED, leader("a"), copy("b"), behind("c"), lost("d"));

        assertThat(primaries(pair.promoted("b"))).containsExactly("b");
        assertThat(pair.promoted("b").down("a", false).durable()).isTrue();
        assertThat(pair.promoted("b").down("b", false).durable()).isFalse();
        for (String lacking : List.of("c", "d", "stranger")) {
            Copies after = pair.promoted(lacking);
            assertThat(after.durable()).as(lacking).isFalse();
            assertThat(after.hasCopyBeside("a")).as(lacking).isFalse();
            assertThat(after.promoted("b").durable()).as(lacking).isFalse();
        }
    }

    @Test
    void hasNoPrimaryWhereWritesAreReplicated() {
        Copies spread = shard(new Model.Replicated(3, 2), Succession.LOSSLESS, copy("a"), copy("b"), behind("c"));

        assertThat(spread.promoted("c")).isEqualTo(spread);
    }

    @Test
    void changesWithItsMembersOnlyWhereWritesAreReplicated() {
        Copies topic = shard(new Model.InSync(2, 1), Succession.LOSSLESS, leader("a"), copy("b"));
        Copies spread = shard(new Model.Replicated(2, 1), Succession.LOSSLESS, copy("a"), copy("b"));
        Voters.Voter newcomer = new Voters.Voter("member-c", Optional.empty(), 1, Optional.of("node:c"), true, true);

        assertThat(topic.joined(newcomer)).isEqualTo(topic);
        assertThat(topic.left("member-b")).isEqualTo(topic.down("b", false));
        assertThat(topic.left("stranger")).isEqualTo(topic);
        assertThat(nodes(spread.joined(newcomer))).containsExactly("a", "b", "member-c");
        assertThat(nodes(spread.left("member-b").joined(newcomer))).containsExactly("a", "member-c");
        assertThat(spread.left("member-b").list().get(1).up()).isFalse();
    }

    @Test
    void atItsBestHasEveryCopyUpAndWhole() {
        Copies worst = shard(new Model.InSync(2, 2), Succession.LOSSLESS, leader("a"), behind("b"), lost("c"))
                .promoted("b");

        assertThat(worst.allUp()).isFalse();
        assertThat(worst.durable()).isFalse();
        assertThat(worst.atBest().allUp()).isTrue();
        assertThat(worst.atBest().durabilitySurvives()).isEqualTo(1);
        assertThat(worst.atBest().availabilitySurvives()).isEqualTo(1);
        assertThat(worst.atBest().mostWhileOneIsAway()).isZero();
        assertThat(shard(new Model.InSync(1, 1), Succession.LOSSLESS).mostWhileOneIsAway())
                .isEqualTo(-1);
    }

    @Test
    void tellsWhatItsModelCounts() {
        List<Copy> list = List.of(leader("a"), behind("b"), lost("c"));

        assertThat(shard(new Model.Primary(), Succession.COMMANDED, list.toArray(Copy[]::new))
                        .describe())
                .isEqualTo("2 of 3 copies up, acknowledged by the primary alone");
        assertThat(shard(new Model.InSync(3, 2), Succession.LOSSLESS, list.toArray(Copy[]::new))
                        .describe())
                .isEqualTo("2 of 3 copies up, 1 in sync, 2 needed for writes, each on 3");
        assertThat(shard(new Model.Replicated(3, 2), Succession.LOSSLESS, list.toArray(Copy[]::new))
                        .describe())
                .isEqualTo("2 of 3 copies up, 2 of them whole; 2 of 3 acknowledge");
    }

    @Test
    void agreesWithTryingEverySetOfHoldersAndOfDomains() {
        for (long seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            Copies copies = random(random);
            if (!(copies.model() instanceof Model.Primary)) {
                assertThat(copies.durabilitySurvives())
                        .as("seed %d: %s", seed, copies)
                        .isEqualTo(mostDomains(
                                copies,
                                copy -> copy.kept() && copy.counts(),
                                failed -> !copies.overtaken() && survivesAll(copies, failed)));
            }
            assertThat(copies.availabilitySurvives())
                    .as("seed %d: %s", seed, copies)
                    .isEqualTo(mostDomains(copies, Copy::up, failed -> accepts(copies, failed)));
        }
    }

    /** Whatever failed, enough are left to acknowledge, or somebody to follow. */
    private static boolean accepts(Copies copies, Set<String> failed) {
        List<Copy> left = copies.list().stream()
                .filter(copy -> copy.up() && !hasFailed(copy, failed))
                .toList();
        if (copies.model() instanceof Model.Replicated spread) {
            long missing = Math.max(spread.n(), copies.list().size()) - left.size();
            return spread.n() - missing >= spread.w();
        }
        return copies.model() instanceof Model.InSync set
                ? left.stream().filter(Copy::counts).count() >= set.min()
                : left.stream().anyMatch(Copy::electable);
    }

    /** What has no known domain fails with every one. */
    private static boolean hasFailed(Copy copy, Set<String> failed) {
        return copy.domain().map(failed::contains).orElse(!failed.isEmpty());
    }

    /** Whichever copies hold a write, one of them is left. */
    private static boolean survivesAll(Copies copies, Set<String> failed) {
        long holders =
                copies.model() instanceof Model.InSync set ? set.holders() : ((Model.Replicated) copies.model()).w();
        List<Copy> possible = copies.model() instanceof Model.InSync
                ? copies.list().stream().filter(Copy::counts).toList()
                : copies.list();
        List<List<Copy>> all = new ArrayList<>();
        choose(possible, 0, new ArrayList<>(), Math.toIntExact(holders), all);
        return all.stream()
                .allMatch(chosen ->
                        chosen.stream().anyMatch(copy -> copy.kept() && copy.counts() && !hasFailed(copy, failed)));
    }

    private static void choose(List<Copy> from, int at, List<Copy> chosen, int holders, List<List<Copy>> all) {
        if (chosen.size() == holders) {
            all.add(List.copyOf(chosen));
            return;
        }
        for (int i = at; i < from.size(); i++) {
            chosen.add(from.get(i));
            choose(from, i + 1, chosen, holders, all);
            chosen.remove(chosen.size() - 1);
        }
    }

    private static int mostDomains(Copies copies, Predicate<Copy> which, Predicate<Set<String>> good) {
        List<String> domains = copies.list().stream()
                .filter(which)
                .map(copy -> copy.domain().orElse(""))
                .distinct()
                .toList();
        int most = -1;
        for (int size = 0; size <= domains.size(); size++) {
            boolean all = true;
            for (Set<String> failed : subsets(domains, size)) {
                all &= good.test(failed);
            }
            if (!all) {
                return most;
            }
            most = size;
        }
        return most;
    }

    private static Set<Set<String>> subsets(List<String> domains, int size) {
        Set<Set<String>> found = new HashSet<>();
        for (int bits = 0; bits < 1 << domains.size(); bits++) {
            if (Integer.bitCount(bits) == size) {
                Set<String> chosen = new TreeSet<>();
                for (int i = 0; i < domains.size(); i++) {
                    if ((bits & (1 << i)) != 0) {
                        chosen.add(domains.get(i));
                    }
                }
                found.add(chosen);
            }
        }
        return found;
    }

    static Copies random(Random random) {
        int size = 2 + random.nextInt(5);
        List<Copy> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean up = random.nextInt(4) > 0;
            list.add(new Copy(
                    "n" + i,
                    Optional.of("member-n" + i),
                    random.nextInt(6) == 0 ? Optional.empty() : Optional.of("zone-" + random.nextInt(4)),
                    up,
                    up && random.nextInt(6) > 0,
                    random.nextInt(4) > 0,
                    i == 0,
                    random.nextInt(4) > 0));
        }
        int counting = (int) Math.max(1, list.stream().filter(Copy::counts).count());
        Model model = switch (random.nextInt(5)) {
            case 0 -> new Model.Primary();
            case 1, 2 -> new Model.Replicated(Math.max(1, size - random.nextInt(2)), 1 + random.nextInt(2));
            default -> new Model.InSync(1 + random.nextInt(counting), 1 + random.nextInt(3));
        };
        return new Copies(model, Succession.LOSSLESS, list, random.nextInt(10) == 0);
    }

    private static List<String> primaries(Copies copies) {
        return copies.list().stream().filter(Copy::primary).map(Copy::nodeId).toList();
    }

    private static List<String> nodes(Copies copies) {
        return copies.list().stream().map(Copy::nodeId).toList();
    }

    private static Copies shard(Model model, Succession succession, Copy... copies) {
        return new Copies(model, succession, List.of(copies).stream().collect(Collectors.toList()), false);
    }

    private static Copy leader(String node) {
        return of(node, true, true, true);
    }

    private static Copy copy(String node) {
        return of(node, true, true, false);
    }

    private static Copy behind(String node) {
        return of(node, true, false, false);
    }

    private static Copy unelectable(String node) {
        return new Copy(
                node, Optional.of("member-" + node), Optional.of("node:" + node), true, true, true, false, false);
    }

    private static Copy lost(String node) {
        return of(node, false, true, false);
    }

    private static Copy of(String node, boolean up, boolean counts, boolean primary) {
        return new Copy(
                node, Optional.of("member-" + node), Optional.of("node:" + node), up, up, counts, primary, true);
    }
}
