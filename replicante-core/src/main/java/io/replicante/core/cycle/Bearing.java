package io.replicante.core.cycle;

import io.replicante.core.gate.Disturbed;
import io.replicante.core.gate.Losses;
import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.view.ClusterView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What of a cluster bears on other clusters. Immutable.
 *
 * @param seen how many of its nodes were ever seen healthy
 * @param lost since when each of those is lost that no peer confirms to be lost
 * @param domains the failure domains that each unfinished intent of voluntary work disturbs
 */
public record Bearing(int seen, List<Instant> lost, Map<UUID, NavigableSet<String>> domains) {
    /** On nobody. */
    public static final Bearing NONE = new Bearing(0, List.of(), Map.of());

    /** Copies the collections. */
    public Bearing {
        lost = List.copyOf(lost);
        domains = Map.copyOf(domains);
    }

    static Bearing of(ClusterView view, Map<String, Finding> findings, Collection<Intent> intents) {
        Losses losses = Losses.of(view, findings);
        NavigableMap<UUID, NavigableSet<String>> domains = new TreeMap<>();
        intents.stream()
                .filter(Intent::takesShare)
                .forEach(intent -> domains.put(
                        intent.id(), Disturbed.domains(view, intent.candidate().effect())));
        return new Bearing(losses.seen(), losses.lost(), domains);
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
        return new ClusterFacts(seen, lost, working, List.copyOf(domains(state, Intent::inFlight)));
    }
}
