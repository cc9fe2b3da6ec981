package io.replicante.core.cycle;

import io.replicante.core.plan.Described;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.Expression;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Judges by observed facts whether an action has had its effect. What its agent reports is not enough. */
record Completion(ClusterView view) {
    boolean isComplete(Intent intent, Instant since) {
        Optional<Expression> condition = Described.action(
                        view, intent.candidate().kind(), subject(intent), lost(intent))
                .toOptional()
                .flatMap(ActionDefinition::completeWhen);
        return condition.isPresent()
                && isBack(intent)
                && condition.get().test(facts(intent, since)).isTrue();
    }

    /** A target without an incarnation was observed to be stopped: nothing else is let through. */
    private boolean isBack(Intent intent) {
        Optional<String> away = intent.candidate().effect().away();
        if (away.isEmpty()) {
            return true;
        }
        Optional<String> before = intent.candidate().targets().stream()
                .filter(target -> target.nodeId().equals(away.get()))
                .findFirst()
                .flatMap(Target::incarnation);
        Optional<String> now =
                view.node(away.get()).flatMap(node -> node.incarnation().toOptional());
        return now.isPresent() && !before.equals(now);
    }

    private Map<String, Object> facts(Intent intent, Instant since) {
        Facts facts = Facts.of(view);
        Effect effect = intent.candidate().effect();
        subject(intent).ifPresent(node -> facts.subject(node, Facts.caughtUp(node, since)));
        effect.leaves().ifPresent(memberId -> facts.lost(memberId, nodeOf(memberId)));
        Map<String, Object> variables = facts.variables();
        if (effect.voter().isEmpty() && variables.containsKey("lost")) {
            variables.put("subject", variables.get("lost"));
        }
        return variables;
    }

    private Optional<NodeView> subject(Intent intent) {
        return intent.candidate().subject().map(Target::nodeId).flatMap(view::node);
    }

    private Optional<Ensemble.Member> lost(Intent intent) {
        return intent.candidate()
                .effect()
                .leaves()
                .flatMap(member -> view.ensemble().toOptional().flatMap(ensemble -> ensemble.byId(member)));
    }

    private Optional<String> nodeOf(String memberId) {
        return view.ensemble()
                .toOptional()
                .flatMap(ensemble -> ensemble.byId(memberId))
                .flatMap(Ensemble.Member::nodeId);
    }
}
