package io.replicante.core.gate;

import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.Acknowledgers;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a node is furthest of so many of those whom an old primary waited for that one of them has every acknowledged write. What
 * each of them reached was read after nobody could add anything any more.
 */
record Furthest(GateCase judged, NodeView next, NodeView old) {
    boolean isCertain() {
        Optional<Instant> since = revoked();
        Optional<Acknowledgers> acknowledgers =
                Acknowledgers.of(judged.view(), old).toOptional();
        if (since.isEmpty() || acknowledgers.isEmpty() || new Fences(judged.view()).isAmbiguous(old, term())) {
            return false;
        }
        List<Long> positions = acknowledgers.get().names().stream()
                .flatMap(name -> judged.view().node(name).stream())
                .flatMap(node -> position(node, since.get()).stream())
                .toList();
        boolean enough = positions.size()
                > acknowledgers.get().names().size() - acknowledgers.get().copies();
        return enough
                && position(next, since.get())
                        .filter(ours -> positions.stream().allMatch(other -> other <= ours))
                        .isPresent();
    }

    /** A person's word was given before anything was read in this cycle. */
    private Optional<Instant> revoked() {
        ClusterView view = judged.view();
        return new Fences(view)
                .of(old)
                .map(Fence::since)
                .or(() -> judged.attestation(SafetyOverride.OLD_PRIMARY_REVOKED, old.nodeId())
                        .map(word -> view.startedAt()));
    }

    /** A copy that is being built anew has not what it once confirmed. */
    private Optional<Long> position(NodeView node, Instant since) {
        boolean later = node.observation().shards() instanceof Evidence.Known<ShardsInfo> known
                && !known.observedAt().isBefore(since);
        return node.copy()
                .filter(copy -> later && node.isUp() && !copy.is(ShardRole.RECOVERING))
                .filter(copy -> copy.term().orElse(0L) == term())
                .flatMap(AgentShard::commitOffset)
                .filter(offset -> unit().equals(Optional.of(offset.unit())))
                .map(CommitOffset::value);
    }

    private Optional<io.replicante.spec.model.OffsetUnit> unit() {
        return next.copy().flatMap(AgentShard::commitOffset).map(CommitOffset::unit);
    }

    private long term() {
        return old.remembered().map(NodeRecord::shards).orElse(List.of()).stream()
                .flatMap(copy -> copy.term().stream())
                .findFirst()
                .orElse(0L);
    }
}
