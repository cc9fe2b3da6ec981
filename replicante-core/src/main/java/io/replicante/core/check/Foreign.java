package io.replicante.core.check;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionSummary;
import io.replicante.spec.datastore.Truth;
import io.replicante.spec.datastore.Upkeep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * What is seen of others' changes, and what is not told of them.
     *
     * @param changes what is seen, each on one node: unfinished actions that are not ours, and what the definition says to look for
     * @param untold what is not told, and by which node that is up, in a sentence; empty when all is told by those of whom the
     *     definition asks it. Where there never was a cluster, and nobody works, there is nothing that could be changed
     */
    public record Seen(List<Change> changes, Optional<String> untold) {
        /** Refuses nulls, copies the list. */
        public Seen {
            changes = List.copyOf(changes);
            Objects.requireNonNull(untold, "untold");
        }
    }

    /**
     * Looks for changes that others make.
     *
     * @param view the cluster
     * @return what is seen, and what is not told
     */
    public static Seen look(ClusterView view) {
        List<Change> changes = new ArrayList<>();
        for (Action action : unfinished(view)) {
            changes.add(new Change(
                    action.nodeId(), "Somebody else runs " + action.kind() + " on node " + action.nodeId() + "."));
        }
        List<Upkeep.ForeignChange> sources = sources(view);
        return sources.isEmpty() ? new Seen(changes, Optional.empty()) : said(view, sources, changes);
    }

    private static Seen said(ClusterView view, List<Upkeep.ForeignChange> sources, List<Change> changes) {
        Facts facts = Facts.of(view);
        List<NodeView> up = new ArrayList<>();
        Map<Upkeep.ForeignChange, List<NodeView>> silent = new LinkedHashMap<>();
        sources.forEach(source -> silent.put(source, new ArrayList<>()));
        for (NodeView node : view.nodes().values()) {
            boolean works = node.isUp();
            if (works) {
                up.add(node);
            }
            Map<String, Object> variables = facts.node(node).variables();
            silent.forEach((source, untold) -> {
                Truth truth = source.when().test(variables);
                if (truth.isTrue()) {
                    changes.add(new Change(node.nodeId(), "Node " + node.nodeId() + " says: " + source.meaning()));
                } else if (truth.isUnknown() && works) {
                    untold.add(node);
                }
            });
        }
        if (up.isEmpty()) {
            String nobody = "No node works that could tell " + asked(sources.get(0));
            return new Seen(changes, view.everInitialised() ? Optional.of(nobody) : Optional.empty());
        }
        return new Seen(
                changes,
                silent.entrySet().stream()
                        .filter(each -> isUntold(each.getKey(), each.getValue().size(), up.size()))
                        .findFirst()
                        .map(each -> "Node " + each.getValue().get(0).nodeId()
                                + " works and does not report what tells " + asked(each.getKey())));
    }

    private static boolean isUntold(Upkeep.ForeignChange source, int silent, int up) {
        return source.toldBy() == Upkeep.ForeignChange.ToldBy.ANY ? silent == up : silent > 0;
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
