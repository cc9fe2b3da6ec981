package io.replicante.core.gate;

import io.replicante.core.state.Candidate;
import io.replicante.core.state.Retry;
import io.replicante.core.state.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    /**
     * What is counted together of newcomers that are lost before they ever voted, whichever they are.
     *
     * @param group their group; empty when it is not known
     * @return the key
     */
    public static String newcomers(Optional<String> group) {
        return "joining" + group.map(name -> " of " + name).orElse("");
    }

    /**
     * The keys of all failures that bear on another try.
     *
     * @param candidate the candidate
     * @return its own key, and of a new machine the keys of the newcomers before it
     */
    public static List<String> keys(Candidate candidate) {
        return candidate.kind().equals(Candidate.PROVISION)
                ? List.of(key(candidate), newcomers(candidate.group()), newcomers(Optional.empty()))
                : List.of(key(candidate));
    }

    /** The failures that stand longest against another try, if there are any. */
    static Optional<Retry> against(GateCase judged) {
        return keys(judged.candidate()).stream()
                .flatMap(key ->
                        Optional.ofNullable(judged.view().state().retries().get(key)).stream())
                .filter(retry -> retry.failures() > 0)
                .max(Comparator.comparing(retry -> until(retry, judged.settings())));
    }

    static Instant until(Retry retry, SafetySettings settings) {
        return retry.lastAt().plus(waitAfter(retry.failures(), settings));
    }

    static Duration waitAfter(int failures, SafetySettings settings) {
        int doublings = Math.min(Math.max(0, failures - 1), MAX_DOUBLINGS);
        Duration wait = settings.retryBase().multipliedBy(1L << doublings);
        return wait.compareTo(settings.retryMax()) > 0 ? settings.retryMax() : wait;
    }
}
