package io.replicante.core.cycle;

import io.replicante.core.gate.Disturbed;
import io.replicante.core.gate.Losses;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What of a cluster bears on other clusters. Immutable.
 *
 * @param losses which of its nodes were lost, if that can be told
 * @param domains the failure domains that each unfinished intent of voluntary work disturbs
 * @param observed when that was found; empty where nothing was
 * @param lostElsewhere when the last node of another cluster of the namespace was lost, as far as known: who repairs there waits to be
 *     told what was found here since
 * @param unseen other clusters of the namespace that were not looked at since the last loss here, as far as known
 */
public record Bearing(
        Evidence<Losses> losses,
        Map<UUID, NavigableSet<String>> domains,
        Optional<ClusterFacts.Observed> observed,
        Optional<Instant> lostElsewhere,
        NavigableSet<ClusterRef> unseen) {
    /** On nobody. */
    public static final Bearing NONE = new Bearing(
            Evidence.unknown("nobody looked at the cluster"),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Collections.emptyNavigableSet());

    /** Copies the collections. */
    public Bearing {
        domains = Map.copyOf(domains);
        unseen = Collections.unmodifiableNavigableSet(new TreeSet<>(unseen));
    }

    static Bearing of(ClusterView view, Map<String, Finding> findings, Collection<Intent> intents) {
        NavigableMap<UUID, NavigableSet<String>> domains = new TreeMap<>();
        intents.stream()
                .filter(Intent::takesShare)
                .forEach(intent -> domains.put(
                        intent.id(), Disturbed.domains(view, intent.candidate().effect())));
        Evidence<Losses> losses = Losses.of(view, findings);
        return new Bearing(
                losses,
                domains,
                Optional.of(
                        new ClusterFacts.Observed(view.startedAt(), view.spec().interval())),
                lostElsewhere(view),
                losses.toOptional()
                        .flatMap(Losses::latest)
                        .map(last -> unseen(view, last))
                        .orElseGet(Collections::emptyNavigableSet));
    }

    private static NavigableSet<ClusterRef> unseen(ClusterView view, Instant last) {
        NavigableSet<ClusterRef> unseen = new TreeSet<>();
        view.surroundings()
                .fleet()
                .toOptional()
                .ifPresent(fleet -> fleet.namespaceBeside(view.ref()).forEach((other, facts) -> {
                    if (facts.observed().isPresent() && !facts.wasSeenSince(last, view.now())) {
                        unseen.add(other);
                    }
                }));
        return unseen;
    }

    private static Optional<Instant> lostElsewhere(ClusterView view) {
        return view.surroundings().fleet().toOptional().stream()
                .flatMap(fleet -> fleet.namespaceBeside(view.ref()).values().stream())
                .flatMap(other -> other.lost().stream())
                .max(Comparator.naturalOrder());
    }

    /**
     * The failure domains that voluntary work disturbs.
     *
     * @param state the cluster, with its unfinished intents
     * @param which the intents of interest
     * @return the domains of those of them that are voluntary work
     */
    public NavigableSet<String> domains(ClusterState state, Predicate<Intent> which) {
        NavigableSet<String> all = new TreeSet<>();
        state.intents().values().stream()
                .filter(Intent::takesShare)
                .filter(which)
                .forEach(intent -> all.addAll(domains.getOrDefault(intent.id(), new TreeSet<>())));
        return all;
    }

    /**
     * What others have to reckon with.
     *
     * @param state the cluster, with its unfinished intents
     * @return the facts; what is only planned is not among them
     */
    public ClusterFacts facts(ClusterState state) {
        boolean working =
                state.intents().values().stream().anyMatch(intent -> intent.inFlight() && intent.takesShare());
        Losses known = losses.toOptional().orElse(new Losses(0, List.of()));
        return new ClusterFacts(
                known.seen(),
                known.lost(),
                working,
                List.copyOf(domains(state, Intent::inFlight)),
                observed,
                losses instanceof Evidence.Unknown<Losses> unknown ? Optional.of(unknown.reason()) : Optional.empty());
    }
}
