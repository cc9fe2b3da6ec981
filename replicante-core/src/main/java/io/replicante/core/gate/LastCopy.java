package io.replicante.core.gate;

import io.replicante.core.state.Fence;
import io.replicante.core.state.Reason;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;

/**
 * {@code last-copy}: nothing destroys the last copy that may hold acknowledged data.
 *
 * <p>Evidence: the datastore's own configuration, which of its members were read with a copy in this cycle, and which copies the
 * node itself holds, now or when it was last read; a dead node that never was may hold what nobody else does.
 */
final class LastCopy implements SafetyRule {
    @Override
    public String id() {
        return "last-copy";
    }

    @Override
    public String unblockedBy() {
        return "another complete copy, observed caught up";
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> lost =
                judged.effect().lost().or(() -> judged.effect().shift().rebuilt());
        if (lost.isEmpty()) {
            return holds("no copy is destroyed");
        }
        Optional<NodeView> node = judged.view().node(lost.get());
        if (node.filter(each -> isOldPrimary(judged, each)).isPresent()) {
            return new Fences(judged.view()).isContained(node.get())
                    ? holds("what " + lost.get() + " acknowledged as the primary is held by its successor")
                    : violated(lost.get() + " was the primary, and may hold writes that its successor lacks");
        }
        if (judged.shards().held(lost.get()) instanceof Evidence.Unknown<List<Holders>> unread) {
            return unknown(unread.reason());
        }
        if (!(judged.shardsOf(lost.get()) instanceof Evidence.Known<List<Shard>> known)) {
            return unknown(Touching.reason(judged.shardsOf(lost.get())));
        }
        return known.value().stream()
                .filter(shard -> !shard.state().hasCopyBeside(lost.get()))
                .findFirst()
                .map(shard -> violated(shard.prefix() + "the copy of " + lost.get() + " may be the last one")
                        .with("copies", shard.state().describe()))
                .orElseGet(() -> holds("others hold copies of all that " + lost.get() + " holds")
                        .with("shards", known.value().size()));
    }

    /** An old primary may hold what nobody else does, whoever has been caught up with it before. */
    private static boolean isOldPrimary(GateCase judged, NodeView node) {
        if (Touching.hasQuorum(judged.definition())) {
            return false;
        }
        return judged.view().leadership().stale().contains(node.nodeId())
                || wasReplaced(judged, node)
                || new Fences(judged.view())
                        .left(node)
                        .filter(fence -> !isDestroyed(node, fence))
                        .isPresent();
    }

    /** Where the datastore itself chose another primary, nobody fenced the one before: its own last word is all that there is. */
    private static boolean wasReplaced(GateCase judged, NodeView node) {
        Optional<String> primary = judged.view().leadership().primary().toOptional();
        return primary.filter(now -> !now.equals(node.nodeId())).isPresent()
                && node.lastCopies().orElse(List.of()).stream()
                        .filter(copy -> isShared(judged, copy))
                        .anyMatch(copy -> copy.is(ShardRole.PRIMARY));
    }

    private static boolean isShared(GateCase judged, AgentShard copy) {
        return judged.definition()
                .flatMap(definition -> definition.shardClass(copy.id()))
                .filter(shards -> shards.layout() == ShardClass.Layout.SINGLE)
                .isPresent();
    }

    /** What was destroyed with its machine nobody can destroy. */
    private static boolean isDestroyed(NodeView node, Fence fence) {
        return fence.by() == Fence.Proof.DESTROYED
                && node.discovered().isEmpty()
                && !node.observation().node().isKnown();
    }
}
