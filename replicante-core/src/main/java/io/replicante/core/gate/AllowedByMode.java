package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Mode;
import io.replicante.spec.action.OrchestratorActionPhase;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code allowed-by-mode}: the mode of the namespace, and nobody's pause, stands against beginning something.
 *
 * <p>Evidence: the namespace, the pauses, the declaration.
 */
final class AllowedByMode implements SafetyRule {
    @Override
    public String id() {
        return "allowed-by-mode";
    }

    @Override
    public String unblockedBy() {
        return "what the namespace, the cluster or a pause allows: an Active namespace, an active declaration and platform, no pause";
    }

    @Override
    public boolean appliesToHarmless() {
        return true;
    }

    @Override
    public Reason judge(GateCase judged) {
        Mode mode = judged.view().mode();
        if (!judged.view().spec().active()) {
            return violated("the cluster is declared inactive");
        }
        if (!judged.view().spec().declaration().active()
                && judged.candidate().request().isEmpty()) {
            return violated("the declaration is not active: the cluster is only watched");
        }
        if (judged.candidate().onPlatform()
                && judged.view()
                        .surroundings()
                        .platform()
                        .filter(platform -> !platform.active())
                        .isPresent()) {
            return violated("the cluster's platform is declared inactive");
        }
        return switch (mode) {
            case SYNC -> exclusive(judged).orElseGet(() -> holds("the namespace is active and nothing is paused"));
            case OBSERVE -> violated("the namespace is only observed");
            case PAUSED ->
                letsGoOn(judged)
                        ? holds("the automation is paused, and this ends what was begun before")
                        : violated("the automation is paused: " + pauses(judged));
            case DELETE ->
                judged.effect().leaves().isPresent() || judged.effect().lost().isPresent()
                        ? holds("the namespace is being emptied")
                        : violated("the namespace is being emptied: only removals are allowed");
        };
    }

    private static String pauses(GateCase judged) {
        return judged.view().pauses().entrySet().stream()
                .map(pause -> "the " + pause.getKey() + " " + pause.getValue().describe())
                .collect(Collectors.joining("; "));
    }

    /** Writes that we stopped go on, whoever paused the automation since. */
    private static boolean letsGoOn(GateCase judged) {
        return judged.others().stream()
                .map(other -> other.candidate().effect().shift().pauses())
                .anyMatch(paused -> paused.isPresent()
                        && paused.equals(judged.effect().shift().promoted())
                        && judged.view().leadership().isPrimary(paused.get()));
    }

    /** An action on the cluster as a whole lets nothing begin beside it, but what restores availability. */
    private Optional<Reason> exclusive(GateCase judged) {
        if (judged.candidate().work() == WorkClass.AVAILABILITY) {
            return Optional.empty();
        }
        return judged.view().state().orchestrations().values().stream()
                .filter(work -> work.action().phase() == OrchestratorActionPhase.RUNNING)
                .filter(work -> !judged.candidate().request().equals(Optional.of(work.id())))
                .findFirst()
                .map(work -> violated("the action " + work.action().kind() + " " + work.id()
                        + " on the cluster as a whole is running"));
    }
}
