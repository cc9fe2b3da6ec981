package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.gate.Copies.Copy;
import io.replicante.core.gate.Copies.Model;
import io.replicante.core.gate.Voters.Voter;
import io.replicante.spec.cluster.Declaration.Tolerate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many copies of one shard, or voters, may go away together. */
class MarginTest {
    private static final Optional<String> FREE = Optional.empty();
    private static final String FEW = "too few copies would be left for writes, or for a further failure";
    private static final Tolerate NOTHING_FURTHER = new Tolerate(OptionalInt.of(0), OptionalInt.of(0));

    private static Voters voters(String... zones) {
        List<Voter> list = new ArrayList<>();
        for (int i = 0; i < zones.length; i++) {
            list.add(new Voter(
                    Integer.toString(i),
                    Optional.of("n" + i),
                    1,
                    zones[i].isEmpty() ? Optional.empty() : Optional.of(zones[i]),
                    true,
                    true));
        }
        return new Voters(list);
    }

    private static Voters apart(int size) {
        return voters(
                Stream.iterate(0, i -> i + 1).limit(size).map(i -> "z" + i).toArray(String[]::new));
    }

    /** How many go, one after another, until one may not. */
    private static int together(Margin margin, int size) {
        int gone = 0;
        while (gone < size && margin.against("n" + gone, FREE).isEmpty()) {
            margin.take("n" + gone);
            gone++;
        }
        return gone;
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, 0",
        "2, true, 0",
        "3, true, 1",
        "3, false, 0",
        "4, true, 1",
        "4, false, 0",
        "5, true, 1",
        "5, false, 1",
        "7, true, 2",
        "7, false, 2"
    })
    void ofAQuorumAsManyGoAsLeaveOneToFail(int size, boolean ready, int together) {
        assertThat(together(Margin.of(apart(size), size, ready, Tolerate.DEFAULT), size))
                .isEqualTo(together);
    }

    @Test
    void whatIsDeclaredToBeToleratedIsLeft() {
        assertThat(together(Margin.of(apart(5), 5, true, NOTHING_FURTHER), 5)).isEqualTo(2);
        assertThat(together(Margin.of(apart(5), 5, true, new Tolerate(OptionalInt.of(0), OptionalInt.of(2))), 5))
                .isZero();
        assertThat(Margin.of(apart(5), 5, true, new Tolerate(OptionalInt.of(3), OptionalInt.of(0)))
                        .against("n0", FREE))
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith("acknowledged writes survive too few further failures"));
    }

    @Test
    void noVoterGoesWhileTooFewHaveWhatWasAcknowledged() {
        Voters lost = apart(3).down("n2", false);

        assertThat(Margin.of(lost, 3, true, Tolerate.DEFAULT).against("n0", FREE))
                .hasValueSatisfying(said -> assertThat(said).contains("acknowledged writes survive too few"));
        assertThat(together(Margin.of(apart(1), 1, true, NOTHING_FURTHER), 1)).isZero();
        assertThat(Margin.of(apart(1), 1, true, Tolerate.DEFAULT).against("n0", FREE))
                .contains(FEW);
    }

    /** The failure that is left room for takes a whole zone, and whoever is nobody knows where. */
    @ParameterizedTest
    @CsvSource({"z1, 0", "z3, 1", "'', 0"})
    void theHeaviestZoneMayFailBeside(String fifth, int together) {
        assertThat(together(Margin.of(voters("z1", "z2", "z4", "z5", fifth), 5, true, Tolerate.DEFAULT), 5))
                .isEqualTo(together);
    }

    /** One that is down takes nothing with it, unless too little is left already. */
    @Test
    void oneThatIsDownMayStayDown() {
        assertThat(Margin.of(apart(5).down("n4", true), 5, false, Tolerate.DEFAULT)
                        .against("n4", FREE))
                .isEmpty();
        assertThat(Margin.of(apart(5).down("n4", true), 5, false, Tolerate.DEFAULT)
                        .against("n0", FREE))
                .contains(FEW);
        assertThat(Margin.of(apart(5).down("n4", true).down("n3", true), 5, false, Tolerate.DEFAULT)
                        .against("n4", FREE))
                .contains(FEW);
    }

    @Test
    void whoAcknowledgesNothingMakesNoRoom() {
        List<Voter> list = new ArrayList<>(apart(2).list());
        list.add(new Voter("2", Optional.of("n2"), 1, Optional.of("z2"), true, true, false));

        assertThat(Margin.of(new Voters(list), 3, true, NOTHING_FURTHER).against("n0", FREE))
                .contains(FEW);
        assertThat(Margin.of(apart(3), 3, true, NOTHING_FURTHER).against("n0", FREE))
                .isEmpty();
    }

    private static Copy copy(String node, boolean up, boolean counts, boolean electable) {
        return new Copy(
                node, Optional.empty(), Optional.of("z-" + node), up, true, counts, node.equals("n0"), electable);
    }

    private static Copy ready(String node) {
        return copy(node, true, true, true);
    }

    private static Margin margin(Model model, Tolerate tolerate, Copy... copies) {
        return Margin.of(
                "orders", new Copies(model, Copies.Succession.LOSSLESS, List.of(copies), false), new Spares(tolerate));
    }

    @Test
    void aPrimaryGoesOnlyWhereItsRoleNeedNotBeMoved() {
        Margin margin = margin(new Model.InSync(2, 2), Tolerate.DEFAULT, ready("n1"), ready("n0"), ready("n2"));

        assertThat(margin.against("n0", Optional.of("its role has to be moved first")))
                .hasValueSatisfying(
                        said -> assertThat(said).endsWith("n0 is the primary; its role has to be moved first"));
        assertThat(margin.against("n1", Optional.of("its role has to be moved first")))
                .isEmpty();
        assertThat(margin.against("n0", FREE)).isEmpty();
    }

    @Test
    void whoWentBeforeIsNamed() {
        Margin margin = margin(new Model.InSync(2, 2), Tolerate.DEFAULT, ready("n0"), ready("n1"), ready("n2"));
        margin.take("n1");
        margin.take("n9");

        assertThat(margin.against("n2", FREE))
                .hasValueSatisfying(said ->
                        assertThat(said).as("who holds none of it is no reason").endsWith(FEW + ", together with n1"));
    }

    @Test
    void whoIsNotInSyncIsNoneOfThoseThatAreLeft() {
        Copy behind = copy("n2", true, false, true);

        assertThat(margin(new Model.InSync(2, 2), Tolerate.DEFAULT, ready("n0"), ready("n1"), behind)
                        .against("n2", FREE))
                .as("less than enough is left already")
                .hasValueSatisfying(said -> assertThat(said).contains(FEW));
        assertThat(margin(new Model.InSync(1, 1), Tolerate.DEFAULT, ready("n0"), ready("n1"), behind)
                        .against("n2", FREE))
                .isEmpty();
        assertThat(margin(new Model.InSync(2, 1), Tolerate.DEFAULT, ready("n0"), ready("n1"), behind)
                        .against("n2", FREE))
                .isEmpty();
        assertThat(margin(new Model.InSync(2, 1), Tolerate.DEFAULT, ready("n0"), ready("n1"), behind)
                        .against("n1", FREE))
                .hasValueSatisfying(said -> assertThat(said).contains(FEW));
    }

    @Test
    void whoMayNotBeThePrimaryIsNoneOfThoseThatAreLeft() {
        assertThat(margin(new Model.Primary(2), NOTHING_FURTHER, ready("n0"), ready("n1"), ready("n2"))
                        .against("n1", FREE))
                .isEmpty();
        assertThat(margin(
                                new Model.Primary(2),
                                NOTHING_FURTHER,
                                ready("n0"),
                                ready("n1"),
                                copy("n2", true, true, false))
                        .against("n1", FREE))
                .hasValueSatisfying(said -> assertThat(said).contains(FEW));
        assertThat(margin(
                                new Model.Primary(2),
                                NOTHING_FURTHER,
                                ready("n0"),
                                ready("n1"),
                                copy("n2", true, true, false))
                        .against("n2", FREE))
                .isEmpty();
    }

    /** Of replicated data each copy counts that is up, whatever else it is. */
    @Test
    void ofReplicatedDataAsManyGoAsWritesCanMiss() {
        Copy behind = copy("n2", true, true, false);

        assertThat(together(margin(new Model.Replicated(3, 2), NOTHING_FURTHER, ready("n0"), ready("n1"), behind), 3))
                .isEqualTo(1);
        assertThat(together(margin(new Model.Replicated(3, 1), NOTHING_FURTHER, ready("n0"), ready("n1"), behind), 3))
                .isEqualTo(2);
        assertThat(together(margin(new Model.Replicated(3, 3), NOTHING_FURTHER, ready("n0"), ready("n1"), behind), 3))
                .isZero();
        assertThat(together(
                        margin(
                                new Model.Replicated(3, 1),
                                NOTHING_FURTHER,
                                ready("n0"),
                                ready("n1"),
                                copy("n2", false, true, true)),
                        2))
                .isEqualTo(1);
        assertThat(together(
                        margin(
                                new Model.Replicated(3, 1),
                                NOTHING_FURTHER,
                                ready("n0"),
                                ready("n1"),
                                ready("n2"),
                                copy("n3", false, true, true)),
                        3))
                .as("any three of four hold a piece of it")
                .isEqualTo(1);
    }
}
