package io.replicante.core.gate;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.fixture.Altered;
import io.replicante.core.state.Candidate;
import java.util.function.UnaryOperator;

/** What single rules are asked of a cluster that a fixture describes, as it was in the last cycle. */
final class FixtureCases {
    private FixtureCases() {}

    static FixtureWorld healthy(String world) {
        return FixtureWorld.of(world).then(5, "");
    }

    static GateCase of(FixtureWorld world, Candidate candidate) {
        return new GateCase(candidate, world.situation(), SafetySettings.DEFAULT);
    }

    static GateCase of(FixtureWorld world, String kind, String node) {
        return of(world, kind, node, honest -> honest);
    }

    /** The same action, of which something else is said. */
    static GateCase of(FixtureWorld world, String kind, String node, UnaryOperator<Altered> differently) {
        Altered honest = Altered.from(world.candidate(kind, node));
        return of(world, differently.apply(honest).candidate());
    }
}
