package io.replicante.core.gate;

import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Upkeep;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.StoreExtras;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which copies of replicated data may lack writes: of a node that joined after others, and of one that was away for longer than
 * writes are kept for it, until a repair that began later is complete.
 */
public final class WholeCopies {
    private WholeCopies() {}

    /**
     * Since when a node's copies may lack writes.
     *
     * @param view the cluster
     * @param node the node
     * @return the time, which only a repair that began later makes up for; empty when they lack none
     */
    public static Optional<Instant> lackingSince(ClusterView view, NodeView node) {
        Optional<Duration> window = view.definition().toOptional().flatMap(WholeCopies::window);
        Optional<Instant> before = node.remembered().flatMap(NodeRecord::lackingSince);
        if (window.isEmpty() || !node.isUp()) {
            return before;
        }
        Optional<Instant> upAt = node.remembered().flatMap(NodeRecord::upAt);
        boolean joined = upAt.isEmpty()
                && view.nodes().values().stream()
                        .anyMatch(other ->
                                other.remembered().flatMap(NodeRecord::upAt).isPresent());
        boolean missed =
                upAt.filter(at -> at.plus(window.get()).isBefore(view.now())).isPresent();
        return joined || missed ? Optional.of(view.now()) : before.filter(since -> !isRepaired(view, node, since));
    }

    private static Optional<Duration> window(DatastoreDefinition definition) {
        return definition.shardClasses().stream()
                .map(each -> each.durability())
                .filter(Durability.Replicated.class::isInstance)
                .map(each -> ((Durability.Replicated) each).hintWindow())
                .min(Comparator.naturalOrder());
    }

    private static boolean isRepaired(ClusterView view, NodeView node, Instant since) {
        return view.definition()
                .toOptional()
                .flatMap(definition -> definition.upkeep().repair())
                .map(Upkeep.Repair::began)
                .flatMap(name -> node.observation()
                        .store()
                        .toOptional()
                        .map(StoreExtras::attributes)
                        .map(attributes -> attributes.get(name)))
                .filter(AttributeValue.Whole.class::isInstance)
                .map(began -> ((AttributeValue.Whole) began).value().longValue())
                .filter(began -> began > since.getEpochSecond())
                .isPresent();
    }
}
