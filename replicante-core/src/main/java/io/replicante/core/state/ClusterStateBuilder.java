package io.replicante.core.state;

import io.replicante.spec.action.NodeAction;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.SafetyOverride;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a {@link ClusterState} by naming what differs from another one; see {@link ClusterState#toBuilder}. Each value takes the
 * place of all that was there. To be used by one thread.
 */
public final class ClusterStateBuilder {
    private ClusterSpec spec;
    private Optional<Pause> pause;
    private Optional<DiscoveryRecord> discovery;
    private ClusterRecord record;
    private NavigableMap<String, NodeRecord> nodes;
    private List<PrimaryOffset> offsets;
    private NavigableMap<String, Finding> findings;
    private NavigableMap<UUID, Intent> intents;
    private NavigableMap<UUID, NodeAction> actions;
    private NavigableMap<String, Retry> retries;
    private NavigableMap<String, Approval> approvals;
    private List<Decision> decisions;
    private NavigableMap<UUID, Orchestration> orchestrations;
    private NavigableMap<UUID, SafetyOverride> overrides;
    private Openings openings;

    ClusterStateBuilder(ClusterState from) {
        spec = from.spec();
        pause = from.pause();
        discovery = from.discovery();
        record = from.record();
        nodes = from.nodes();
        offsets = from.offsets();
        findings = from.findings();
        intents = from.intents();
        actions = from.actions();
        retries = from.retries();
        approvals = from.approvals();
        decisions = from.decisions();
        orchestrations = from.orchestrations();
        overrides = from.overrides();
        openings = from.openings();
    }

    /**
     * Says how the cluster is declared.
     *
     * @param value the declaration
     * @return this builder
     */
    public ClusterStateBuilder spec(ClusterSpec value) {
        spec = Objects.requireNonNull(value, "spec");
        return this;
    }

    /**
     * Says whether the cluster itself is paused.
     *
     * @param value the pause, if any
     * @return this builder
     */
    public ClusterStateBuilder pause(Optional<Pause> value) {
        pause = Objects.requireNonNull(value, "pause");
        return this;
    }

    /**
     * Says what the platform listed last.
     *
     * @param value the listing, if there ever was one
     * @return this builder
     */
    public ClusterStateBuilder discovery(Optional<DiscoveryRecord> value) {
        discovery = Objects.requireNonNull(value, "discovery");
        return this;
    }

    /**
     * Says what is remembered for ever.
     *
     * @param value the record
     * @return this builder
     */
    public ClusterStateBuilder record(ClusterRecord value) {
        record = Objects.requireNonNull(value, "record");
        return this;
    }

    /**
     * Says which nodes are or were of the cluster.
     *
     * @param value the nodes, by id
     * @return this builder
     */
    public ClusterStateBuilder nodes(NavigableMap<String, NodeRecord> value) {
        nodes = Objects.requireNonNull(value, "nodes");
        return this;
    }

    /**
     * Says how far primaries had come lately.
     *
     * @param value the offsets, oldest first
     * @return this builder
     */
    public ClusterStateBuilder offsets(List<PrimaryOffset> value) {
        offsets = Objects.requireNonNull(value, "offsets");
        return this;
    }

    /**
     * Says what is wrong.
     *
     * @param value the findings, by {@link Finding#key}
     * @return this builder
     */
    public ClusterStateBuilder findings(NavigableMap<String, Finding> value) {
        findings = Objects.requireNonNull(value, "findings");
        return this;
    }

    /**
     * Says what was decided and has not ended.
     *
     * @param value the intents, by id
     * @return this builder
     */
    public ClusterStateBuilder intents(NavigableMap<UUID, Intent> value) {
        intents = Objects.requireNonNull(value, "intents");
        return this;
    }

    /**
     * Says which actions on nodes are asked for, under way or over lately.
     *
     * @param value the actions, by id
     * @return this builder
     */
    public ClusterStateBuilder actions(NavigableMap<UUID, NodeAction> value) {
        actions = Objects.requireNonNull(value, "actions");
        return this;
    }

    /**
     * Says what failed how often in a row.
     *
     * @param value the failures, by {@link Retry#key}
     * @return this builder
     */
    public ClusterStateBuilder retries(NavigableMap<String, Retry> value) {
        retries = Objects.requireNonNull(value, "retries");
        return this;
    }

    /**
     * Says what people agreed to.
     *
     * @param value the approvals, by {@link Approval#key}
     * @return this builder
     */
    public ClusterStateBuilder approvals(NavigableMap<String, Approval> value) {
        approvals = Objects.requireNonNull(value, "approvals");
        return this;
    }

    /**
     * Says what was decided last.
     *
     * @param value the decisions
     * @return this builder
     */
    public ClusterStateBuilder decisions(List<Decision> value) {
        decisions = Objects.requireNonNull(value, "decisions");
        return this;
    }

    /**
     * Says what is asked of the cluster as a whole.
     *
     * @param value the actions, by id
     * @return this builder
     */
    public ClusterStateBuilder orchestrations(NavigableMap<UUID, Orchestration> value) {
        orchestrations = Objects.requireNonNull(value, "orchestrations");
        return this;
    }

    /**
     * Says what people answer in place of a rule.
     *
     * @param value the overrides, by {@link SafetyOverride#id}
     * @return this builder
     */
    public ClusterStateBuilder overrides(NavigableMap<UUID, SafetyOverride> value) {
        overrides = Objects.requireNonNull(value, "overrides");
        return this;
    }

    /**
     * Says when findings opened lately.
     *
     * @param value the openings
     * @return this builder
     */
    public ClusterStateBuilder openings(Openings value) {
        openings = Objects.requireNonNull(value, "openings");
        return this;
    }

    /**
     * Makes the state. The builder may be used further.
     *
     * @return the state
     */
    public ClusterState build() {
        return new ClusterState(
                spec,
                pause,
                discovery,
                record,
                nodes,
                offsets,
                findings,
                intents,
                actions,
                retries,
                approvals,
                decisions,
                orchestrations,
                overrides,
                openings);
    }
}
