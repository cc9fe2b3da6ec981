package io.replicante.core.gate;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Retry;
import io.replicante.core.state.Target;
import java.time.Duration;
import java.util.stream.Collectors;

/** How failures in a row are counted. */
public final class Retries {
    private static final int MAX_DOUBLINGS = 20;

    private Retries() {}

    /**
     * What is counted together: the kind of action and its subjects, whatever their incarnation and the incident.
     *
     * @param candidate the candidate
     * @return the key
     */
    public static String key(Candidate candidate) {
        String subjects = candidate.targets().stream().map(Target::nodeId).collect(Collectors.joining(","));
        return Retry.key(
                candidate.kind()
                        + candidate.group().map(group -> " for " + group).orElse(""),
                subjects);
    }

    static Duration waitAfter(int failures, SafetySettings settings) {
        int doublings = Math.min(Math.max(0, failures - 1), MAX_DOUBLINGS);
        Duration wait = settings.retryBase().multipliedBy(1L << doublings);
        return wait.compareTo(settings.retryMax()) > 0 ? settings.retryMax() : wait;
    }
}
