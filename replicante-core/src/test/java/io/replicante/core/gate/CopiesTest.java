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
    void losesReplicatedWritesWithAsManyCopiesAsAcknowledgeThem() {
        Copies spread = shard(new Model.Replicated(3, 2), Succession.LOSSLESS, copy("a"), copy("b"), copy("c"));

        assertThat(spread.durabilitySurvives()).isEqualTo(1);
        assertThat(spread.availabilitySurvives()).isEqualTo(1);
        assertThat(spread.down("a", true).available()).isTrue();
        assertThat(spread.down("a", false).durable()).isTrue();
        assertThat(spread.down("a", false).down("b", false).durable()).isFalse();
    }

    @Test
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
    void agreesWithTryingEverySetOfHoldersAndOfDomains() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Copies copies = random(random);
            assertThat(copies.durabilitySurvives())
                    .as("seed %d: %s", seed, copies)
                    .isEqualTo(mostDomains(copies, failed -> survivesAll(copies, failed)));
        }
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
                .allMatch(chosen -> chosen.stream()
                        .anyMatch(copy -> copy.kept()
                                && copy.counts()
                                && !failed.contains(copy.domain().orElseThrow())));
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

    private static int mostDomains(Copies copies, Predicate<Set<String>> good) {
        List<String> domains = copies.list().stream()
                .filter(copy -> copy.kept() && copy.counts())
                .map(copy -> copy.domain().orElseThrow())
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

    private static Copies random(Random random) {
        int size = 2 + random.nextInt(5);
        boolean replicated = random.nextBoolean();
        List<Copy> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean kept = random.nextInt(4) > 0;
            list.add(new Copy(
                    "n" + i,
                    Optional.of("member-n" + i),
                    Optional.of("zone-" + random.nextInt(4)),
                    kept,
                    kept,
                    random.nextInt(4) > 0,
                    false,
                    true));
        }
        long counting = list.stream().filter(Copy::counts).count();
        Model model = replicated
                ? new Model.Replicated(size, 1 + random.nextInt(size))
                : new Model.InSync(1 + random.nextInt((int) Math.max(1, counting)), 1);
        if (!replicated && counting == 0) {
            return random(random);
        }
        return new Copies(model, Succession.LOSSLESS, list, false);
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

    private static Copy lost(String node) {
        return of(node, false, true, false);
    }

    private static Copy of(String node, boolean up, boolean counts, boolean primary) {
        return new Copy(
                node, Optional.of("member-" + node), Optional.of("node:" + node), up, up, counts, primary, true);
    }
}
