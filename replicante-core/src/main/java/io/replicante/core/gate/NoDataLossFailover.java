package io.replicante.core.gate;

import io.replicante.core.state.Fence;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code no-data-loss-failover}: who takes the place of a lost primary has all that it acknowledged: it has reached the end of the
 * old primary, read after that was taken out of its place, and nobody is ahead of it; or it is furthest of so many of those whom the
 * old primary waited for that one of them has all. Otherwise it is told for how much time writes may be missing, and a person is
 * asked, unless it is declared that so much may be.
 *
 * <p>Evidence: the ends of fenced primaries, the offsets of this cycle, for whom the old primary waited, and the last offsets that were
 * read of it.
 */
final class NoDataLossFailover implements SafetyRule {
    @Override
    public String id() {
        return "no-data-loss-failover";
    }

    @Override
    public String unblockedBy() {
        return "the position of the old primary, read by its agent after it was stopped; or the approval of a person";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.AVAILABILITY);
    }

    @Override
    public Severity severity() {
        return Severity.ASKS;
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> promoted = judged.effect().shift().promoted();
        if (promoted.isEmpty()) {
            return holds("nobody becomes the primary");
        }
        Optional<NodeView> next = judged.view().node(promoted.get());
        if (next.flatMap(NodeView::copy).flatMap(AgentShard::commitOffset).isEmpty()) {
            return unknown("how far " + promoted.get() + " is was not read");
        }
        if (judged.view().leadership().isPrimary(promoted.get())) {
            return holds(promoted.get() + " is the primary already");
        }
        return ahead(judged, next.get())
                .map(other -> violated(other.nodeId() + " is ahead of " + promoted.get()))
                .orElseGet(() -> against(judged, next.get()));
    }

    private static Optional<NodeView> ahead(GateCase judged, NodeView next) {
        Fences fences = new Fences(judged.view());
        return judged.view().nodes().values().stream()
                .filter(node -> node.isUp() && fences.isElectable(node).orElse(false))
                .filter(node -> isAhead(node, next))
                .findFirst();
    }

    private static boolean isAhead(NodeView node, NodeView next) {
        AgentShard ours = next.copy().orElseThrow();
        CommitOffset offset = ours.commitOffset().orElseThrow();
        return node.copy()
                .filter(copy -> copy.term().equals(ours.term()))
                .flatMap(AgentShard::commitOffset)
                .filter(other -> other.unit().equals(offset.unit()) && other.value() > offset.value())
                .isPresent();
    }

    private Reason against(GateCase judged, NodeView next) {
        Fences fences = new Fences(judged.view());
        List<NodeView> old = fences.oldPrimaries(next.nodeId());
        List<NodeView> lacking = old.stream()
                .filter(node -> fences.of(node)
                        .flatMap(fence -> fences.hasReached(next, node, fence))
                        .filter(reached -> reached)
                        .isEmpty())
                .filter(node -> !new Furthest(judged, next, node).isCertain())
                .toList();
        if (old.isEmpty()) {
            return mayLack(
                    judged,
                    List.of(new Loss(
                            "it is not known who was the primary, and what it acknowledged", Optional.empty())));
        }
        return lacking.isEmpty()
                ? holds(next.nodeId() + " has reached all that the old primary ever acknowledged")
                : mayLack(
                        judged,
                        lacking.stream().map(node -> loss(judged, next, node)).toList());
    }

    /** What may be lost of what one old primary acknowledged; without a bound where nothing was read to tell it. */
    private record Loss(String what, Optional<Duration> bound) {}

    private static Loss loss(GateCase judged, NodeView next, NodeView old) {
        Optional<Instant> end = new Fences(judged.view()).of(old).map(Fence::since);
        Optional<Instant> reached = reached(judged, next, old);
        return end.isPresent() && reached.isPresent()
                ? new Loss(
                        "writes that " + old.nodeId() + " acknowledged between " + reached.get() + " and " + end.get()
                                + " may be lost",
                        Optional.of(Duration.between(reached.get(), end.get())))
                : new Loss(
                        "it is not known how many of the writes that " + old.nodeId() + " acknowledged may be lost",
                        Optional.empty());
    }

    /** The worst of several counts. */
    private Reason mayLack(GateCase judged, List<Loss> losses) {
        String what = losses.stream().map(Loss::what).collect(Collectors.joining("; "));
        Optional<Duration> bound = losses.stream().allMatch(loss -> loss.bound().isPresent())
                ? losses.stream().flatMap(loss -> loss.bound().stream()).max(Comparator.naturalOrder())
                : Optional.empty();
        Optional<Duration> declared = judged.view().spec().declaration().maxLoss();
        if (declared.isPresent()
                && bound.filter(loss -> loss.compareTo(declared.get()) <= 0).isPresent()) {
            return holds("it is declared that writes of " + declared.get() + " may be lost, and " + what);
        }
        if (judged.approval().isPresent()) {
            return holds(judged.approval().get().actor() + " approved it, although " + what);
        }
        return violated(what)
                .with(Reason.LOSS_BOUND, bound.map(Duration::toString).orElse("unknown"));
    }

    /** When the old primary was last read at a position that its successor has reached, and never before at a greater one. */
    private static Optional<Instant> reached(GateCase judged, NodeView next, NodeView old) {
        AgentShard copy = next.copy().orElseThrow();
        CommitOffset offset = copy.commitOffset().orElseThrow();
        if (new Fences(judged.view()).isAmbiguous(old, copy.term().orElse(0L))) {
            return Optional.empty();
        }
        List<PrimaryOffset> offsets = judged.view().offsets().stream()
                .filter(read -> read.nodeId().equals(old.nodeId()))
                .filter(read -> read.term() == copy.term().orElse(0L))
                .filter(read -> read.isOfOneHistory(judged.view().offsets()))
                .filter(read -> read.unit().equals(offset.unit().name()))
                .toList();
        return offsets.stream()
                .filter(read -> read.value() <= offset.value() && !read.goesBackIn(offsets))
                .map(PrimaryOffset::readAt)
                .max(Comparator.naturalOrder());
    }
}
