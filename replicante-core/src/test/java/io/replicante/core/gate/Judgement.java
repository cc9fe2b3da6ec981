package io.replicante.core.gate;

import io.replicante.core.check.Checks;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.fixture.Altered;
import io.replicante.core.plan.Candidates;
import io.replicante.core.plan.Planner;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Retry;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Definitions;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** A world in which nothing is carried out, and what its gate is asked to judge there. */
final class Judgement {
    final World world;
    private final DatastoreDefinition definition;
    private final Witness witness = new Witness();

    Judgement(World world, DatastoreDefinition definition) {
        this.world = world;
        this.definition = definition;
        world.dispatches = false;
        world.cycle = new Cycle(
                Definitions.of(List.of(definition)),
                Checks.with(List.of()),
                Planner.with(List.of()),
                Gate.with(List.of(witness), SafetySettings.DEFAULT),
                SafetySettings.DEFAULT);
    }

    /** Stands among the rules, sees every case, and objects to none. */
    static final class Witness implements SafetyRule {
        final List<GateCase> seen = new ArrayList<>();

        @Override
        public String id() {
            return "witness";
        }

        @Override
        public boolean appliesToHarmless() {
            return true;
        }

        @Override
        public Reason judge(GateCase judged) {
            seen.add(judged);
            return holds("seen");
        }
    }

    /** What is judged now, without letting time pass. */
    GateCase of(Predicate<Candidate> which) {
        witness.seen.clear();
        world.observe();
        return witness.seen.stream()
                .filter(judged -> which.test(judged.candidate()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such candidate among "
                        + witness.seen.stream().map(GateCase::candidate).toList()));
    }

    GateCase of(String kind) {
        return of(candidate -> candidate.kind().equals(kind));
    }

    /** The restart of a node that somebody asks for. */
    GateCase restart(String node) {
        UUID request = world.request(node, ActionKinds.STORE_RESTART);
        return of(candidate -> candidate.request().equals(Optional.of(request)));
    }

    /** The situation as it is now; needs something to be judged. */
    Situation situation() {
        return of(candidate -> true).situation();
    }

    /** A repair that no remedy proposes by itself, as the definition describes it. */
    GateCase repair(String kind, String node) {
        Situation situation = restart(world.leader).situation();
        return new GateCase(candidate(situation, kind, node), situation, SafetySettings.DEFAULT);
    }

    Candidate candidate(Situation situation, String kind, String node) {
        return Candidates.of(situation, "test")
                .action(
                        definition.action(kind).orElseThrow(),
                        situation.view().node(node),
                        Optional.empty(),
                        List.of());
    }

    /** The machine of a node is given back. */
    static Candidate givingBack(Situation situation, String node) {
        return Candidates.of(situation, "test")
                .deprovision(situation.view().node(node).orElseThrow(), List.of());
    }

    /** Hands an action over, so that it is in flight from now on. */
    void begin(Candidate candidate) {
        world.dispatch(Intent.planned(
                candidate
                        .request()
                        .orElseGet(() -> new UUID(3, world.state.intents().size())),
                candidate,
                1,
                world.now,
                world.now.plusSeconds(300)));
    }

    void failed(Candidate candidate, int times, long secondsAgo) {
        String key = Retries.key(candidate);
        NavigableMap<String, Retry> retries = new TreeMap<>(world.state.retries());
        retries.put(key, new Retry(key, times, times, world.now.minusSeconds(secondsAgo), "no effect"));
        world.state = world.state.toBuilder().retries(retries).build();
    }

    /** The same candidate, claiming that it touches nothing. */
    static GateCase claimingNoEffect(GateCase honest) {
        return claiming(honest, Effect.NONE);
    }

    /** The same candidate, claiming another effect. */
    static GateCase claiming(GateCase honest, Effect effect) {
        Candidate candidate = honest.candidate();
        return of(honest, claiming(candidate, candidate.key(), effect, candidate.request()));
    }

    /** Another candidate of the same kind, which nobody asked for. */
    static Candidate another(GateCase honest, String key, Effect effect) {
        return claiming(honest.candidate(), key, effect, Optional.empty());
    }

    static GateCase of(GateCase honest, Candidate candidate) {
        return new GateCase(candidate, honest.situation(), honest.settings());
    }

    private static Candidate claiming(Candidate candidate, String key, Effect effect, Optional<UUID> request) {
        return Altered.from(candidate)
                .key(key)
                .withoutArgs()
                .effect(effect)
                .request(request)
                .candidate();
    }
}
