package io.replicante.core.cycle;

import io.replicante.core.check.DeclaredGroups;
import io.replicante.core.check.FindingCodes;
import io.replicante.core.gate.Retries;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Retry;
import io.replicante.core.view.ClusterView;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Counts the newcomers of a group that were given back before they ever voted. Each of them is another node, so that none of them is
 * ever tried twice; only together do they show that a further one would not help, either.
 */
record Newcomers(ClusterView view) {
    void book(Intent intent, NavigableMap<String, Retry> retries) {
        if (intent.phase() != Intent.Phase.COMPLETE) {
            return;
        }
        Candidate candidate = intent.candidate();
        if (candidate.kind().equals(Candidate.DEPROVISION)
                && candidate.resolves().contains(FindingCodes.LEARNER_LOST)) {
            String key = Retries.newcomers(candidate.group());
            int failures =
                    Optional.ofNullable(retries.get(key)).map(Retry::failures).orElse(0) + 1;
            String node = candidate.subject().orElseThrow().nodeId();
            retries.put(key, new Retry(key, failures, failures, view.now(), node + " was lost before it ever voted"));
        }
        candidate
                .effect()
                .voter()
                .flatMap(view::node)
                .ifPresent(node -> retries.remove(Retries.newcomers(DeclaredGroups.of(view, node))));
    }
}
