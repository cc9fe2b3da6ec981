package io.replicante.core.gate;

import io.replicante.core.state.Candidate;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.datastore.ActionDefinition;
import java.time.Duration;
import java.time.Instant;

/** By when an action should be complete if it is begun now. Stateless. */
public final class Deadlines {
    private static final Duration UNDESCRIBED = Duration.ofMinutes(10);

    private Deadlines() {}

    /**
     * The deadline of an action.
     *
     * @param view the cluster
     * @param candidate the action
     * @return when it is overdue
     */
    public static Instant of(ClusterView view, Candidate candidate) {
        return view.now().plus(within(view, candidate));
    }

    private static Duration within(ClusterView view, Candidate candidate) {
        Declaration.Graces graces = view.spec().declaration().graces();
        if (candidate.onPlatform()) {
            Duration settle =
                    view.surroundings().platform().map(PlatformSpec::settle).orElse(PlatformSpec.DEFAULT_SETTLE);
            return longer(graces.scaleUp(), settle);
        }
        Duration deadline = view.definition()
                .toOptional()
                .flatMap(definition -> definition.action(candidate.kind()))
                .map(ActionDefinition::deadline)
                .orElse(UNDESCRIBED);
        if (candidate.effect().forms()) {
            return longer(deadline, graces.initialise());
        }
        boolean joins = candidate.effect().learner().isPresent()
                || candidate.effect().voter().isPresent();
        return joins ? longer(deadline, graces.expand()) : deadline;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
