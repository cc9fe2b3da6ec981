package io.replicante.core.state;

import io.replicante.spec.action.NodeAction;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.SafetyOverride;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Everything that is remembered of one cluster between two cycles. Immutable.
 *
 * @param spec the declared cluster
 * @param pause the cluster's own pause, if any
 * @param discovery what the platform last listed, if it ever did
 * @param record what is remembered for ever
 * @param nodes every node that is or was of this cluster, until it is removed
 * @param offsets recent offsets of primaries, oldest first; volatile, empty after a take-over
 * @param findings what was wrong at the end of the last cycle, by {@link Finding#key}
 * @param intents unfinished intents, by id
 * @param actions node actions that people, hosts or the engine asked for, by id; the unfinished and the recently finished
 * @param retries failures in a row, by {@link Retry#key}
 * @param approvals what people agreed to, by {@link Approval#key}
 * @param decisions the last decisions
 * @param orchestrations what was asked of the cluster as a whole, by id; the unfinished and the recently finished
 * @param overrides what people answer in place of a rule, by {@link SafetyOverride#id}
 * @param openings when findings opened lately
 */
public record ClusterState(
        ClusterSpec spec,
        Optional<Pause> pause,
        Optional<DiscoveryRecord> discovery,
        ClusterRecord record,
        NavigableMap<String, NodeRecord> nodes,
        List<PrimaryOffset> offsets,
        NavigableMap<String, Finding> findings,
        NavigableMap<UUID, Intent> intents,
        NavigableMap<UUID, NodeAction> actions,
        NavigableMap<String, Retry> retries,
        NavigableMap<String, Approval> approvals,
        List<Decision> decisions,
        NavigableMap<UUID, Orchestration> orchestrations,
        NavigableMap<UUID, SafetyOverride> overrides,
        Openings openings) {
    /** Refuses nulls, copies the collections. */
    public ClusterState {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(pause, "pause");
        Objects.requireNonNull(discovery, "discovery");
        Objects.requireNonNull(record, "record");
        nodes = sorted(nodes);
        offsets = List.copyOf(offsets);
        findings = sorted(findings);
        intents = sorted(intents);
        actions = sorted(actions);
        retries = sorted(retries);
        approvals = sorted(approvals);
        decisions = List.copyOf(decisions);
        orchestrations = sorted(orchestrations);
        overrides = sorted(overrides);
        Objects.requireNonNull(openings, "openings");
    }

    /**
     * A cluster that was just declared.
     *
     * @param spec the declaration
     * @param incarnation random; see {@link ClusterRecord#incarnation}
     * @return the state
     */
    public static ClusterState fresh(ClusterSpec spec, String incarnation) {
        return new ClusterState(
                spec,
                Optional.empty(),
                Optional.empty(),
                ClusterRecord.fresh(incarnation),
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                Openings.NONE);
    }

    /**
     * Begins a state that differs from this one in a few things.
     *
     * @return a builder that holds what this state remembers
     */
    public ClusterStateBuilder toBuilder() {
        return new ClusterStateBuilder(this);
    }

    /**
     * This state with the attempt of an intent recorded. An attempt to form a cluster marks it as initialised: from here on
     * data may exist.
     *
     * @param attempted the intent, attempted
     * @return the state
     */
    public ClusterState withAttempt(Intent attempted) {
        NavigableMap<UUID, Intent> changed = new TreeMap<>(intents);
        changed.put(attempted.id(), attempted);
        ClusterRecord remembered = attempted.candidate().effect().forms()
                ? record.initialised(attempted.attemptedAt().orElseThrow())
                : record;
        return toBuilder().record(remembered).intents(changed).build();
    }

    /**
     * This state with other overrides.
     *
     * @param changed the overrides
     * @return the state
     */
    public ClusterState withOverrides(NavigableMap<UUID, SafetyOverride> changed) {
        return toBuilder().overrides(changed).build();
    }

    /**
     * A person's word for a node.
     *
     * @param rule the rule that asks for it
     * @param nodeId the node
     * @param now the time
     * @return who vouches, why and until when, if somebody does and it has not expired
     */
    public Optional<SafetyOverride> attestation(String rule, String nodeId, Instant now) {
        return overrides.values().stream()
                .filter(word -> word.vouches() && word.rule().equals(rule) && word.isValid(now))
                .filter(word -> word.nodeId().equals(Optional.of(nodeId)))
                .findFirst();
    }

    /**
     * Whether a person lets a node's copy be thrown away, whatever nobody else has of it.
     *
     * @param nodeId the node
     * @param now the time
     * @return true while an override of {@link SafetyOverride#LAST_COPY} names the node, and not only some of its shards
     */
    public boolean isDiscarded(String nodeId, Instant now) {
        return overrides.values().stream()
                .filter(word -> word.rule().equals(SafetyOverride.LAST_COPY) && word.isValid(now))
                .anyMatch(word -> word.nodeId().equals(Optional.of(nodeId))
                        && word.shards().isEmpty());
    }

    private static <K extends Comparable<K>, V> NavigableMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableNavigableMap(new TreeMap<>(map));
    }
}
