package io.replicante.spec.report;

import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Everything that is shown of one cluster, put together from its records. Immutable; {@link #builder} checks that everything
 * belongs together.
 */
public final class ClusterView {
    private final ClusterSpec spec;
    private final ClusterDiscovery discovery;
    private final Map<String, Node> nodes;
    private final Map<String, Map<String, Shard>> shards;
    private final Map<String, NodeStoreExtras> storeExtras;
    private final Map<String, List<NodeAction>> nodeActions;
    private final Map<UUID, NodeAction> nodeActionsById;
    private final List<OrchestratorAction> orchestratorActions;
    private final Map<String, ShardStats> shardStats;

    private ClusterView(Builder built) {
        spec = built.spec;
        discovery = built.discovery;
        nodes = frozen(built.nodes);
        Map<String, Map<String, Shard>> copies = new TreeMap<>();
        Map<String, ShardStats> stats = new TreeMap<>();
        built.shards.forEach((nodeId, each) -> {
            copies.put(nodeId, frozen(each));
            stats.put(nodeId, ShardStats.of(each.values()));
        });
        shards = frozen(copies);
        shardStats = frozen(stats);
        storeExtras = frozen(built.storeExtras);
        Map<String, List<NodeAction>> actions = new TreeMap<>();
        built.nodeActions.forEach((nodeId, each) -> actions.put(nodeId, List.copyOf(each)));
        nodeActions = frozen(actions);
        nodeActionsById = frozen(built.nodeActionsById);
        orchestratorActions = List.copyOf(built.orchestratorActions);
    }

    private static <K extends Comparable<K>, V> Map<K, V> frozen(Map<K, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /**
     * Begins a view of a cluster without nodes.
     *
     * @param spec the cluster's specification
     * @return a builder
     */
    public static Builder builder(ClusterSpec spec) {
        return new Builder(spec);
    }

    /**
     * The cluster's specification.
     *
     * @return the specification
     */
    public ClusterSpec spec() {
        return spec;
    }

    /**
     * The nodes that the platform listed.
     *
     * @return the discovery
     */
    public ClusterDiscovery discovery() {
        return discovery;
    }

    /**
     * The nodes.
     *
     * @return nodes by id
     */
    public Map<String, Node> nodes() {
        return nodes;
    }

    /**
     * The copies of shards.
     *
     * @return copies by node and shard; nodes without any are absent
     */
    public Map<String, Map<String, Shard>> shards() {
        return shards;
    }

    /**
     * What the running datastore processes know.
     *
     * @return extras by node
     */
    public Map<String, NodeStoreExtras> storeExtras() {
        return storeExtras;
    }

    /**
     * The unfinished node actions.
     *
     * @return actions by node, in the order in which they were added; nodes without any are absent
     */
    public Map<String, List<NodeAction>> nodeActions() {
        return nodeActions;
    }

    /**
     * The unfinished node action of an id.
     *
     * @param id the id
     * @return the action, if there is one
     */
    public Optional<NodeAction> nodeAction(UUID id) {
        return Optional.ofNullable(nodeActionsById.get(id));
    }

    /**
     * The unfinished orchestrator actions.
     *
     * @return actions in the order in which they were added
     */
    public List<OrchestratorAction> orchestratorActions() {
        return orchestratorActions;
    }

    /**
     * How many copies of shards the nodes have.
     *
     * @return counts by node; nodes without any copy are absent
     */
    public Map<String, ShardStats> shardStats() {
        return shardStats;
    }

    /**
     * Finds nodes of the cluster.
     *
     * @param search which nodes, in which order
     * @return the nodes
     */
    public List<Node> search(NodeSearch search) {
        return search.select(
                nodes.values(),
                node -> new NodeAttributes(
                        node, Optional.ofNullable(shardStats.get(node.ref().nodeId()))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterView view
                && spec.equals(view.spec)
                && discovery.equals(view.discovery)
                && nodes.equals(view.nodes)
                && shards.equals(view.shards)
                && storeExtras.equals(view.storeExtras)
                && nodeActions.equals(view.nodeActions)
                && orchestratorActions.equals(view.orchestratorActions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(spec, discovery, nodes, shards, storeExtras, nodeActions, orchestratorActions);
    }

    @Override
    public String toString() {
        return "ClusterView[" + spec.ref() + ", " + nodes.size() + " nodes]";
    }

    /**
     * Gathers the records of one cluster. Each method refuses a record of another cluster with an
     * {@link IllegalArgumentException} and leaves the builder as it was. Confined to one thread.
     */
    public static final class Builder {
        private final ClusterSpec spec;
        private ClusterDiscovery discovery;
        private final Map<String, Node> nodes = new TreeMap<>();
        private final Map<String, Map<String, Shard>> shards = new TreeMap<>();
        private final Map<String, NodeStoreExtras> storeExtras = new TreeMap<>();
        private final Map<String, List<NodeAction>> nodeActions = new TreeMap<>();
        private final Map<UUID, NodeAction> nodeActionsById = new TreeMap<>();
        private final List<OrchestratorAction> orchestratorActions = new ArrayList<>();

        private Builder(ClusterSpec spec) {
            this.spec = spec;
            this.discovery = new ClusterDiscovery(spec.ref(), List.of());
        }

        /**
         * Takes the nodes that the platform listed.
         *
         * @param listed the discovery
         * @return this
         */
        public Builder discovery(ClusterDiscovery listed) {
            requireOwn(listed.cluster(), "a discovery");
            discovery = listed;
            return this;
        }

        /**
         * Adds a node.
         *
         * @param node the node
         * @return this
         */
        public Builder node(Node node) {
            requireOwn(node.ref(), "a node");
            nodes.put(node.ref().nodeId(), node);
            return this;
        }

        /**
         * Adds a copy of a shard.
         *
         * @param shard the copy
         * @return this
         */
        public Builder shard(Shard shard) {
            requireOwn(shard.node(), "a shard");
            shards.computeIfAbsent(shard.node().nodeId(), nodeId -> new TreeMap<>())
                    .put(shard.shardId(), shard);
            return this;
        }

        /**
         * Adds what a running datastore process knows.
         *
         * @param extras the extras
         * @return this
         */
        public Builder storeExtras(NodeStoreExtras extras) {
            requireOwn(extras.node(), "store extras");
            storeExtras.put(extras.node().nodeId(), extras);
            return this;
        }

        /**
         * Adds an unfinished node action.
         *
         * @param action the action
         * @return this
         */
        public Builder nodeAction(NodeAction action) {
            requireOwn(action.node(), "a node action");
            requireUnfinished(action.phase().isFinal(), action.id());
            if (nodeActionsById.putIfAbsent(action.id(), action) != null) {
                throw new IllegalArgumentException("action " + action.id() + " is there twice");
            }
            nodeActions
                    .computeIfAbsent(action.node().nodeId(), nodeId -> new ArrayList<>())
                    .add(action);
            return this;
        }

        /**
         * Adds an unfinished orchestrator action.
         *
         * @param action the action
         * @return this
         */
        public Builder orchestratorAction(OrchestratorAction action) {
            requireOwn(action.cluster(), "an orchestrator action");
            requireUnfinished(action.phase().isFinal(), action.id());
            orchestratorActions.add(action);
            return this;
        }

        /**
         * The view of what was added.
         *
         * @return the view
         */
        public ClusterView build() {
            return new ClusterView(this);
        }

        private void requireOwn(NodeRef node, String what) {
            requireOwn(node.cluster(), what);
        }

        private void requireOwn(ClusterRef cluster, String what) {
            if (!cluster.equals(spec.ref())) {
                throw new IllegalArgumentException(what + " of " + cluster + " does not belong to " + spec.ref());
            }
        }

        private static void requireUnfinished(boolean finished, UUID id) {
            if (finished) {
                throw new IllegalArgumentException("action " + id + " is finished");
            }
        }
    }
}
