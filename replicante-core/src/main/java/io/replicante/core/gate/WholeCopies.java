package io.replicante.core.gate;

import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.datastore.Upkeep;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.StoreExtras;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which copies of replicated data may lack writes: of a node that joined after others, and of one that was away for longer than
 * writes are kept for it, until a repair that began later is complete.
 */
public final class WholeCopies {
    private static final long LONGEST = Duration.ofDays(3650).toSeconds();

    private final ClusterView view;
    private final Optional<Duration> window;

    /**
     * Learns for how long writes are kept.
     *
     * @param view the cluster
     */
    public WholeCopies(ClusterView view) {
        this.view = view;
        this.window = view.definition().toOptional().stream()
                .flatMap(definition -> definition.shardClasses().stream())
                .map(ShardClass::durability)
                .filter(Durability.Replicated.class::isInstance)
                .map(each -> window((Durability.Replicated) each))
                .min(Comparator.naturalOrder());
    }

    /**
     * Since when a node's copies may lack writes.
     *
     * @param node the node
     * @return the time, which only a repair that began later makes up for; empty when they lack none
     */
    public Optional<Instant> lackingSince(NodeView node) {
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

    /** Whoever takes a write keeps it for those that are away: the least of what they say, and nothing where nobody says so. */
    private Duration window(Durability.Replicated replicated) {
        if (replicated.hintSeconds().isEmpty()) {
            return replicated.hintWindow();
        }
        Expression seconds = replicated.hintSeconds().get();
        Facts cluster = Facts.of(view);
        return view.nodes().values().stream()
                .map(node -> seconds.evaluate(cluster.copy().lastOf(node).variables()))
                .flatMap(outcome -> outcome instanceof Outcome.Value value && value.value() instanceof Long known
                        ? Stream.of(known)
                        : Stream.empty())
                .map(known -> Duration.ofSeconds(Math.max(0, Math.min(known, LONGEST))))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
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
