package io.replicante.core.view;

import io.replicante.core.state.PrimaryOffset;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardsInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges copies by what their primary had <em>earlier</em>: a copy whose own offset, read after t, is at least the primary's
 * offset read at t, in the same term, was caught up as of t. Two offsets read at the same time are never compared.
 */
final class CaughtUp {
    private static final int KEPT = 64;

    private CaughtUp() {}

    /**
     * A position below an earlier one of the same term is not kept: else the earlier one would be too old at some time, and what is
     * wrong would pass for right. Without terms a restart may begin anew at zero, and such a reading counts once the earlier ones are gone.
     */
    static List<PrimaryOffset> remember(
            List<PrimaryOffset> before,
            NavigableMap<String, NodeView> nodes,
            Leadership leadership,
            Instant now,
            Duration caughtUpMax) {
        Instant oldest = newest(before, now).minus(caughtUpMax.multipliedBy(2));
        List<PrimaryOffset> kept = new ArrayList<>(before.stream()
                .filter(offset ->
                        offset.readAt().isAfter(oldest) && !offset.readAt().isAfter(now))
                .toList());
        leadership
                .primary()
                .toOptional()
                .map(nodes::get)
                .flatMap(CaughtUp::primaryOffset)
                .filter(read -> read.term() == 0 || !read.goesBackIn(kept))
                .ifPresent(kept::add);
        return List.copyOf(kept.subList(Math.max(0, kept.size() - KEPT), kept.size()));
    }

    /** What was read of a primary last is kept for as long as nothing newer is: it says how much another copy may lack. */
    private static Instant newest(List<PrimaryOffset> before, Instant now) {
        return before.stream()
                .map(PrimaryOffset::readAt)
                .filter(readAt -> !readAt.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    static NavigableMap<String, NodeView> judge(
            NavigableMap<String, NodeView> nodes,
            List<PrimaryOffset> offsets,
            Leadership leadership,
            Optional<DatastoreDefinition> definition) {
        boolean ambiguous = leadership
                .primary()
                .toOptional()
                .filter(primary -> new TermsLed(nodes.values(), definition)
                        .isAmbiguous(primary, leadership.term().orElse(0)))
                .isPresent();
        boolean coarse = isCoarse(definition);
        NavigableMap<String, NodeView> judged = new TreeMap<>();
        List<PrimaryOffset> sound = ambiguous
                ? List.of()
                : offsets.stream()
                        .filter(offset -> offset.isOfOneHistory(offsets) && !offset.goesBackIn(offsets))
                        .toList();
        nodes.forEach((id, node) -> judged.put(id, with(node, asOf(node, sound, leadership, coarse))));
        return judged;
    }

    private static boolean isCoarse(Optional<DatastoreDefinition> definition) {
        return definition.stream()
                .flatMap(known -> known.shardClasses().stream())
                .anyMatch(shards -> shards.offsets().granularity().isPresent());
    }

    private static Optional<PrimaryOffset> primaryOffset(NodeView primary) {
        if (!(primary.observation().shards() instanceof Evidence.Known<ShardsInfo> reading)) {
            return Optional.empty();
        }
        return primary.copy()
                .flatMap(copy -> copy.commitOffset()
                        .map(offset -> new PrimaryOffset(
                                copy.id(),
                                primary.nodeId(),
                                copy.term().orElse(0L),
                                offset.unit().name(),
                                offset.value(),
                                reading.observedAt())));
    }

    private static Optional<Instant> asOf(
            NodeView node, List<PrimaryOffset> offsets, Leadership leadership, boolean coarse) {
        if (!(node.observation().shards() instanceof Evidence.Known<ShardsInfo> reading)
                || node.copy().isEmpty()) {
            return Optional.empty();
        }
        if (leadership.isPrimary(node.nodeId())) {
            return Optional.of(reading.observedAt());
        }
        AgentShard copy = node.copy().get();
        return offsets.stream()
                .filter(primary -> leadership.isPrimary(primary.nodeId()))
                .filter(primary -> primary.readAt().isBefore(reading.observedAt()))
                .filter(primary -> hasReached(copy, primary, coarse))
                .map(PrimaryOffset::readAt)
                .max(Comparator.naturalOrder());
    }

    /** Two different positions may share one coarse offset: then only a greater one proves anything. */
    private static boolean hasReached(AgentShard copy, PrimaryOffset primary, boolean coarse) {
        boolean sameTerm =
                primary.term() == 0 ? copy.term().isEmpty() : copy.term().equals(Optional.of(primary.term()));
        return sameTerm
                && copy.commitOffset()
                        .filter(offset -> comparable(offset, primary))
                        .filter(offset -> coarse ? offset.value() > primary.value() : offset.value() >= primary.value())
                        .isPresent();
    }

    private static boolean comparable(CommitOffset offset, PrimaryOffset primary) {
        return offset.unit().name().equals(primary.unit());
    }

    private static NodeView with(NodeView node, Optional<Instant> caughtUpAsOf) {
        return new NodeView(
                node.nodeId(),
                node.discovered(),
                node.remembered(),
                node.observation(),
                node.status(),
                node.incarnation(),
                node.memberId(),
                node.copy(),
                caughtUpAsOf,
                node.domain(),
                node.complete());
    }
}
