package io.replicante.core.cycle;

import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** What those did who came after it, up to now; and it itself, where it ran again and nobody saw it. */
    Fence followed(NodeView node, Fence old) {
        boolean ranAgain = old.term() > 0 && term(node) > old.term();
        return ranAgain || new Fences(view).isAmbiguous(node, old.term())
                ? old.ambiguous()
                : branched(node, reached(node, old));
    }

    /** Whoever says that it is the primary began somewhere, whether it is believed already or not. */
    private Fence branched(NodeView node, Fence old) {
        return view.nodes().values().stream()
                .filter(other -> !other.nodeId().equals(node.nodeId()) && mayLead(other))
                .filter(other ->
                        other.copy().filter(copy -> copy.is(ShardRole.PRIMARY)).isPresent())
                .sorted(Comparator.comparingLong(History::term))
                .reduce(
                        old,
                        (fence, other) -> other.copy()
                                .flatMap(AgentShard::termBegan)
                                .map(began -> fence.branchedAt(term(other), parent(other), began))
                                .orElse(fence),
                        (first, second) -> second);
    }

    private boolean mayLead(NodeView node) {
        return view.ensemble()
                .toOptional()
                .map(known -> known.isVoter(node.nodeId()))
                .orElse(true);
    }

    /** A server's terms only grow: who was in the term just before began its own out of that one. */
    private static OptionalLong parent(NodeView node) {
        return node.copy()
                .flatMap(AgentShard::termParent)
                .or(() -> node.remembered().map(NodeRecord::shards).orElse(List.of()).stream()
                        .flatMap(copy -> copy.term().stream())
                        .filter(before -> before == term(node) - 1)
                        .findFirst())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static long term(NodeView node) {
        return node.copy().flatMap(AgentShard::term).orElse(0L);
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
        return term(node) <= fence.term() + 1;
    }

    private static Optional<CommitOffset> position(NodeView node, long term) {
        return node.copy().filter(copy -> copy.term().orElse(0L) == term).flatMap(AgentShard::commitOffset);
    }
}
