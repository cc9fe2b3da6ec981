package io.replicante.core.gate;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.plan.Candidates;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Candidate;
import java.util.List;
import java.util.Optional;

/** What single rules are asked of a cluster that a fixture describes, as it was in the last cycle. */
final class FixtureCases {
    static final String POSTGRESQL = """
            datastore: postgresql
            store: postgresql
            version: "17.2"
            configured: {a: primary, b: standby, c: standby}
            declaration: {definition: null}
            """;
    static final String REDIS = """
            datastore: redis
            store: redis
            version: "7.2.4"
            configured: {a: primary, b: replica, c: replica}
            declaration: {definition: null}
            """;
    /** Who was the primary is stopped, and b took its place. */
    static final String MOVED = """
            nodes:
              a: {process: false, incarnation: none}
              b: {copies: {tree: primary}, term: 2}
              c: {term: 2}
            """;

    private FixtureCases() {}

    static FixtureWorld healthy(String world) {
        return FixtureWorld.of(world).then(5, "");
    }

    /** An action on a node as the definition describes it. */
    static Candidate candidate(FixtureWorld world, String kind, String node) {
        Situation situation = world.situation();
        return Candidates.of(situation, "test")
                .action(
                        situation.definition().orElseThrow().action(kind).orElseThrow(),
                        situation.view().node(node),
                        Optional.empty(),
                        List.of());
    }

    static GateCase of(FixtureWorld world, Candidate candidate) {
        return new GateCase(candidate, world.situation(), SafetySettings.DEFAULT);
    }

    static GateCase of(FixtureWorld world, String kind, String node) {
        return of(world, candidate(world, kind, node));
    }
}
