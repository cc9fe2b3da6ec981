package io.replicante.core.cycle;

import io.replicante.core.state.Fence;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a cycle adds to what is remembered of an old primary: how much it had, where it ended, and where others went another way. */
record History(ClusterView view) {
    /** What was remembered of its time in that term is not forgotten because it leaves its place once more. */
    Fence begun(NodeView node, long term, Fence.Cause by) {
        Fence begun = told(node, Fence.begun(view.now(), term, by));
        return node.remembered().stream()
                .flatMap(known -> Stream.of(known.fence(), known.succeeded()))
                .flatMap(Optional::stream)
                .filter(old -> old.term() == term)
                .reduce(begun, Fence::knowing, (first, second) -> second);
    }

    /** What a stopped node's agent reads from its disk is final, as nothing can be added to it. */
    Fence read(NodeView node, Fence old) {
        Fence known = told(node, old);
        return position(node, old.term()).map(known::endingAt).orElse(known);
    }

    /** While it runs it may add to its copy. */
    Fence running(NodeView node, Fence old) {
        Fence known = told(node, old);
        return position(node, old.term()).map(known::having).orElse(known).running();
    }

    /** The readings themselves are not kept for long once another one is the primary. */
    Fence told(NodeView node, Fence old) {
        return view.offsets().stream()
                .filter(offset -> offset.nodeId().equals(node.nodeId()) && offset.term() == old.term())
                .map(offset -> new CommitOffset(OffsetUnit.of(offset.unit()), offset.value()))
                .reduce(old, Fence::having, (first, second) -> second);
    }

    /** What those did who came after it, up to now. */
    Fence followed(NodeView node, Fence old) {
        return new Fences(view).isAmbiguous(node, old.term()) ? old.ambiguous() : branched(node, reached(node, old));
    }

    /** Whoever is the primary now began somewhere. */
    private Fence branched(NodeView node, Fence old) {
        return view.leadership()
                .primary()
                .toOptional()
                .filter(primary -> !primary.equals(node.nodeId()))
                .flatMap(view::node)
                .flatMap(NodeView::copy)
                .flatMap(copy ->
                        copy.termBegan().map(began -> old.branchedAt(copy.term().orElse(0L), began)))
                .orElse(old);
    }

    /** Who follows in another term, is built anew or is behind now may have thrown away what it had reached. */
    private Fence reached(NodeView fenced, Fence fence) {
        TreeSet<String> reached = new TreeSet<>();
        for (NodeView node : view.nodes().values()) {
            Optional<Boolean> now = new Fences(view).hasReached(node, fenced, fence);
            boolean kept = fence.reachedBy().contains(node.nodeId())
                    && now.orElse(true)
                    && (isUnread(node, fenced, fence) || isUnchanged(node, fenced, fence));
            if (now.orElse(false) || kept) {
                reached.add(node.nodeId());
            }
        }
        return fence.withReachedBy(List.copyOf(reached));
    }

    /** Another machine of the same name, or one that is in no cluster any more, has nothing of what the name stood for. */
    private boolean isUnread(NodeView node, NodeView fenced, Fence fence) {
        return node.copy().isEmpty()
                && node.remembered().isPresent()
                && !node.isIdle()
                && isOneHistory(node, fenced, fence);
    }

    private boolean isUnchanged(NodeView node, NodeView fenced, Fence fence) {
        if (view.leadership().isPrimary(node.nodeId())) {
            return isOneHistory(node, fenced, fence) && tookOver(node, fence);
        }
        boolean sameTerm = node.copy()
                .filter(copy -> !copy.is(ShardRole.RECOVERING))
                .filter(copy -> copy.term().orElse(0L) == fence.term())
                .isPresent();
        return sameTerm && isOneHistory(node, fenced, fence);
    }

    /** Without terms nobody knows what a position means once somebody else led. */
    private boolean isOneHistory(NodeView node, NodeView fenced, Fence fence) {
        return fence.term() > 0 || new Fences(view).noneClaimsBeside(List.of(node.nodeId(), fenced.nodeId()));
    }

    /** It led in the very next term. Where one was skipped it may have followed in that one, and thrown the end away. */
    private static boolean tookOver(NodeView node, Fence fence) {
        return node.copy().flatMap(AgentShard::term).orElse(0L) <= fence.term() + 1;
    }

    private static Optional<CommitOffset> position(NodeView node, long term) {
        return node.copy().filter(copy -> copy.term().orElse(0L) == term).flatMap(AgentShard::commitOffset);
    }
}
