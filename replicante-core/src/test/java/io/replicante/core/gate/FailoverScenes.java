package io.replicante.core.gate;

import io.replicante.core.check.Checks;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.plan.Planner;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Pair;
import io.replicante.spec.agent.ActionKinds;
import java.util.List;
import java.util.Optional;

/** Primaries that are moved. Each scene is played with the one cause against it, and without. */
final class FailoverScenes {
    private static final int CONFIRMED = 14;

    private FailoverScenes() {}

    /** A person accepted that writes may be lost; whether the old primary still acknowledges is another question. */
    static GateCase unproven(boolean cause) {
        Pair pair = new Pair();
        pair.server("a").agentAnswers = false;
        pair.run(CONFIRMED);
        pair.approve(promotion(pair).candidate().key());
        if (!cause) {
            pair.attest("a");
        }
        return promotion(pair);
    }

    static GateCase nobodyWasPrimary() {
        Pair pair = new Pair();
        pair.state = pair.fresh();
        pair.server("a").primary = false;
        pair.run(2);
        pair.request("b", ActionKinds.STORE_PROMOTE);
        return promotion(pair);
    }

    static GateCase hasMore(boolean cause) {
        Pair pair = new Pair();
        pair.server("a").sendsNothing = cause;
        pair.run(3);
        stopForCertain(pair);
        return promotion(pair);
    }

    static GateCase successorDoesNotSay() {
        Pair pair = new Pair();
        stopForCertain(pair);
        pair.server("b").reportsOffset = false;
        return promotion(pair);
    }

    static GateCase notReached(boolean cause) {
        Pair pair = new Pair();
        pair.server("a").sendsNothing = cause;
        pair.run(1);
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.run(1);
        pair.dispatches = false;
        pair.run(3);
        return seen(pair, ActionKinds.STORE_STOP, "a");
    }

    static GateCase endUnknown() {
        Pair pair = new Pair();
        pair.server("a").readsDisk = false;
        pair.server("a").kill();
        pair.run(CONFIRMED + 4);
        pair.request("b", ActionKinds.STORE_PROMOTE);
        pair.dispatches = false;
        return all(pair).stream()
                .filter(judged -> judged.candidate().request().isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** The old primary is dead and out of its place, and nobody was promoted yet. */
    private static void stopForCertain(Pair pair) {
        pair.server("a").kill();
        for (int i = 0; i < 2 * CONFIRMED && pair.sent.isEmpty(); i++) {
            pair.tick();
        }
        pair.dispatches = false;
        pair.run(3);
    }

    private static GateCase promotion(Pair pair) {
        return seen(pair, ActionKinds.STORE_PROMOTE, "b");
    }

    private static GateCase seen(Pair pair, String kind, String node) {
        return all(pair).stream()
                .filter(judged -> judged.candidate().kind().equals(kind))
                .filter(judged -> judged.candidate()
                        .subject()
                        .map(target -> target.nodeId())
                        .equals(Optional.of(node)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " on " + node + ": " + pair.state.decisions()));
    }

    /** What is judged in the next cycle, of which nothing is carried out. */
    private static List<GateCase> all(Pair pair) {
        Judgement.Witness witness = new Judgement.Witness();
        pair.cycle = new Cycle(
                Datastores.bundled(),
                Checks.with(List.of()),
                Planner.with(List.of()),
                Gate.with(List.of(witness), SafetySettings.DEFAULT),
                SafetySettings.DEFAULT);
        boolean dispatches = pair.dispatches;
        pair.dispatches = false;
        pair.tick();
        pair.dispatches = dispatches;
        return List.copyOf(witness.seen);
    }
}
