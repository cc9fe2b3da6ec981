package io.replicante.core;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.state.Decided;
import io.replicante.spec.model.ClusterRef;
import java.util.List;
import java.util.Objects;

/**
 * The last decisions about a cluster, each when its verdict or a rule's answer became another. Immutable.
 *
 * @param cluster the cluster
 * @param entries the decisions, oldest first
 */
public record DecisionHistory(ClusterRef cluster, List<Decided> entries) {
    /** Refuses nulls, copies the list. */
    public DecisionHistory {
        Objects.requireNonNull(cluster, "cluster");
        entries = List.copyOf(entries);
    }

    /**
     * For programs. Each entry is shown as in {@link Explanation#json}, with the time {@code at}.
     *
     * @return the decisions as JSON
     */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ns_id", cluster.nsId()).put("cluster_id", cluster.clusterId());
        ArrayNode decisions = json.putArray("decisions");
        for (Decided entry : entries) {
            ObjectNode decided = decisions.addObject().put("at", entry.at().toString());
            decided.setAll(Explanation.json(entry.decision()));
        }
        return json;
    }
}
