package io.replicante.core.check;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.datastore.Upkeep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds actions on agents that the engine knows nothing of. */
public final class Foreign {
    /** The kind of the actor of what an agent told first. */
    public static final String AGENT = "agent";

    /**
     * Somebody else's unfinished action.
     *
     * @param nodeId on which node
     * @param kind what it does
     */
    public record Action(String nodeId, String kind) {}

    /**
     * A sign that somebody else is at work.
     *
     * @param nodeId where it is seen
     * @param what in a sentence
     */
    public record Change(String nodeId, String what) {}

    private Foreign() {}

    /**
     * Unfinished actions that are not ours and can do something.
     *
     * @param view the cluster
     * @return the actions
     */
    public static List<Action> unfinished(ClusterView view) {
        List<Action> found = new ArrayList<>();
        for (NodeView node : view.nodes().values()) {
            node.observation()
                    .actions()
                    .toOptional()
                    .ifPresent(reading -> reading.queued().actions().stream()
                            .filter(action -> isForeign(view, action))
                            .map(action -> new Action(node.nodeId(), action.kind()))
                            .forEach(found::add));
        }
        return found;
    }

    /**
     * Whatever shows that somebody else is changing the cluster: unfinished actions that are not ours, and what the definition says
     * to look for.
     *
     * @param view the cluster
     * @return what is seen, each on one node
     */
    public static List<Change> changes(ClusterView view) {
        List<Change> found = new ArrayList<>();
        for (Action action : unfinished(view)) {
            found.add(new Change(
                    action.nodeId(), "Somebody else runs " + action.kind() + " on node " + action.nodeId() + "."));
        }
        List<Upkeep.ForeignChange> sources = sources(view);
        if (!sources.isEmpty()) {
            Facts facts = Facts.of(view);
            for (NodeView node : view.nodes().values()) {
                Map<String, Object> variables = facts.node(node).variables();
                sources.stream()
                        .filter(source -> source.when().test(variables).isTrue())
                        .map(source ->
                                new Change(node.nodeId(), "Node " + node.nodeId() + " says: " + source.meaning()))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /**
     * Whether everybody who works tells of everything that the definition says to look for: what one node does not report may be under
     * way there, and seen from nowhere else. Where there never was a cluster, and nobody works, there is nothing that could be changed.
     *
     * @param view the cluster
     * @return what is not told, and by which node that is up, in a sentence
     */
    public static Optional<String> untold(ClusterView view) {
        List<NodeView> up =
                view.nodes().values().stream().filter(NodeView::isUp).toList();
        List<Upkeep.ForeignChange> sources = sources(view);
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        if (up.isEmpty()) {
            return view.everInitialised()
                    ? Optional.of("No node works that could tell " + asked(sources.get(0)))
                    : Optional.empty();
        }
        Facts facts = Facts.of(view);
        for (NodeView node : up) {
            Map<String, Object> variables = facts.node(node).variables();
            for (Upkeep.ForeignChange source : sources) {
                if (source.when().test(variables).isUnknown()) {
                    return Optional.of(
                            "Node " + node.nodeId() + " works and does not report what tells " + asked(source));
                }
            }
        }
        return Optional.empty();
    }

    private static String asked(Upkeep.ForeignChange source) {
        return "whether " + source.when() + ": " + source.meaning();
    }

    /**
     * What the definition says to look for.
     *
     * @param view the cluster
     * @return the sources beside agents' actions
     */
    public static List<Upkeep.ForeignChange> sources(ClusterView view) {
        return view.definition()
                .toOptional()
                .map(definition -> definition.upkeep().foreignChanges())
                .orElse(List.of());
    }

    private static boolean isForeign(ClusterView view, ActionSummary action) {
        ActionPhase phase = action.phase();
        return !phase.isFinal()
                && !ActionKinds.isTest(action.kind())
                && !view.state().intents().containsKey(action.id());
    }

    /** How many unfinished actions of others are shown of one node. */
    public static final int MAX_SHOWN = 100;

    /**
     * Whether an agent, rather than somebody who asked us, told of an action first.
     *
     * @param action an action that is shown
     * @return true when nobody asked us for it
     */
    public static boolean isFound(NodeAction action) {
        return action.actor().kind().equals(AGENT);
    }

    /**
     * How many unfinished actions of others are shown of a node.
     *
     * @param actions the actions that are shown
     * @param nodeId the node
     * @return their number
     */
    public static long shown(Collection<NodeAction> actions, String nodeId) {
        return actions.stream()
                .filter(action -> action.node().nodeId().equals(nodeId))
                .filter(action -> !action.phase().isFinal() && isFound(action))
                .count();
    }
}
