package io.replicante.agent.http;

import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;

/**
 * What an agent's author tells of the node. The rules A1.1 to A1.5 of {@link io.replicante.spec.agent.Agent} apply: nothing
 * comes from a cache, an interrupt ends a call early, and only {@link #node} answers without the datastore process. Thread-safe.
 */
public interface NodeReadings {
    /**
     * What is known with or without the datastore process.
     *
     * @return the node
     */
    AgentNode node();

    /**
     * What is known with the help of the datastore process.
     *
     * @return the extras
     * @throws io.replicante.spec.UnavailableException if the process cannot be reached
     */
    StoreExtras store();

    /**
     * The copies on this node.
     *
     * @return the copies
     * @throws io.replicante.spec.UnavailableException if the process cannot be reached
     */
    ShardsInfo shards();
}
