package io.replicante.core.cycle;

import io.replicante.core.state.Fence;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.Optional;

/**
 * Nodes that stopped saying that they are the primary, or that another one has taken the place of. By what proof that was admitted may
 * change later: what they may still hold, and that they would come back as primaries, does not.
 */
record Succeeded(ClusterView view, List<Intent> ended) {
    Optional<Fence> of(NodeView node) {
        return found(node).map(old -> new History(view).followed(node, old));
    }

    private Optional<Fence> found(NodeView node) {
        Optional<Fence> before = node.remembered().flatMap(NodeRecord::succeeded);
        Optional<NodeView> primary = view.leadership().primary().toOptional().flatMap(view::node);
        if (primary.isEmpty()) {
            return before.map(old -> settled(node, old)).or(() -> yielded(node));
        }
        if (primary.get().nodeId().equals(node.nodeId())) {
            return before.filter(old -> old.by() != Fence.Cause.YIELDED)
                    .filter(old -> !isAutomatic() && !isMadePrimary(node, old));
        }
        return follows(node, primary.get())
                ? Optional.empty()
                : before.map(Succeeded::replaced).or(() -> begun(node)).map(old -> settled(node, old));
    }

    private static Fence replaced(Fence old) {
        return old.by() == Fence.Cause.YIELDED ? old.withCause(Fence.Cause.SUCCEEDED) : old;
    }

    private Optional<Fence> begun(NodeView node) {
        return node.remembered()
                .filter(known -> isKept())
                .flatMap(known -> known.fence().or(() -> claimed(node, known, Fence.Cause.SUCCEEDED)));
    }

    /** Once somebody leads in its place, its last word is another one. */
    private Optional<Fence> yielded(NodeView node) {
        boolean claims = node.lastCopies().orElse(List.of()).stream().anyMatch(copy -> copy.is(ShardRole.PRIMARY));
        return node.remembered()
                .filter(known -> isKept() && !claims)
                .flatMap(known -> claimed(node, known, Fence.Cause.YIELDED));
    }

    private boolean isKept() {
        return is(Failover.Mode.COMMANDED) || isLedWithoutQuorum();
    }

    private boolean isAutomatic() {
        return is(Failover.Mode.AUTOMATIC);
    }

    private boolean is(Failover.Mode mode) {
        return view.definition()
                .toOptional()
                .filter(definition -> definition.failover().mode() == mode)
                .isPresent();
    }

    /** The datastore itself chooses, and whom it chooses may lack what the one before acknowledged. */
    private boolean isLedWithoutQuorum() {
        return view.definition().toOptional().stream()
                .flatMap(definition -> definition.shardClasses().stream())
                .filter(shards -> shards.layout() == ShardClass.Layout.SINGLE
                        && shards.primaries().max() > 0)
                .anyMatch(shards -> !(shards.durability() instanceof Durability.Quorum));
    }

    /** Nothing of ours took it out of its place: a person vouched for it, or moved it. */
    private Optional<Fence> claimed(NodeView node, NodeRecord known, Fence.Cause by) {
        return known.shards().stream()
                .filter(copy -> copy.is(ShardRole.PRIMARY))
                .map(copy -> new History(view)
                        .told(node, Fence.begun(view.now(), copy.term().orElse(0L), by)))
                .findFirst();
    }

    /** What only half of it says is no end. */
    private Fence settled(NodeView node, Fence old) {
        boolean answers = node.observation().node().isKnown()
                || node.observation().shards().isKnown();
        if (node.isStopped() || !answers) {
            return new History(view).read(node, old);
        }
        return new History(view).running(node, old);
    }

    private boolean isMadePrimary(NodeView node, Fence old) {
        boolean promoted = ended.stream()
                .filter(intent -> intent.phase() == Intent.Phase.COMPLETE)
                .anyMatch(
                        intent -> intent.candidate().effect().shift().promoted().equals(Optional.of(node.nodeId())));
        return promoted || term(node) > old.term();
    }

    /**
     * It does so in the term of now, maybe by way of others. Where no terms are reported, or two began one, it has to name the primary
     * as the one that it follows; or we made it follow; or a person lets its copy be thrown away.
     */
    private boolean follows(NodeView node, NodeView primary) {
        boolean copies = node.copiesRead()
                && !node.isSilent()
                && node.copy().filter(copy -> copy.is(ShardRole.SECONDARY)).isPresent()
                && term(node) == term(primary);
        boolean told = term(node) > 0 && !new Fences(view).isAmbiguous(primary, term(primary));
        Optional<String> upstream = upstream(node);
        return copies
                && (told
                        ? upstream.filter(String::isEmpty).isEmpty()
                        : (upstream.isPresent() && upstream.equals(primary.memberId()))
                                || isMadeFollow(node)
                                || view.state().isDiscarded(node.nodeId(), view.now()));
    }

    private boolean isMadeFollow(NodeView node) {
        Optional<String> follow = view.definition()
                .toOptional()
                .flatMap(definition -> definition.failover().commands().follow());
        return ended.stream()
                .filter(intent -> intent.phase() == Intent.Phase.COMPLETE)
                .map(Intent::candidate)
                .filter(candidate -> follow.equals(Optional.of(candidate.kind()))
                        || candidate.effect().shift().rebuilt().isPresent())
                .anyMatch(candidate -> candidate
                        .subject()
                        .filter(target -> target.nodeId().equals(node.nodeId()))
                        .isPresent());
    }

    private Optional<String> upstream(NodeView node) {
        return view.definition()
                .toOptional()
                .flatMap(definition -> definition.signs().follows())
                .map(sign -> sign.evaluate(Facts.of(view).node(node).variables()))
                .flatMap(outcome -> outcome instanceof Outcome.Value value
                        ? Optional.of(String.valueOf(value.value()))
                        : Optional.empty());
    }

    private static long term(NodeView node) {
        return node.copy().flatMap(AgentShard::term).orElse(0L);
    }
}
