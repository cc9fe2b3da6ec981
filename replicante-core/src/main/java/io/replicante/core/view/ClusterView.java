package io.replicante.core.view;

import io.replicante.core.state.ClusterState;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Pause;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is known of a cluster in one cycle. Immutable.
 *
 * @param startedAt when the cycle began, before any observation
 * @param now the time of the cycle's decisions
 * @param mode what may be done
 * @param state what was remembered, with the intents brought up to date
 * @param surroundings namespace, fleet and platform
 * @param definition what the datastore software is
 * @param discovery what the platform lists, if that is recent enough to rely on
 * @param nodes every node, by id
 * @param ensemble the datastore's own configuration
 * @param leadership who takes the writes
 * @param offsets recent offsets of primaries, this cycle's included
 * @param shards the shards, and which of them a node holds copies of
 */
public record ClusterView(
        Instant startedAt,
        Instant now,
        Mode mode,
        ClusterState state,
        Surroundings surroundings,
        Evidence<DatastoreDefinition> definition,
        Evidence<DiscoveryRecord> discovery,
        NavigableMap<String, NodeView> nodes,
        Evidence<Ensemble> ensemble,
        Leadership leadership,
        List<PrimaryOffset> offsets,
        ShardIndex shards) {
    /** Refuses nulls, copies the collections. */
    public ClusterView {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(surroundings, "surroundings");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(discovery, "discovery");
        nodes = Collections.unmodifiableNavigableMap(new TreeMap<>(nodes));
        Objects.requireNonNull(ensemble, "ensemble");
        Objects.requireNonNull(leadership, "leadership");
        offsets = List.copyOf(offsets);
        Objects.requireNonNull(shards, "shards");
    }

    /**
     * The cluster.
     *
     * @return its name
     */
    public ClusterRef ref() {
        return state.spec().ref();
    }

    /**
     * The declared cluster.
     *
     * @return the specification
     */
    public ClusterSpec spec() {
        return state.spec();
    }

    /**
     * One node.
     *
     * @param nodeId which
     * @return the node, if it is known
     */
    public Optional<NodeView> node(String nodeId) {
        return Optional.ofNullable(nodes.get(nodeId));
    }

    /**
     * The intents whose effects must be reckoned with.
     *
     * @return the intents in flight
     */
    public List<Intent> inFlight() {
        return state.intents().values().stream().filter(Intent::inFlight).toList();
    }

    /**
     * The pauses that hold the automation back here.
     *
     * @return pauses by what was paused: {@code cluster}, {@code fleet} or {@code namespace}
     */
    public NavigableMap<String, Pause> pauses() {
        NavigableMap<String, Pause> pauses = new TreeMap<>();
        state.pause().ifPresent(pause -> pauses.put("cluster", pause));
        surroundings.fleetPause().ifPresent(pause -> pauses.put("fleet", pause));
        surroundings.namespacePause().ifPresent(pause -> pauses.put("namespace", pause));
        return Collections.unmodifiableNavigableMap(pauses);
    }

    /**
     * Whether data may exist: the cluster was, or may have been, initialised.
     *
     * @return true when it may
     */
    public boolean everInitialised() {
        return state.record().initialisedAt().isPresent();
    }
}
