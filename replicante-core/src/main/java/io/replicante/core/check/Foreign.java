package io.replicante.core.check;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionPhase;
import io.replicante.spec.agent.ActionSummary;
import java.util.ArrayList;
import java.util.List;

/** Finds actions on agents that the engine knows nothing of. */
public final class Foreign {
    private static final String HARMLESS = "agent.replicante.io/test.";

    /**
     * Somebody else's unfinished action.
     *
     * @param nodeId on which node
     * @param kind what it does
     */
    public record Action(String nodeId, String kind) {}

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

    private static boolean isForeign(ClusterView view, ActionSummary action) {
        ActionPhase phase = action.phase();
        return !phase.isFinal()
                && !action.kind().startsWith(HARMLESS)
                && !view.state().intents().containsKey(action.id());
    }
}
