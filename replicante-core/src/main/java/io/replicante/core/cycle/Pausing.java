package io.replicante.core.cycle;

import io.replicante.core.plan.Described;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Truth;
import java.time.Instant;
import java.util.Optional;

/** Follows an action that stops writes for a time: it stays in flight for as long as they may be stopped. */
record Pausing(ClusterView view) {
    Intent advance(Intent intent) {
        Instant since = intent.finalAt().orElse(view.now());
        Optional<NodeView> node = intent.candidate().effect().shift().pauses().flatMap(view::node);
        boolean leads =
                node.filter(each -> view.leadership().isPrimary(each.nodeId())).isPresent();
        boolean over =
                intent.pauseOverAt().filter(end -> view.now().isAfter(end)).isPresent();
        if (over) {
            return leads
                    ? intent.become(Intent.Phase.FAILED, "writes went on before the primary was moved")
                    : intent.become(Intent.Phase.COMPLETE, "the primary was moved meanwhile");
        }
        boolean moved =
                node.filter(each -> new Fences(view).of(each).isPresent()).isPresent();
        if (moved && view.leadership().primary().isKnown() && !leads) {
            return intent.become(Intent.Phase.COMPLETE, "the primary was moved meanwhile");
        }
        if (!view.startedAt().isAfter(since) || !leads || !isKnownToAcceptWrites(intent)) {
            return intent;
        }
        return isResumed(intent)
                ? intent.become(Intent.Phase.COMPLETE, "writes go on, as they were told to")
                : intent.become(Intent.Phase.FAILED, "it was reported done, and writes are not stopped");
    }

    private boolean isKnownToAcceptWrites(Intent intent) {
        Optional<NodeView> subject =
                intent.candidate().subject().map(Target::nodeId).flatMap(view::node);
        Facts facts = Facts.of(view);
        subject.ifPresent(node -> facts.subject(node, Optional.empty()));
        return Described.action(view, intent.candidate().kind(), subject, Optional.empty())
                .toOptional()
                .flatMap(ActionDefinition::completeWhen)
                .map(stopped -> stopped.test(facts.variables()))
                .filter(Truth::isFalse)
                .isPresent();
    }

    private boolean isResumed(Intent intent) {
        return view.state().intents().values().stream()
                .anyMatch(other -> other.candidate()
                                .effect()
                                .shift()
                                .promoted()
                                .equals(intent.candidate().effect().shift().pauses())
                        && !other.id().equals(intent.id()));
    }
}
