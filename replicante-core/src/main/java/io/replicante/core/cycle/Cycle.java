package io.replicante.core.cycle;

import io.replicante.core.check.Checks;
import io.replicante.core.diff.Diff;
import io.replicante.core.gate.Flapping;
import io.replicante.core.gate.Gate;
import io.replicante.core.gate.Retries;
import io.replicante.core.gate.SafetySettings;
import io.replicante.core.gate.StopSet;
import io.replicante.core.gate.Stoppable;
import io.replicante.core.plan.Planner;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Approval;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Openings;
import io.replicante.core.state.Orchestration;
import io.replicante.core.state.Retry;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.ViewBuilder;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Walks one cluster through the pure stations: view, check, plan, gate, diff. Immutable and thread-safe. */
public final class Cycle {
    private static final int FINISHED_KEPT = 50;

    private final ViewBuilder views;
    private final Checks checks;
    private final Planner planner;
    private final Gate gate;
    private final SafetySettings settings;

    /**
     * Creates a cycle.
     *
     * @param definitions the datastore definitions
     * @param checks the checks
     * @param planner the remedies
     * @param gate the rules
     * @param settings the numbers that the rules use
     */
    public Cycle(Definitions definitions, Checks checks, Planner planner, Gate gate, SafetySettings settings) {
        this.views = new ViewBuilder(definitions, settings.caughtUpMax());
        this.checks = checks;
        this.planner = planner;
        this.gate = gate;
        this.settings = settings;
    }

    /**
     * A cycle with the built-in plugs only.
     *
     * @param definitions the datastore definitions
     * @param settings the numbers that the rules use
     * @return the cycle
     */
    public static Cycle of(Definitions definitions, SafetySettings settings) {
        return new Cycle(
                definitions, Checks.with(List.of()), Planner.with(List.of()), Gate.with(List.of(), settings), settings);
    }

    /**
     * Runs the stations.
     *
     * @param input everything that the cycle depends on
     * @return everything that it concludes
     */
    public CycleOutput run(CycleInput input) {
        ClusterView observed =
                views.build(input.state(), input.surroundings(), input.observations(), input.startedAt(), input.now());
        Progress.Result progress = Progress.of(observed);
        ClusterView checked = new Fencing(with(observed, progress.state()), progress.ended()).applied();
        NavigableMap<String, Finding> found = checks.run(checked);
        Openings openings = Flapping.openings(checked, found.values(), progress.ended(), settings);
        ClusterView view =
                with(checked, checked.state().toBuilder().openings(openings).build());
        NavigableMap<String, Finding> findings = Checks.with(found, Flapping.signals(view, settings), view);
        Situation situation = new Situation(view, findings);
        Planner.Plan plan = planner.plan(situation);
        List<Candidate> candidates = plan.candidates().stream()
                .filter(candidate -> !isUnderWay(view, candidate))
                .toList();
        List<Decision> decisions = gate.judge(candidates, situation);
        Step.Chosen chosen = new Step(view).choose(decisions);
        Turns turns = new Turns(view);
        ClusterState next = next(
                view,
                findings,
                plan,
                decisions,
                chosen.all(),
                progress.ended(),
                turns.next(!chosen.all().isEmpty()));
        Actor actor = Actor.engine(input.engine());
        List<NewEvent> events = Diff.of(input.state(), next, input.now(), actor).events(progress.ended());
        Optional<Unreserved> unreserved = chosen.step()
                .filter(Intent::takesShare)
                .map(step -> Unreserved.waiting(next, step))
                .map(waiting -> new Unreserved(
                        waiting,
                        Diff.of(input.state(), waiting, input.now(), actor).events(progress.ended())));
        List<String> notes = new ArrayList<>(plan.notes());
        turns.obstacle(next.orchestrations()).ifPresent(notes::add);
        return new CycleOutput(
                view.mode().label(),
                next,
                events,
                chosen.step(),
                chosen.handOvers(),
                progress.withdraw(),
                notes,
                Bearing.of(view, findings, next.intents().values()),
                unreserved);
    }

    /**
     * Tells which nodes may stop together.
     *
     * @param input everything that the answer depends on
     * @return a maximal set, and what stands against the others
     */
    public StopSet stoppable(CycleInput input) {
        ClusterView observed =
                views.build(input.state(), input.surroundings(), input.observations(), input.startedAt(), input.now());
        Progress.Result progress = Progress.of(observed);
        ClusterView checked = new Fencing(with(observed, progress.state()), progress.ended()).applied();
        return Stoppable.of(new Situation(checked, checks.run(checked)), settings);
    }

    private static boolean isUnderWay(ClusterView view, Candidate candidate) {
        return view.inFlight().stream()
                .anyMatch(intent -> intent.candidate().key().equals(candidate.key()));
    }

    private static ClusterView with(ClusterView view, ClusterState state) {
        return new ClusterView(
                view.startedAt(),
                view.now(),
                view.mode(),
                state,
                view.surroundings(),
                view.definition(),
                view.discovery(),
                view.nodes(),
                view.ensemble(),
                view.leadership(),
                view.offsets(),
                view.shards());
    }

    private ClusterState next(
            ClusterView view,
            NavigableMap<String, Finding> findings,
            Planner.Plan plan,
            List<Decision> decisions,
            List<Intent> chosen,
            List<Intent> ended,
            NavigableMap<UUID, Orchestration> orchestrations) {
        ClusterState state = view.state();
        NavigableMap<UUID, Intent> intents = new TreeMap<>();
        view.inFlight().forEach(intent -> intents.put(intent.id(), intent));
        chosen.forEach(intent -> intents.put(intent.id(), intent));
        NavigableMap<String, NodeRecord> nodes = Memory.nodes(view, ended);
        return state.toBuilder()
                .record(Memory.record(view, ended))
                .nodes(nodes)
                .offsets(view.offsets())
                .findings(findings)
                .intents(intents)
                .actions(recent(state.actions()))
                .retries(relevant(state.retries(), plan, view))
                .approvals(valid(state.approvals(), decisions, view.now()))
                .decisions(decisions)
                .orchestrations(orchestrations)
                .overrides(new Words(view).kept(nodes))
                .build();
    }

    /**
     * Failures are forgotten when nobody wants the action any more and the longest wait has passed; not that a node was asked to
     * learn, until it is a member or waits again.
     */
    private NavigableMap<String, Retry> relevant(
            NavigableMap<String, Retry> retries, Planner.Plan plan, ClusterView view) {
        Set<String> wanted = plan.candidates().stream()
                .flatMap(candidate -> Retries.keys(candidate).stream())
                .collect(Collectors.toSet());
        view.nodes().values().stream()
                .filter(node -> !node.everMember() && !node.isIdle())
                .forEach(node -> wanted.add(Retry.key(ActionKinds.CLUSTER_LEARN, node.nodeId())));
        NavigableMap<String, Retry> kept = new TreeMap<>(retries);
        kept.values()
                .removeIf(retry -> !wanted.contains(retry.key())
                        && retry.lastAt().plus(settings.retryMax()).isBefore(view.now()));
        return kept;
    }

    private static NavigableMap<String, Approval> valid(
            NavigableMap<String, Approval> approvals, List<Decision> decisions, Instant now) {
        NavigableMap<String, Approval> kept = new TreeMap<>(approvals);
        kept.values().removeIf(approval -> !approval.isValid(now));
        decisions.forEach(
                decision -> Optional.ofNullable(kept.get(decision.candidate().key()))
                        .filter(approval -> approval.voidedBy(decision).isPresent())
                        .ifPresent(approval -> kept.remove(approval.key())));
        return kept;
    }

    private static NavigableMap<UUID, NodeAction> recent(NavigableMap<UUID, NodeAction> actions) {
        NavigableMap<UUID, NodeAction> kept = new TreeMap<>(actions);
        actions.values().stream()
                .filter(action -> action.phase().isFinal())
                .sorted(Comparator.comparing(NodeAction::createdTime).reversed())
                .skip(FINISHED_KEPT)
                .map(NodeAction::id)
                .forEach(kept::remove);
        return kept;
    }
}
