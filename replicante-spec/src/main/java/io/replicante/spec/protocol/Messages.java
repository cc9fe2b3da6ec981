package io.replicante.spec.protocol;

import io.replicante.spec.action.NodeAction;
import io.replicante.spec.action.OrchestratorAction;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionExecutionRequest;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.platform.DeprovisionRequest;
import io.replicante.spec.platform.Discovery;
import io.replicante.spec.platform.ProvisionRequest;
import io.replicante.spec.platform.ProvisionResponse;
import io.replicante.spec.report.ClusterDiscovery;
import io.replicante.spec.report.ClusterView;
import io.replicante.spec.report.Node;
import io.replicante.spec.report.NodeStoreExtras;
import io.replicante.spec.report.OrchestrateReport;
import io.replicante.spec.report.Shard;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The messages of the Replicante protocol. */
public final class Messages {
    /** An agent's answer about its node. */
    public static final MessageType<AgentNode> AGENT_NODE =
            new MessageType<>("AgentNode", AgentMessages::node, AgentMessages::node);
    /** An agent's answer about its running datastore process. */
    public static final MessageType<StoreExtras> AGENT_STORE_EXTRAS =
            new MessageType<>("AgentStoreExtras", AgentMessages::extras, AgentMessages::extras);
    /** One copy of a shard in an agent's answer. */
    public static final MessageType<AgentShard> AGENT_SHARD =
            new MessageType<>("AgentShard", AgentMessages::shard, AgentMessages::shard);
    /** An agent's answer about the copies on its node. */
    public static final MessageType<ShardsInfo> SHARDS_INFO =
            new MessageType<>("ShardsInfo", AgentMessages::shards, AgentMessages::shards);
    /** An agent's answer about one action. */
    public static final MessageType<ActionExecution> ACTION_EXECUTION =
            new MessageType<>("ActionExecution", ActionMessages::execution, ActionMessages::execution);
    /** An agent's answer about its queue, or what it has finished. */
    public static final MessageType<ActionList> ACTION_EXECUTION_LIST =
            new MessageType<>("ActionExecutionList", ActionMessages::list, ActionMessages::list);
    /** A request to an agent for an action. */
    public static final MessageType<ActionExecutionRequest> ACTION_EXECUTION_REQUEST =
            new MessageType<>("ActionExecutionRequest", ActionMessages::request, ActionMessages::request);
    /** An agent's answer to such a request: the id of the action. */
    public static final MessageType<UUID> ACTION_SCHEDULED =
            new MessageType<>("ActionScheduled", ActionMessages::scheduled, ActionMessages::scheduled);
    /** A platform's list of everything. */
    public static final MessageType<Discovery> DISCOVER_RESPONSE =
            new MessageType<>("DiscoverResponse", PlatformMessages::discovery, PlatformMessages::discovery);
    /** A request to a platform for nodes. */
    public static final MessageType<ProvisionRequest> PROVISION_REQUEST =
            new MessageType<>("ProvisionRequest", PlatformMessages::provision, PlatformMessages::provision);
    /** A platform's answer to such a request. */
    public static final MessageType<ProvisionResponse> PROVISION_RESPONSE =
            new MessageType<>("ProvisionResponse", PlatformMessages::provisioned, PlatformMessages::provisioned);
    /** A request to a platform to take a node back. */
    public static final MessageType<DeprovisionRequest> DEPROVISION_REQUEST =
            new MessageType<>("DeprovisionRequest", PlatformMessages::deprovision, PlatformMessages::deprovision);
    /** A namespace. */
    public static final MessageType<Namespace> NAMESPACE =
            new MessageType<>("Namespace", DesiredMessages::namespace, DesiredMessages::namespace);
    /** A platform. */
    public static final MessageType<PlatformSpec> PLATFORM =
            new MessageType<>("Platform", DesiredMessages::platform, DesiredMessages::platform);
    /** The specification of a cluster. */
    public static final MessageType<ClusterSpec> CLUSTER_SPEC =
            new MessageType<>("ClusterSpec", DesiredMessages::cluster, DesiredMessages::cluster);
    /** The nodes of a cluster as a platform listed them. */
    public static final MessageType<ClusterDiscovery> CLUSTER_DISCOVERY =
            new MessageType<>("ClusterDiscovery", ReportMessages::discovery, ReportMessages::discovery);
    /** A node as the control plane shows it. */
    public static final MessageType<Node> NODE = new MessageType<>("Node", ReportMessages::node, ReportMessages::node);
    /** A copy of a shard as the control plane shows it. */
    public static final MessageType<Shard> SHARD =
            new MessageType<>("Shard", ReportMessages::shard, ReportMessages::shard);
    /** What only a node's running datastore process knows, as the control plane shows it. */
    public static final MessageType<NodeStoreExtras> STORE_EXTRAS =
            new MessageType<>("StoreExtras", ReportMessages::extras, ReportMessages::extras);
    /** A node action as the control plane shows it. */
    public static final MessageType<NodeAction> NACTION =
            new MessageType<>("NAction", CoreActionMessages::nodeAction, CoreActionMessages::nodeAction);
    /** An orchestrator action as the control plane shows it. */
    public static final MessageType<OrchestratorAction> OACTION = new MessageType<>(
            "OAction", CoreActionMessages::orchestratorAction, CoreActionMessages::orchestratorAction);
    /** What a cycle did. */
    public static final MessageType<OrchestrateReport> ORCHESTRATE_REPORT =
            new MessageType<>("OrchestrateReport", ReportMessages::report, ReportMessages::report);
    /** Everything that is shown of a cluster. */
    public static final MessageType<ClusterView> CLUSTER_VIEW =
            new MessageType<>("ClusterView", ViewMessages::view, ViewMessages::view);
    /** A search for nodes. */
    public static final MessageType<NodeSearch> NODE_SEARCH =
            new MessageType<>("NodeSearch", DeclarationMessages::search, NodeSearch::toJson);
    /** The body of an answer that is an error. */
    public static final MessageType<ErrorBody> ERROR_BODY =
            new MessageType<>("ErrorBody", ErrorBody::read, ErrorBody::write);

    private static final List<MessageType<?>> ALL = List.of(
            AGENT_NODE,
            AGENT_STORE_EXTRAS,
            AGENT_SHARD,
            SHARDS_INFO,
            ACTION_EXECUTION,
            ACTION_EXECUTION_LIST,
            ACTION_EXECUTION_REQUEST,
            ACTION_SCHEDULED,
            DISCOVER_RESPONSE,
            PROVISION_REQUEST,
            PROVISION_RESPONSE,
            DEPROVISION_REQUEST,
            NAMESPACE,
            PLATFORM,
            CLUSTER_SPEC,
            CLUSTER_DISCOVERY,
            NODE,
            SHARD,
            STORE_EXTRAS,
            NACTION,
            OACTION,
            ORCHESTRATE_REPORT,
            CLUSTER_VIEW,
            NODE_SEARCH,
            ERROR_BODY);

    private Messages() {}

    /**
     * All types of messages.
     *
     * @return the types
     */
    public static List<MessageType<?>> all() {
        return ALL;
    }

    /**
     * The type of a name.
     *
     * @param name the name, for example {@code AgentNode}
     * @return the type, if there is one
     */
    public static Optional<MessageType<?>> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
