package io.replicante.core.cycle;

import io.replicante.core.gate.Retries;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Retry;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.datastore.ActionDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Chooses the one step that is taken next. */
record Step(ClusterView view) {
    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(10);

    Optional<Intent> choose(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.verdict() == Decision.Verdict.ALLOWED)
                .map(Decision::candidate)
                .findFirst()
                .map(this::intent);
    }

    private Intent intent(Candidate candidate) {
        int attempt = Optional.ofNullable(view.state().retries().get(Retries.key(candidate)))
                        .map(Retry::attempts)
                        .orElse(0)
                + 1;
        UUID id = candidate.request().orElseGet(() -> id(candidate, attempt));
        return new Intent(
                id,
                candidate,
                attempt,
                Intent.Phase.PLANNED,
                Optional.ofNullable(view.state().intents().get(id))
                        .map(Intent::createdAt)
                        .orElse(view.now()),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.of(view.now().plus(deadline(candidate))),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0,
                "allowed");
    }

    private UUID id(Candidate candidate, int attempt) {
        String name = view.state().record().incarnation() + "|" + candidate.key() + "|" + attempt;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private Duration deadline(Candidate candidate) {
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
                .orElse(DEFAULT_DEADLINE);
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
