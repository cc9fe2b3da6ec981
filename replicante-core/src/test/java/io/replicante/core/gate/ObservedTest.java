package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureClusters;
import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.agent.ActionKinds;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration is good for that nobody reports, so that its members are those that were seen. */
class ObservedTest {
    private static final String SEEN = """
            datastore: postgresql
            store: postgresql
            version: "17.2"
            configured: null
            declaration: {definition: {store: postgresql, store_version: "17.2", nodes: {members: {desired_count: %s}}}}
            """;
    private static final String UNDECLARED =
            FixtureClusters.POSTGRESQL.replace("configured: {a: primary, b: standby, c: standby}", "configured: null");
    private static final String NOT_REPORTED = "nobody reports the datastore's own configuration, and ";

    private static FixtureWorld seen(int declared) {
        return FixtureCases.healthy(SEEN.formatted(declared));
    }

    private static Optional<String> against(FixtureWorld world, WorkClass work) {
        return Observed.against(FixtureCases.of(world, ActionKinds.STORE_RESTART, "b", honest -> honest.work(work)));
    }

    private static Optional<String> takingOut(FixtureWorld world) {
        return Observed.against(
                FixtureCases.of(world, ActionKinds.STORE_RESTART, "b", honest -> honest.effect(Touches.leaves("b"))));
    }

    @Test
    void itServesWhileAllAnswerAndAreAsManyAsDeclared() {
        FixtureWorld world = seen(3);

        assertThat(against(world, WorkClass.VOLUNTARY)).isEmpty();
        assertThat(against(world, WorkClass.REDUNDANCY)).isEmpty();
        assertThat(Observed.againstVoluntary(world.situation())).isEmpty();
    }

    @Test
    void whoWasOnlyObservedIsNotTakenOut() {
        assertThat(takingOut(seen(3)))
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith(NOT_REPORTED + "who was only observed is not taken out"));
    }

    @Test
    void whatIsReportedIsNoConcernOfIt() {
        FixtureWorld reported = FixtureCases.healthy(FixtureClusters.POSTGRESQL);

        assertThat(takingOut(reported)).isEmpty();
        assertThat(against(reported, WorkClass.VOLUNTARY)).isEmpty();
        assertThat(Observed.againstVoluntary(reported.situation())).isEmpty();
    }

    @Test
    void voluntaryWorkWantsAsManyAsAreDeclared() {
        String four = NOT_REPORTED + "3 members were observed, 4 nodes are declared";

        assertThat(against(seen(4), WorkClass.VOLUNTARY)).contains(four);
        assertThat(Observed.againstVoluntary(seen(4).situation())).contains(four);
        assertThat(against(seen(4), WorkClass.REDUNDANCY)).isEmpty();
        assertThat(against(seen(2), WorkClass.VOLUNTARY))
                .contains(NOT_REPORTED + "3 members were observed, 2 nodes are declared");
        assertThat(against(FixtureCases.healthy(UNDECLARED), WorkClass.VOLUNTARY))
                .contains(NOT_REPORTED + "3 members were observed, and none is declared");
    }

    /** Be it a member, or a machine that may be one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c | nodes: {c: {answers: false}}",
                "c | nodes: {c: {process: false}}",
                "d | nodes: {d: {answers: false}}"
            })
    void itDoesNotServeWhileOneIsSilent(String node, String then) {
        FixtureWorld world = seen(3).then(2, then);
        String said = NOT_REPORTED + "node " + node + " does not answer, which may be a member";

        assertThat(against(world, WorkClass.VOLUNTARY))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith(said));
        assertThat(against(world, WorkClass.REDUNDANCY))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith(said));
        assertThat(Observed.againstVoluntary(world.situation()))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith(said));
    }

    @Test
    void itDoesNotServeWhileTheListingIsOld() {
        assertThat(against(seen(3).then(2, "listingAge: PT11M"), WorkClass.REDUNDANCY))
                .contains(NOT_REPORTED + "it is not known which nodes exist");
    }
}
