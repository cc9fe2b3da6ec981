package io.replicante.core.cycle;

import io.replicante.core.state.Intent;
import io.replicante.core.state.Withdrawals;
import io.replicante.core.view.ActionsReading;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionPhase;
import java.time.Instant;
import java.util.Optional;

/** Brings an intent that an agent was asked for up to date with what was observed. */
final class Advance {
    /** What is noted of an attempt whose outcome nobody recorded, once its agent says that it does not know it. */
    static final String NEVER_SEEN = "the agent does not know it";

    private static final int LOST_AFTER = 2;

    private final ClusterView view;

    Advance(ClusterView view) {
        this.view = view;
    }

    /** What is to be done about an intent. */
    record Step(Intent intent, boolean withdraw) {
        static Step keep(Intent intent) {
            return new Step(intent, false);
        }
    }

    Step advance(Intent intent) {
        if (intent.phase() == Intent.Phase.FINAL) {
            return Step.keep(completed(intent));
        }
        if (machineIsGone(intent)) {
            return Step.keep(intent.become(Intent.Phase.FAILED, "the machine that should have run it is gone"));
        }
        Optional<ActionsReading> reading = intent.candidate()
                .executor()
                .flatMap(view::node)
                .flatMap(node -> node.observation().actions().toOptional());
        Optional<ActionExecution> answer =
                reading.map(each -> each.lookups().get(intent.id())).orElse(null);
        if (answer == null) {
            return Step.keep(intent);
        }
        return answer.map(action -> Step.keep(reported(intent, action))).orElseGet(() -> missing(intent));
    }

    /** One listing may be cut short: the machine has to be missing, and silent, for as long as a loss takes to be confirmed. */
    private boolean machineIsGone(Intent intent) {
        return view.discovery().isKnown()
                && intent.candidate()
                        .executor()
                        .flatMap(view::node)
                        .filter(node -> node.discovered().isEmpty() && node.isSilent())
                        .filter(new Absence(view)::isConfirmed)
                        .isPresent();
    }

    private Step missing(Intent intent) {
        if (intent.sentAt().isEmpty()) {
            return new Step(intent.become(Intent.Phase.OUTCOME_UNKNOWN, NEVER_SEEN), true);
        }
        Intent missed = intent.missing(intent.missed() + 1);
        return new Step(missed, missed.missed() >= LOST_AFTER);
    }

    private Intent reported(Intent intent, ActionExecution action) {
        if (Withdrawals.isWithdrawal(action, intent.candidate().kind())) {
            return intent.become(Intent.Phase.WITHDRAWN, "its id was occupied before it arrived");
        }
        ActionPhase phase = action.state().phase();
        return switch (phase) {
            case NEW, RUNNING ->
                intent.sentAt().isPresent() && intent.missed() == 0
                        ? intent.become(Intent.Phase.SENT, phase.name())
                        : intent.sent(view.now()).become(Intent.Phase.SENT, phase.name());
            case FAILED ->
                intent.become(
                        Intent.Phase.FAILED,
                        "the agent reports: "
                                + action.state().error().map(Object::toString).orElse("failed"));
            case DONE ->
                isHarmless(intent)
                        ? intent.become(Intent.Phase.COMPLETE, "done")
                        : intent.reportedFinal(view.now(), "done; its effect is awaited");
        };
    }

    private Intent completed(Intent intent) {
        if (intent.pauseOverAt().isPresent()
                && intent.candidate().effect().shift().promoted().isEmpty()) {
            return new Pausing(view).advance(intent);
        }
        Instant since = intent.finalAt().orElse(view.now());
        if (view.startedAt().isAfter(since) && new Completion(view).isComplete(intent, since)) {
            return intent.become(Intent.Phase.COMPLETE, "its effect was observed");
        }
        return intent.isOverdue(view.now())
                ? intent.become(Intent.Phase.FAILED, "reported done, but its effect was not observed in time")
                : intent;
    }

    /** A variant of an action may do what the action itself does not. */
    private boolean isHarmless(Intent intent) {
        boolean described = view.definition()
                .toOptional()
                .map(definition ->
                        definition.footprint(intent.candidate().kind()).isEmpty())
                .orElse(true);
        return described && intent.candidate().effect().isNone();
    }
}
