package io.replicante.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.Reports;
import io.replicante.core.document.StateCodec;
import io.replicante.core.document.StoredReport;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Orchestration;
import io.replicante.core.view.Copies;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.report.ClusterDiscovery;
import io.replicante.spec.report.ClusterView;
import io.replicante.spec.report.Node;
import io.replicante.spec.report.NodeDetails;
import io.replicante.spec.report.NodeStoreExtras;
import io.replicante.spec.report.OrchestrateReport;
import io.replicante.spec.report.Shard;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Shows what is known of clusters, as of their last cycles. Thread-safe. */
public final class ClusterViews {
    private final Store store;

    /**
     * Creates it.
     *
     * @param store where it is kept
     */
    public ClusterViews(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * What the platform last listed for a cluster.
     *
     * @param ref the cluster
     * @return the listing, if there ever was one
     */
    public Optional<ClusterDiscovery> discovery(ClusterRef ref) {
        return load(ref)
                .state()
                .flatMap(ClusterState::discovery)
                .map(record -> new ClusterDiscovery(ref, record.nodes()));
    }

    /**
     * A cluster with its nodes, copies and unfinished actions.
     *
     * @param ref the cluster
     * @return the view, if there is such a cluster
     */
    public Optional<ClusterView> view(ClusterRef ref) {
        LoadedCluster loaded = load(ref);
        return loaded.state().map(state -> view(ref, state, copies(loaded)));
    }

    private static ClusterView view(ClusterRef ref, ClusterState state, Copies copies) {
        ClusterView.Builder view = ClusterView.builder(state.spec());
        view.discovery(new ClusterDiscovery(
                ref, state.discovery().map(DiscoveryRecord::nodes).orElse(List.of())));
        for (NodeRecord node : state.nodes().values()) {
            NodeRef named = new NodeRef(ref, node.nodeId());
            boolean reached = !node.status().is(NodeStatus.Code.UNREACHABLE);
            view.node(new Node(
                    named, node.status(), node.agent().filter(agent -> reached).map(NodeDetails::of)));
            node.extras()
                    .ifPresent(
                            extras -> view.storeExtras(new NodeStoreExtras(named, extras.attributes(), isFresh(node))));
            shards(node, copies)
                    .forEach((shard, fresh) -> view.shard(new Shard(
                            named,
                            shard.id(),
                            shard.role().orElse(ShardRole.other("UNKNOWN")),
                            shard.commitOffset(),
                            shard.lag(),
                            fresh)));
        }
        state.actions().values().stream()
                .filter(action -> !action.phase().isFinal())
                .forEach(view::nodeAction);
        state.orchestrations().values().stream()
                .map(Orchestration::action)
                .filter(action -> !action.phase().isFinal())
                .forEach(view::orchestratorAction);
        return view.build();
    }

    private static boolean isFresh(NodeRecord node) {
        return !node.status().is(NodeStatus.Code.UNREACHABLE)
                && !node.status().is(NodeStatus.Code.UNAVAILABLE)
                && !node.status().is(NodeStatus.Code.INCOMPLETE);
    }

    /** With their offsets where these are known; the roles are the newest in any case. */
    private static Map<AgentShard, Boolean> shards(NodeRecord node, Copies copies) {
        Map<String, AgentShard> volatileOnes = new TreeMap<>();
        Optional<Copies.OfNode> read = Optional.ofNullable(copies.nodes().get(node.nodeId()));
        read.ifPresent(known -> known.shards().forEach(shard -> volatileOnes.put(shard.id(), shard)));
        boolean fresh = isFresh(node) && read.map(Copies.OfNode::fresh).orElse(true);
        Map<AgentShard, Boolean> shown = new java.util.LinkedHashMap<>();
        for (AgentShard shard : node.shards()) {
            AgentShard offsets = volatileOnes.getOrDefault(shard.id(), shard);
            shown.put(
                    new AgentShard(shard.id(), shard.role(), offsets.commitOffset(), offsets.lag(), shard.attributes()),
                    fresh);
        }
        return shown;
    }

    private static Copies copies(LoadedCluster loaded) {
        return loaded.snapshot()
                .find(Scope.of(loaded.ref()), DocumentKind.COPIES, loaded.ref().clusterId())
                .map(document -> {
                    try {
                        return Documents.read(document, Copies.class);
                    } catch (UnreadableDocumentException writtenAnewSoon) {
                        return Copies.NONE;
                    }
                })
                .orElse(Copies.NONE);
    }

    /**
     * The nodes of a cluster that a search finds, in its order.
     *
     * @param ref the cluster
     * @param search the search
     * @return the nodes; none when there is no such cluster
     */
    public List<Node> search(ClusterRef ref, NodeSearch search) {
        return view(ref).map(view -> view.search(search)).orElse(List.of());
    }

    /**
     * The report of a cluster's last cycle: what was noted in it, and what was decided.
     *
     * @param ref the cluster
     * @return the report, or empty before the first cycle
     */
    public Optional<OrchestrateReport> report(ClusterRef ref) {
        LoadedCluster loaded = load(ref);
        return loaded.report().map(StoredReport::report).map(report -> {
            OrchestrateReport said = Reports.of(ref, report);
            List<OrchestrateReport.Note> notes = new ArrayList<>(said.notes());
            loaded.state().map(ClusterState::decisions).orElse(List.of()).forEach(each -> notes.add(note(each)));
            return new OrchestrateReport(ref, said.mode(), said.startTime(), notes);
        });
    }

    private static OrchestrateReport.Note note(Decision decision) {
        Map<String, JsonNode> data = new TreeMap<>();
        JsonNodeFactory json = JsonNodeFactory.instance;
        data.put("kind", json.textNode(decision.candidate().kind()));
        data.put("step-id", json.textNode(decision.candidate().remedy()));
        data.put("verdict", json.textNode(decision.verdict().name()));
        decision.candidate().subject().ifPresent(target -> data.put("node_id", json.textNode(target.nodeId())));
        decision.candidate().request().ifPresent(id -> data.put("action_id", json.textNode(id.toString())));
        String why = decision.against().isEmpty()
                ? "every rule holds"
                : decision.against().get(0).rule() + ": "
                        + decision.against().get(0).message();
        return new OrchestrateReport.Note(
                OrchestrateReport.Category.DECISION,
                data,
                decision.candidate().kind() + " is " + decision.verdict() + ", " + why);
    }

    private LoadedCluster load(ClusterRef ref) {
        return StateCodec.read(ref, store.load(StateCodec.scopes(ref)));
    }
}
