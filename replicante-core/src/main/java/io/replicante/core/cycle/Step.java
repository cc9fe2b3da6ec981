package io.replicante.core.cycle;

import io.replicante.core.gate.Deadlines;
import io.replicante.core.gate.Retries;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Retry;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.action.NodeActionPhase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Chooses what is done next: one step that touches something, and beside it what touches nothing, at most one for each node and none
 * for a node whose agent has not finished what it got before.
 */
record Step(ClusterView view) {
    /** They are handed over at the same time, so there is an end to how many. */
    private static final int MAX_HAND_OVERS = 32;

    /** The one step, and the hand-overs beside it. */
    record Chosen(Optional<Intent> step, List<Intent> handOvers) {
        List<Intent> all() {
            return Stream.concat(step.stream(), handOvers.stream()).toList();
        }
    }

    /** Takes decisions in their order, which is that of creation for what people asked for. */
    Chosen choose(List<Decision> decisions) {
        Set<String> busy = busy();
        Set<String> taken = new HashSet<>();
        Optional<Intent> step = Optional.empty();
        List<Intent> handOvers = new ArrayList<>();
        for (Decision decision : decisions) {
            Candidate candidate = decision.candidate();
            Optional<String> node = candidate.executor();
            if (decision.verdict() != Decision.Verdict.ALLOWED
                    || node.filter(taken::contains).isPresent()) {
                continue;
            }
            if (!candidate.effect().isNone() || node.isEmpty()) {
                if (step.isEmpty()) {
                    step = Optional.of(intent(candidate));
                    node.ifPresent(taken::add);
                }
            } else if (!busy.contains(node.get()) && handOvers.size() < MAX_HAND_OVERS) {
                handOvers.add(intent(candidate));
                taken.add(node.get());
            }
        }
        return new Chosen(step, handOvers);
    }

    /**
     * The nodes whose agents have something unfinished. What waited behind it could not begin before its token ends, and would
     * overtake what has to be handed over again.
     */
    private Set<String> busy() {
        Set<String> busy = new HashSet<>();
        view.inFlight().forEach(intent -> intent.candidate().executor().ifPresent(busy::add));
        view.state().actions().values().stream()
                .filter(action -> action.phase() == NodeActionPhase.NEW || action.phase() == NodeActionPhase.RUNNING)
                .forEach(action -> busy.add(action.node().nodeId()));
        return busy;
    }

    private Intent intent(Candidate candidate) {
        int attempt = Optional.ofNullable(view.state().retries().get(Retries.key(candidate)))
                        .map(Retry::attempts)
                        .orElse(0)
                + 1;
        Optional<Intent> planned = planned(candidate, attempt);
        return Intent.planned(
                candidate.request().or(() -> planned.map(Intent::id)).orElseGet(() -> id(candidate, attempt)),
                candidate,
                attempt,
                planned.map(Intent::createdAt).orElse(view.now()),
                Deadlines.of(view, candidate));
    }

    private Optional<Intent> planned(Candidate candidate, int attempt) {
        return view.state().intents().values().stream()
                .filter(intent -> intent.phase() == Intent.Phase.PLANNED
                        && intent.attempt() == attempt
                        && intent.candidate().key().equals(candidate.key()))
                .findFirst();
    }

    /** With the time: failures are forgotten once, and an agent may still know an action of the days before. */
    private UUID id(Candidate candidate, int attempt) {
        String name = view.state().record().incarnation() + "|" + candidate.key() + "|" + attempt + "|" + view.now();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
