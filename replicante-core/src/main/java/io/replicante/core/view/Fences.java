package io.replicante.core.view;

import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Which nodes are certainly out of the primary's place, and which may still acknowledge writes there. Immutable.
 *
 * @param view the cluster
 */
public record Fences(ClusterView view) {
    /**
     * The fence of a node. That its agent cannot be read does not lift it; that its process runs again, or takes writes, does. One
     * that rests on what others say is lifted as soon as the node speaks for itself. While no definition covers the software, only the
     * node's own claim to be the primary lifts what an action of ours did.
     *
     * @param node the node
     * @return the fence, if it is in force
     */
    public Optional<Fence> of(NodeView node) {
        return node.remembered().flatMap(NodeRecord::fence).filter(fence -> !isBroken(node, fence));
    }

    /**
     * How a node that was the primary left its place: by a fence that is in force, or because another one took it since. That the
     * proof lapses, by which it was taken, does not make the node one that may be started as it is, or thrown away.
     *
     * @param node the node
     * @return how it left, until it is seen to follow
     */
    public Optional<Fence> left(NodeView node) {
        return of(node).or(() -> node.remembered().flatMap(NodeRecord::replaced));
    }

    private boolean isBroken(NodeView node, Fence fence) {
        return fence.by() == Fence.Cause.ACTION
                ? isUndone(node)
                : node.observation().node().isKnown();
    }

    private boolean isUndone(NodeView node) {
        if (!view.definition().isKnown()) {
            return node.observation().node().isKnown() && !node.isSilent() && isPrimaryNow(node);
        }
        Optional<Failover.Revoke> revoke = view.definition()
                .toOptional()
                .flatMap(definition -> definition.failover().commands().revoke());
        if (!node.observation().node().isKnown() || revoke.isEmpty()) {
            return revoke.isEmpty();
        }
        if (revoke.get().proves() == Failover.Revoke.Proves.STOPPED) {
            return !node.status().is(NodeStatus.Code.UNAVAILABLE);
        }
        Facts facts = Facts.of(view).subject(node, Optional.empty());
        return view.definition()
                .toOptional()
                .flatMap(definition -> definition.action(revoke.get().action()))
                .flatMap(action -> action.completeWhen())
                .filter(condition -> condition.test(facts.variables()).isTrue())
                .isEmpty();
    }

    /** What needs no definition to be understood. */
    private static boolean isPrimaryNow(NodeView node) {
        return node.observation().shards().toOptional().stream()
                .flatMap(reading -> reading.shards().stream())
                .anyMatch(copy -> copy.role().equals(Optional.of(ShardRole.PRIMARY)));
    }

    /**
     * The nodes that have been, or say that they are, the primary, beside one. A claim of before, in a term that has passed, is none; a
     * copy that is merely in a later term does not make an earlier claim a passed one. Who claims it now takes writes, in whatever term.
     *
     * @param except the node that is to be the primary
     * @return the nodes, whether fenced or not
     */
    public List<NodeView> oldPrimaries(String except) {
        long newest = Math.max(
                view.state().record().term().orElse(0), view.leadership().term().orElse(0));
        return view.nodes().values().stream()
                .filter(node -> !node.nodeId().equals(except))
                .filter(node -> of(node).filter(fence -> fence.term() >= newest).isPresent() || claims(node, newest))
                .toList();
    }

    /**
     * The nodes that have been, or say that they are, the primary.
     *
     * @return the nodes, whether fenced or not
     */
    public List<NodeView> oldPrimaries() {
        return oldPrimaries("");
    }

    /** What it says now counts; while it says nothing, or not all, what it said last. */
    private static boolean claims(NodeView node, long newest) {
        boolean now = node.copy().filter(copy -> copy.is(ShardRole.PRIMARY)).isPresent() && !node.isStopped();
        return !node.isSpare()
                && (now
                        || node.lastCopies().orElse(List.of()).stream()
                                .filter(copy -> copy.is(ShardRole.PRIMARY))
                                .anyMatch(copy -> copy.term().orElse(newest) >= newest));
    }

    /**
     * Whether a copy has come as far as a fenced node had at the end: of one that is being built anew that cannot be told. Where nobody
     * reports terms, that cannot be told any more once another node was seen as the primary; nor where two were it in one term.
     *
     * @param node the node with the copy
     * @param fenced the other one
     * @param fence the other one's fence
     * @return the answer, if both positions are known in one term
     */
    public Optional<Boolean> hasReached(NodeView node, NodeView fenced, Fence fence) {
        return fence.position()
                .filter(end -> !fence.isAmbiguous())
                .flatMap(end -> node.copy()
                        .filter(copy -> isWhole(copy) && isSameTerm(copy, fenced, fence))
                        .flatMap(AgentShard::commitOffset)
                        .filter(offset -> offset.unit().equals(end.unit()))
                        .map(offset -> offset.value() >= end.value()));
    }

    /**
     * Whether another node was the primary in the term of an old one, too, or copies tell that it began twice: whoever did not see a
     * term begin gives its number to the one that it begins itself. Positions in that term do not compare then.
     *
     * @param node one that is or was the primary in that term
     * @param term the term; 0 where none is reported
     * @return true when it is known of another one, now or from before
     */
    public boolean isAmbiguous(NodeView node, long term) {
        boolean before = node.remembered().stream()
                .flatMap(Fences::fences)
                .anyMatch(fence -> fence.term() == term && fence.isAmbiguous());
        return before
                || new TermsLed(view.nodes().values(), view.definition().toOptional()).isAmbiguous(node.nodeId(), term);
    }

    static Stream<Fence> fences(NodeRecord known) {
        return Stream.of(known.fence(), known.succeeded()).flatMap(Optional::stream);
    }

    /** Of a copy that is being built anew the position says how far it will be, not what it has. */
    private static boolean isWhole(AgentShard copy) {
        return !copy.is(ShardRole.RECOVERING);
    }

    private boolean isSameTerm(AgentShard copy, NodeView fenced, Fence fence) {
        return fence.term() == 0
                ? copy.term().isEmpty() && noneClaimsBeside(List.of(fenced.nodeId()))
                : copy.term().equals(Optional.of(fence.term()));
    }

    /**
     * Whether none but these said, now or last, that it is the primary. Where no terms are reported, positions compare until then.
     *
     * @param nodeIds the nodes
     * @return true when nobody else did
     */
    public boolean noneClaimsBeside(List<String> nodeIds) {
        return view.nodes().values().stream()
                .filter(node -> !nodeIds.contains(node.nodeId()))
                .noneMatch(node -> claims(node, 0));
    }

    /**
     * Whether the copy of a fenced node holds nothing that the primary of now lacks: that one reached its end before it took over,
     * or nobody who was the primary since began earlier than there, and each was seen.
     *
     * @param node the fenced node
     * @return true when that is certain
     */
    public boolean isContained(NodeView node) {
        Optional<NodeView> primary = view.leadership().primary().toOptional().flatMap(view::node);
        Optional<Fence> fence = left(node);
        if (primary.isEmpty() || fence.isEmpty()) {
            return false;
        }
        boolean reached = fence.get().reachedBy().contains(primary.get().nodeId()) && !isLeftBefore(fence.get());
        return reached || isShared(fence.get(), primary.get());
    }

    /** Somebody who led since had less, or may have had: whoever leads now took over from there. */
    private static boolean isLeftBefore(Fence fence) {
        return fence.branch()
                .filter(branch -> branch.at().isEmpty()
                        || fence.position()
                                .filter(end -> end.value() > branch.at().getAsLong())
                                .isPresent())
                .isPresent();
    }

    private static boolean isShared(Fence fence, NodeView primary) {
        OptionalLong at = fence.branch()
                .filter(branch -> primary.copy()
                        .filter(copy -> copy.term().orElse(0L) == branch.term())
                        .isPresent())
                .map(Fence.Branch::at)
                .orElse(OptionalLong.empty());
        return at.isPresent()
                && fence.position().filter(end -> end.value() <= at.getAsLong()).isPresent();
    }

    /**
     * Whether a node may become the primary: its definition lets it, and its copy is not being built anew.
     *
     * @param node the node
     * @return the answer, if it can be told
     */
    public Optional<Boolean> isElectable(NodeView node) {
        Optional<DatastoreDefinition> definition = view.definition().toOptional();
        if (definition.isEmpty()) {
            return Optional.empty();
        }
        if (node.copy().filter(copy -> !isWhole(copy)).isPresent()) {
            return Optional.of(false);
        }
        Optional<Ensemble.Member> member = view.ensemble().toOptional().flatMap(known -> known.ofNode(node.nodeId()));
        String type = member.map(Ensemble.Member::type)
                .orElseGet(() -> node.copy()
                        .flatMap(AgentShard::role)
                        .map(ShardRole::toString)
                        .orElse(""));
        var truth = definition
                .get()
                .members()
                .electable()
                .test(Facts.member(node.memberId().orElse(node.nodeId()), type, java.util.Map.of()));
        return truth.isUnknown() ? Optional.empty() : Optional.of(truth.isTrue());
    }
}
