package io.replicante.core.gate;

import io.replicante.core.state.Fence;
import io.replicante.core.state.Reason;
import io.replicante.core.view.Fences;
import io.replicante.core.view.Leadership;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code last-copy}: nothing destroys the last copy that may hold acknowledged data; nor does one that is or was a primary join as a
 * newcomer, which begins with what others have, nor one that may have been it, as its role was never read. That its stopped process has a
 * copy is no role.
 *
 * <p>Evidence: the datastore's own configuration, which of its members were read with a copy in this cycle, and which copies the
 * node itself holds, now or when it was last read; a dead node that never was may hold what nobody else does.
 */
final class LastCopy implements SafetyRule {
    private static final Set<ShardRole> KNOWN = Set.of(ShardRole.PRIMARY, ShardRole.SECONDARY, ShardRole.RECOVERING);
    private static final String BY_WORD =
            "its return as a follower, or a person who overrides this rule for it once nothing of its own is needed";

    @Override
    public String id() {
        return SafetyOverride.LAST_COPY;
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
            return joins(judged).orElseGet(() -> holds("no copy is destroyed"));
        }
        Optional<NodeView> node = judged.view().node(lost.get());
        if (node.filter(each -> isOldPrimary(judged, each)).isPresent()) {
            return new Fences(judged.view()).isContained(node.get())
                    ? holds("what " + lost.get() + " acknowledged as the primary is held by its successor")
                    : violated(
                            lost.get() + " was the primary, and may hold writes that its successor lacks: "
                                    + why(judged, node.get()),
                            BY_WORD);
        }
        if (node.filter(each -> isOfLaterTerm(judged, each)).isPresent()) {
            return violated(
                    lost.get()
                            + " has been in a later term than who says that it leads, and may hold writes that nobody else has",
                    BY_WORD);
        }
        if (node.filter(each -> isRoleUnknown(judged, each)).isPresent()) {
            return unknown(
                    "the role of the copy of " + lost.get()
                            + " was never read: it may have been the primary, and hold writes that nobody else has",
                    BY_WORD);
        }
        Optional<String> unread = judged.shards().unread(lost.get());
        if (unread.isPresent()) {
            return unknown(unread.get());
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

    /** What a person has to know who is to give the copy up. */
    private static String why(GateCase judged, NodeView node) {
        Optional<Fence> left = new Fences(judged.view()).left(node);
        if (left.filter(Fence::isAmbiguous).isPresent()) {
            return "positions in its term " + left.get().term()
                    + " do not tell, as another node was the primary in it, too, or it began twice, or " + node.nodeId()
                    + " ran again in a later one";
        }
        Optional<Long> end = left.flatMap(Fence::position).map(CommitOffset::value);
        if (left.isEmpty() || end.isEmpty()) {
            return left.flatMap(Fence::told)
                    .map(most -> "where its copy ends was not read, and it had come to " + most.value())
                    .orElse("where its copy ends was not read");
        }
        return "its copy ends at " + end.get() + ", and "
                + left.get()
                        .branch()
                        .map(branch -> branch.at().isPresent()
                                ? "a later primary began its term at "
                                        + branch.at().getAsLong()
                                : "a term after it was not seen to begin")
                        .orElse("nobody who leads now was seen to reach that");
    }

    /** Whoever joins begins with what others have: what it acknowledged itself as a primary is gone then. */
    private Optional<Reason> joins(GateCase judged) {
        return judged.effect()
                .learner()
                .or(() -> judged.effect().voter())
                .flatMap(judged.view()::node)
                .filter(node -> !isEmptySpare(node))
                .filter(node -> saysLast(judged, node) || isRoleUnknown(judged, node) || isOldPrimary(judged, node))
                .filter(node -> !new Fences(judged.view()).isContained(node))
                .map(node -> violated(
                        node.nodeId()
                                + " is or was a primary, or may have been one, and may hold writes that nobody else has",
                        BY_WORD));
    }

    /** It lists no copy. That one is at offset 0 says nothing: not every datastore counts writes that nobody follows. */
    private static boolean isEmptySpare(NodeView node) {
        return node.isSpare()
                && node.observation()
                        .shards()
                        .toOptional()
                        .filter(reading -> reading.shards().isEmpty())
                        .isPresent();
    }

    /** An old primary may hold what nobody else does, whoever has been caught up with it before. */
    private static boolean isOldPrimary(GateCase judged, NodeView node) {
        if (wasReplaced(judged, node)) {
            return true;
        }
        return !Touching.hasQuorum(judged.definition())
                && (judged.view().leadership().stale().contains(node.nodeId())
                        || new Fences(judged.view())
                                .left(node)
                                .filter(fence -> !isDestroyed(node, fence))
                                .isPresent());
    }

    /** Nobody fenced it: its own last word is all that there is. */
    private static boolean wasReplaced(GateCase judged, NodeView node) {
        Optional<String> primary = judged.view().leadership().primary().toOptional();
        return primary.filter(now -> !now.equals(node.nodeId())).isPresent() && saysLast(judged, node);
    }

    private static boolean saysLast(GateCase judged, NodeView node) {
        return unconfirmed(judged, node).anyMatch(copy -> copy.is(ShardRole.PRIMARY));
    }

    /** Of a process that has been stopped since before it was first asked an agent tells no more than that. Voters may have other roles. */
    private static boolean isRoleUnknown(GateCase judged, NodeView node) {
        return unconfirmed(judged, node)
                .filter(copy -> judged.definition()
                        .flatMap(definition -> definition.shardClass(copy.id()))
                        .filter(shards -> !(shards.durability() instanceof Durability.Quorum))
                        .isPresent())
                .anyMatch(copy -> copy.role().filter(KNOWN::contains).isEmpty());
    }

    /** Whoever began that term may have acknowledged what only they have who followed. */
    private static boolean isOfLaterTerm(GateCase judged, NodeView node) {
        Leadership leadership = judged.view().leadership();
        Optional<Long> term = leadership
                .primary()
                .toOptional()
                .or(leadership::contested)
                .flatMap(judged.view()::node)
                .flatMap(NodeView::copy)
                .map(copy -> copy.term().orElse(0L));
        return term.filter(now ->
                        unconfirmed(judged, node).anyMatch(copy -> copy.term().orElse(0L) > now))
                .isPresent();
    }

    /** A node's copies, now or last, of what all share and of which a majority does not have to have each write. */
    private static Stream<AgentShard> unconfirmed(GateCase judged, NodeView node) {
        Acknowledged acknowledged = new Acknowledged(judged.view());
        return node.lastCopies().orElse(List.of()).stream()
                .filter(copy -> judged.definition()
                        .flatMap(definition -> definition.shardClass(copy.id()))
                        .filter(shards -> shards.layout() == ShardClass.Layout.SINGLE)
                        .filter(shards -> !(shards.durability() instanceof Durability.Quorum)
                                || acknowledged.isWeakQuorum(shards, copy.id()))
                        .isPresent());
    }

    /** What was destroyed with its machine nobody can destroy. */
    private static boolean isDestroyed(NodeView node, Fence fence) {
        return fence.by() == Fence.Cause.DESTROYED
                && node.discovered().isEmpty()
                && !node.observation().node().isKnown();
    }
}
