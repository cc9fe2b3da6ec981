package io.replicante.core.gate;

import io.replicante.core.check.Checks;
import io.replicante.core.cycle.Cycle;
import io.replicante.core.plan.Planner;
import io.replicante.core.world.Pair;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.datastore.DefinitionReader;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.model.AttributeValue;
import java.time.Duration;
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

    /** Of two standbys of which one is waited for, one may still confirm. */
    static GateCase stillConfirmed(boolean cause) {
        Pair pair = Pair.synchronous(1, "b", "c");
        pair.server("a").agentAnswers = false;
        pair.dispatches = false;
        pair.detach("c").run(CONFIRMED);
        pair.approve(promotion(pair).candidate().key());
        if (!cause) {
            pair.detach("b").run(CONFIRMED);
        }
        return promotion(pair);
    }

    /** The peer that was heard of last was in touch with it. */
    static GateCase maySurviveAlone(boolean cause) {
        Pair pair = new Pair(Declaration.defaults(), selfFencing(), List.of("b"), 0);
        pair.server("a").agentAnswers = false;
        pair.server("b").extras.put("example.org/heard_seconds_ago", AttributeValue.of(cause ? 24 : 25));
        pair.dispatches = false;
        pair.run(2 * CONFIRMED);
        pair.approve(promotion(pair).candidate().key());
        return promotion(pair);
    }

    /** A datastore whose primary stops by itself, 20 s after it lost its peers. */
    static Definitions selfFencing() {
        return Definitions.of(List.of(DefinitionReader.read("self-fencing.yaml", """
                apiVersion: replicante.io/v1
                kind: DatastoreDefinition
                metadata: {name: self-fencing, title: PostgreSQL that a watchdog stops}
                spec:
                  extends: postgresql
                  stores: [postgresql]
                  failover:
                    selfFence: {after: PT20S, contact: "node.extras['example.org/heard_seconds_ago']"}
                """)));
    }

    /** One standby of two is enough for what both of them confirmed, and not for what one of them did. */
    static GateCase tooFewPositions(boolean cause) {
        Pair pair = Pair.synchronous(cause ? 1 : 2, "b", "c");
        pair.server("a").readsDisk = false;
        pair.server("c").agentAnswers = false;
        stopForCertain(pair);
        return promotion(pair);
    }

    static GateCase losesMoreThanDeclared(boolean cause) {
        return losing(Duration.ofSeconds(cause ? 5 : 60));
    }

    /** The successor lacks the last writes; it is declared that writes of so long may be lost. */
    static GateCase losing(Duration declared) {
        Pair pair = new Pair(Declaration.builder().maxLoss(declared).build());
        pair.server("a").sendsNothing = true;
        pair.run(3);
        stopForCertain(pair);
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

    /** A working pair in which somebody wants the other one to be the primary. */
    static GateCase writing() {
        Pair pair = new Pair();
        pair.request("b", ActionKinds.STORE_PROMOTE);
        return all(pair).get(0);
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
                pair.definitions,
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
