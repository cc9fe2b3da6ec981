package io.replicante.core.check;

import io.replicante.core.state.Finding;
import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Runs all checks and gives what they see a history. Immutable and thread-safe. */
public final class Checks {
    private final List<DesiredStateCheck> checks;

    private Checks(List<DesiredStateCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * The built-in checks and the host's own.
     *
     * @param host the host's checks
     * @return all of them
     */
    public static Checks with(List<DesiredStateCheck> host) {
        List<DesiredStateCheck> all = new ArrayList<>(builtIn());
        all.addAll(host);
        return new Checks(all);
    }

    static List<DesiredStateCheck> builtIn() {
        return List.of(
                new KnowledgeCheck(),
                new IdentityCheck(),
                new NodeCheck(),
                new OutageCheck(),
                new LeadershipCheck(),
                new MembershipCheck(),
                new TopologyCheck(),
                new ReplicationCheck(),
                new ShardCheck(),
                new VersionCheck(),
                new DeclarationCheck(),
                new PromiseCheck(),
                new SignsCheck(),
                new FollowingCheck(),
                new BlockedCheck(),
                new ActionCheck(),
                new DefinedCheck());
    }

    /**
     * What is wrong now. A finding that was there before keeps its beginning and its incident.
     *
     * @param view the cluster
     * @return the findings by {@link Finding#key}
     */
    public NavigableMap<String, Finding> run(ClusterView view) {
        NavigableMap<String, Finding> findings = new TreeMap<>();
        for (DesiredStateCheck check : checks) {
            for (Signal signal : signals(check, view)) {
                Finding finding = finding(signal, view);
                findings.putIfAbsent(finding.key(), finding);
            }
        }
        return findings;
    }

    /**
     * Findings and what is seen beside them, with its history.
     *
     * @param findings what is wrong now, by {@link Finding#key}
     * @param more what is seen, too
     * @param view the cluster
     * @return all of them by {@link Finding#key}
     */
    public static NavigableMap<String, Finding> with(
            Map<String, Finding> findings, Collection<Signal> more, ClusterView view) {
        NavigableMap<String, Finding> all = new TreeMap<>(findings);
        more.forEach(signal -> {
            Finding finding = finding(signal, view);
            all.put(finding.key(), finding);
        });
        return all;
    }

    private static List<Signal> signals(DesiredStateCheck check, ClusterView view) {
        try {
            return List.copyOf(check.check(view));
        } catch (RuntimeException failure) {
            return List.of(new Signal(
                    FindingCodes.CHECK_FAILED,
                    Severity.ERROR,
                    new Subject("check", check.name()),
                    "The check " + check.name() + " failed to answer.",
                    Map.of("failure", failure.toString())));
        }
    }

    private static Finding finding(Signal signal, ClusterView view) {
        String key = signal.code() + "/" + signal.subject().kind() + "/"
                + signal.subject().id();
        Optional<Finding> before = Optional.ofNullable(view.state().findings().get(key));
        String name = view.state().record().incarnation() + "/" + key + "/" + view.now();
        return new Finding(
                signal.code(),
                signal.severity(),
                signal.subject(),
                signal.message(),
                signal.evidence(),
                before.map(Finding::since).orElse(view.now()),
                before.map(Finding::cycles).orElse(0) + 1,
                before.map(Finding::incident)
                        .orElseGet(() -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))));
    }
}
