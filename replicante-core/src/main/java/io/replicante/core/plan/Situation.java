package io.replicante.core.plan;

import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster and what is wrong with it.
 *
 * @param view the cluster
 * @param findings what is wrong, by {@link Finding#key}
 */
public record Situation(ClusterView view, NavigableMap<String, Finding> findings) {
    /** Refuses nulls, copies the map. */
    public Situation {
        Objects.requireNonNull(view, "view");
        findings = Collections.unmodifiableNavigableMap(new TreeMap<>(findings));
    }

    /**
     * The findings of one code.
     *
     * @param code the code
     * @return the findings
     */
    public List<Finding> of(String code) {
        return findings.values().stream()
                .filter(finding -> finding.code().equals(code))
                .toList();
    }

    /**
     * What the datastore software is.
     *
     * @return the definition, if it is known
     */
    public Optional<DatastoreDefinition> definition() {
        return view.definition().toOptional();
    }

    /**
     * What the cluster should be made of.
     *
     * @return the declared definition, if there is one
     */
    public Optional<ClusterDefinition> declared() {
        return view.spec().declaration().definition();
    }

    /**
     * The datastore's own configuration, once there is one.
     *
     * @return the configuration, if it is known and not empty
     */
    public Optional<Ensemble> ensemble() {
        return view.ensemble().toOptional().filter(ensemble -> ensemble.version() >= 0);
    }

    /**
     * Whether as many voters as declared are configured, be they up or not: one more would be one too many.
     *
     * @return false while either is not known
     */
    public boolean isFull() {
        return declared()
                .map(ClusterDefinition::desiredNodes)
                .flatMap(size -> ensemble().filter(known -> known.voters().size() >= size))
                .isPresent();
    }

    /**
     * The nodes that follow the cluster without being configured in it. Who says that it is a primary follows nobody.
     *
     * @return the learners
     */
    public List<NodeView> learners() {
        return ensemble()
                .map(ensemble -> view.nodes().values().stream()
                        .filter(node -> ensemble.ofNode(node.nodeId()).isEmpty())
                        .filter(node -> node.status().is(NodeStatus.Code.JOINING_CLUSTER) || node.isUp())
                        .filter(node -> !node.everMember())
                        .filter(node -> node.copy()
                                .filter(copy -> copy.is(ShardRole.PRIMARY))
                                .isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /**
     * The machines that wait to be told what to do.
     *
     * @return the idle nodes that the platform lists
     */
    public List<NodeView> idle() {
        return view.nodes().values().stream()
                .filter(node -> node.discovered().isPresent() && node.isSpare())
                .toList();
    }

    /**
     * The intents in flight of one kind.
     *
     * @param kind the kind of action
     * @return the intents
     */
    public List<Intent> inFlight(String kind) {
        return view.inFlight().stream()
                .filter(intent -> intent.candidate().kind().equals(kind))
                .toList();
    }
}
