package io.replicante.core.gate;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.check.Signal;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Openings;
import io.replicante.core.state.Openings.Opened;
import io.replicante.core.state.Subject;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which findings come and go. Stateless. */
public final class Flapping {
    /** What these say of a node says whether the node itself works. */
    private static final Set<String> LIVENESS = Set.of(
            FindingCodes.AGENT_SILENT_NODE_UP,
            FindingCodes.LEARNER_LOST,
            FindingCodes.NODE_UNHEALTHY,
            FindingCodes.PROCESS_DOWN_HOST_UP,
            FindingCodes.UNREACHABLE_BY_PEERS,
            FindingCodes.UNREACHABLE_BY_US,
            FindingCodes.VOTER_LOST);

    private Flapping() {}

    /**
     * What is remembered of openings after a cycle. What opens while an action of ours touches its subject is the action's doing, and what is
     * found of actions is counted as failures in a row.
     *
     * @param view the cluster, with the findings of the cycle before
     * @param findings what is wrong now
     * @param ended the intents that ended in this cycle
     * @param settings how many openings within what time are looked at
     * @return the openings
     */
    public static Openings openings(
            ClusterView view, Collection<Finding> findings, List<Intent> ended, SafetySettings settings) {
        List<Intent> ours = Stream.concat(view.inFlight().stream(), ended.stream())
                .filter(intent -> !intent.candidate().effect().isNone())
                .toList();
        List<Finding> opened = findings.stream()
                .filter(finding -> !view.state().findings().containsKey(finding.key()))
                .filter(Flapping::counts)
                .filter(finding -> ours.stream().noneMatch(intent -> touches(view, intent, finding.subject())))
                .toList();
        return view.state()
                .openings()
                .with(opened, view.now(), view.now().minus(settings.flapWindow()), settings.flapOpenings());
    }

    private static boolean counts(Finding finding) {
        return finding.severity() != Finding.Severity.INFO
                && !finding.subject().kind().equals("action");
    }

    /** Whatever is not about one node may change by any action, and everything by a change of primary. */
    private static boolean touches(ClusterView view, Intent intent, Subject subject) {
        return !subject.kind().equals("node")
                || intent.candidate().effect().shift().promoted().isPresent()
                || intent.candidate().executor().filter(subject.id()::equals).isPresent()
                || intent.candidate().targets().stream().map(Target::nodeId).anyMatch(subject.id()::equals)
                || Disturbed.nodes(view, intent.candidate().effect()).contains(subject.id());
    }

    private static List<Opened> of(ClusterView view, SafetySettings settings) {
        return view.state().openings().often(settings.flapOpenings(), view.now().minus(settings.flapWindow()));
    }

    /**
     * What comes and goes, by its subjects.
     *
     * @param view the cluster, with the openings of this cycle
     * @param settings how many openings within what time are too many
     * @return one signal for each subject
     */
    public static List<Signal> signals(ClusterView view, SafetySettings settings) {
        Map<String, List<Opened>> bySubject = of(view, settings).stream()
                .collect(Collectors.groupingBy(
                        opened -> opened.subject().toString(), TreeMap::new, Collectors.toList()));
        return bySubject.values().stream().map(Flapping::signal).toList();
    }

    private static Signal signal(List<Opened> ofOneSubject) {
        Subject subject = ofOneSubject.get(0).subject();
        String codes = ofOneSubject.stream().map(Opened::code).collect(Collectors.joining(","));
        return new Signal(
                FindingCodes.FLAPPING,
                Finding.Severity.WARNING,
                subject,
                "What is found of " + subject + " comes and goes.",
                Map.of("codes", codes));
    }

    /** The first of them that a candidate would resolve, or that is about whether a node that it is aimed at works. */
    static Optional<String> against(GateCase judged) {
        return of(judged.view(), judged.settings()).stream()
                .filter(opened -> resolved(judged, opened) || shakesATarget(judged, opened))
                .map(opened -> opened.code() + " of " + opened.subject())
                .findFirst();
    }

    private static boolean resolved(GateCase judged, Opened opened) {
        Subject subject = opened.subject();
        boolean ofAnotherGroup = subject.kind().equals("group")
                && judged.candidate()
                        .group()
                        .filter(group -> !group.equals(subject.id()))
                        .isPresent();
        return judged.candidate().resolves().contains(opened.code())
                && judged.isAboutTargets(subject)
                && !ofAnotherGroup;
    }

    private static boolean shakesATarget(GateCase judged, Opened opened) {
        return LIVENESS.contains(opened.code())
                && judged.candidate().targets().stream()
                        .anyMatch(target ->
                                target.nodeId().equals(opened.subject().id()));
    }
}
