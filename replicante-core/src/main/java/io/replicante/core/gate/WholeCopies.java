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
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.StoreExtras;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which copies may lack writes. Of replicated data: of a node that joined after others, and of one that was away for longer than
 * writes are kept for it, until a repair that began later is complete. Of a quorum's: of a voter whose process is another one than
 * before, for it may have come back empty, until it has caught up.
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
     * @return the time, which only a repair that began later makes up for, or having caught up since; empty when they lack none
     */
    public Optional<Instant> lackingSince(NodeView node) {
        Optional<Instant> before = node.remembered().flatMap(NodeRecord::lackingSince);
        if (!node.isUp()) {
            return before;
        }
        if (window.isEmpty()) {
            return hasQuorum() && isRestarted(node)
                    ? Optional.of(view.startedAt())
                    : before.filter(
                            since -> node.caughtUpAsOf().filter(since::isBefore).isEmpty());
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

    /** Whether its process is another one than was seen up before, or may be. */
    private boolean isRestarted(NodeView node) {
        Optional<NodeRecord> before =
                node.remembered().filter(known -> known.upAt().isPresent());
        Optional<String> then = before.flatMap(NodeRecord::agent)
                .flatMap(agent -> view.definition()
                        .toOptional()
                        .flatMap(definition -> definition.members().incarnation())
                        .map(name -> agent.attributes().get(name)))
                .map(AttributeValue::asText);
        return then.isPresent()
                ? node.incarnation().toOptional().filter(then.get()::equals).isEmpty()
                : before.filter(known -> known.status().code() != NodeStatus.Code.HEALTHY)
                        .isPresent();
    }

    private boolean hasQuorum() {
        return view.definition().toOptional().stream()
                .flatMap(definition -> definition.shardClasses().stream())
                .anyMatch(each -> each.durability() instanceof Durability.Quorum);
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
