package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.gate.Voters.Voter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotersTest {
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,0,1", "3,1,1", "4,1,2", "5,2,2", "7,3,3"})
    void countsTheFailuresThatAHealthyEnsembleSurvives(int size, int writes, int data) {
        Voters voters = healthy(size);

        assertThat(voters.availabilitySurvives()).isEqualTo(writes);
        assertThat(voters.durabilitySurvives()).isEqualTo(data);
    }

    @Test
    void survivesNothingMoreOnceTheQuorumIsGone() {
        Voters voters = healthy(3).down("n1", true).down("n2", true);

        assertThat(voters.available()).isFalse();
        assertThat(voters.availabilitySurvives()).isEqualTo(-1);
        assertThat(voters.durable()).isTrue();
    }

    @Test
    void hasPerhapsLostAWriteWhenAMajorityLostItsCopies() {
        Voters voters = healthy(3).down("n1", false).down("n2", false);

        assertThat(voters.durable()).isFalse();
        assertThat(voters.durabilitySurvives()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"1,0,true", "1,1,false", "2,1,false", "3,1,true", "3,2,false", "4,1,true", "4,2,false", "5,2,true"})
    void acceptsWritesWhileExactlyAMajorityIsUp(int size, int down, boolean accepts) {
        Voters voters = without(size, down, true);

        assertThat(voters.available()).isEqualTo(accepts);
        assertThat(voters.allUp()).isEqualTo(down == 0);
        assertThat(voters.durable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,0,true", "1,1,false", "2,1,true", "2,2,false", "3,1,true", "3,2,false", "4,2,true", "4,3,false"})
    void keepsEveryWriteUntilAMajorityLostItsCopies(int size, int lost, boolean durable) {
        assertThat(without(size, lost, false).durable()).isEqualTo(durable);
    }

    @Test
    void acceptsNothingAndLosesNothingBeforeAnybodyVotes() {
        Voters nobody = new Voters(List.of());

        assertThat(nobody.available()).isFalse();
        assertThat(nobody.durable()).isTrue();
        assertThat(nobody.availabilitySurvives()).isEqualTo(-1);
        assertThat(nobody.durabilitySurvives()).isEqualTo(-1);
    }

    @Test
    void findsACopyBesideTheOneOfANodeOnlyWhereAnotherVoterHasOne() {
        Voters one = healthy(3).down("n2", false).down("n3", false);

        assertThat(one.hasCopyBeside("n1")).isFalse();
        assertThat(one.hasCopyBeside("n2")).isTrue();
        assertThat(healthy(3).down("n2", true).down("n3", true).hasCopyBeside("n1"))
                .isTrue();
    }

    @Test
    void changesByTheMemberThatLeavesAndTheOneThatJoins() {
        Voters changed = healthy(3).left("n2").joined(voter("n4", Optional.of("n4")));

        assertThat(changed.list()).extracting(Voter::memberId).containsExactly("n1", "n3", "n4");
        assertThat(changed.promoted("n4")).isEqualTo(changed);
        assertThat(changed.describe()).isEqualTo("3 of 3 votes up, 2 needed");
    }

    @Test
    void takesAVoterOfUnknownDomainDownWithEveryDomain() {
        Voters voters = new Voters(List.of(
                voter("n1", Optional.of("east")),
                voter("n2", Optional.empty()),
                voter("n3", Optional.of("west")),
                voter("n4", Optional.of("north")),
                voter("n5", Optional.of("south"))));

        assertThat(voters.availabilitySurvives()).isEqualTo(1);
        assertThat(new Voters(voters.list()).down("n5", true).availabilitySurvives())
                .isZero();
    }

    @Test
    void weighsVotes() {
        Voters voters = new Voters(List.of(
                new Voter("1", Optional.of("n1"), 3, Optional.of("a"), true, true),
                new Voter("2", Optional.of("n2"), 1, Optional.of("b"), true, true),
                new Voter("3", Optional.of("n3"), 1, Optional.of("c"), true, true)));

        assertThat(voters.availabilitySurvives()).isZero();
        assertThat(voters.durabilitySurvives()).isZero();
    }

    @Test
    void countsArbitersForElectionsAndNotForAcknowledgements() {
        Voters voters = new Voters(List.of(
                voter("p", Optional.of("p")),
                voter("s", Optional.of("s")),
                new Voter("a", Optional.of("a"), 1, Optional.of("a"), true, false, false)));

        assertThat(voters.needed()).isEqualTo(2);
        assertThat(voters.durabilitySurvives()).isEqualTo(1);
        assertThat(voters.availabilitySurvives()).isZero();
        assertThat(voters.down("s", true).available()).isFalse();
        assertThat(voters.down("a", false).durable()).isTrue();
        assertThat(voters.down("p", false).durable()).isTrue();
        assertThat(voters.down("p", false).down("s", false).durable()).isFalse();
    }

    @Test
    void agreesWithTryingEverySetOfDomains() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Voters voters = random(random);
            assertThat(voters.availabilitySurvives())
                    .as("seed %d: %s", seed, voters)
                    .isEqualTo(exhaustive(
                            voters,
                            down -> up(voters, down) >= voters.majority()
                                    && up(acknowledging(voters), down) >= voters.needed()));
            assertThat(voters.durabilitySurvives())
                    .as("seed %d: %s", seed, voters)
                    .isEqualTo(exhaustive(voters, down -> lost(acknowledging(voters), down) < voters.needed()));
        }
    }

    private static Voters acknowledging(Voters voters) {
        return new Voters(voters.list().stream().filter(Voter::acknowledges).toList());
    }

    private static long up(Voters voters, Set<String> down) {
        return voters.list().stream()
                .filter(voter -> voter.up() && !isDown(voter, down))
                .mapToLong(Voter::votes)
                .sum();
    }

    private static long lost(Voters voters, Set<String> down) {
        return voters.list().stream()
                .filter(voter -> !voter.copy() || isDown(voter, down))
                .mapToLong(Voter::votes)
                .sum();
    }

    private static boolean isDown(Voter voter, Set<String> down) {
        return voter.domain().map(down::contains).orElse(!down.isEmpty());
    }

    /** The greatest number of domains such that every set of that many may fail. */
    private static int exhaustive(Voters voters, Predicate<Set<String>> good) {
        List<String> domains = new ArrayList<>(new TreeSet<>(voters.list().stream()
                .filter(voter -> voter.up() || voter.copy())
                .map(voter -> voter.domain().orElse(""))
                .toList()));
        if (!good.test(Set.of())) {
            return -1;
        }
        int worst = domains.size();
        for (int mask = 1; mask < 1 << domains.size(); mask++) {
            TreeSet<String> down = new TreeSet<>();
            for (int bit = 0; bit < domains.size(); bit++) {
                if ((mask & 1 << bit) != 0) {
                    down.add(domains.get(bit));
                }
            }
            if (!good.test(down)) {
                worst = Math.min(worst, down.size() - 1);
            }
        }
        return worst;
    }

    private static Voters random(Random random) {
        int size = 1 + random.nextInt(6);
        List<Voter> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean up = random.nextInt(4) > 0;
            list.add(new Voter(
                    Integer.toString(i),
                    Optional.of("n" + i),
                    1,
                    random.nextInt(5) == 0 ? Optional.empty() : Optional.of("d" + random.nextInt(3)),
                    up,
                    up && random.nextInt(6) > 0,
                    random.nextInt(5) > 0));
        }
        return new Voters(list);
    }

    private static Voters without(int size, int down, boolean copyKept) {
        Voters voters = healthy(size);
        for (int i = 1; i <= down; i++) {
            voters = voters.down("n" + i, copyKept);
        }
        return voters;
    }

    private static Voters healthy(int size) {
        List<Voter> list = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            list.add(voter("n" + i, Optional.of("n" + i)));
        }
        return new Voters(list);
    }

    private static Voter voter(String node, Optional<String> domain) {
        return new Voter(node, Optional.of(node), 1, domain, true, true);
    }
}
