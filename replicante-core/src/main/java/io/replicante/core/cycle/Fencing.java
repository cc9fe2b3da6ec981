package io.replicante.core.cycle;

import io.replicante.core.state.Fence;
import io.replicante.core.state.Intent;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.PrimaryOffset;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.CommitOffset;
import io.replicante.spec.model.OffsetUnit;
import io.replicante.spec.model.ShardRole;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is remembered of old primaries that are certainly out of their place. */
record Fencing(ClusterView view, List<Intent> ended) {
    /** The cluster with the fences of now: what is decided in this cycle already knows them. */
    ClusterView applied() {
        NavigableMap<String, NodeView> nodes = new TreeMap<>(view.nodes());
        nodes.replaceAll((id, node) -> node.remembered()
                .map(known -> node.remembering(known.fenced(of(node), new Succeeded(view, ended).of(node))))
                .orElse(node));
        return new ClusterView(
                view.startedAt(),
                view.now(),
                view.mode(),
                view.state(),
                view.surroundings(),
                view.definition(),
                view.discovery(),
                nodes,
                view.ensemble(),
                view.leadership(),
                view.offsets(),
                view.shards());
    }

    Optional<Fence> of(NodeView node) {
        boolean now = ended.stream()
                        .filter(intent -> intent.phase() == Intent.Phase.COMPLETE)
                        .anyMatch(intent ->
                                intent.candidate().effect().shift().demoted().equals(Optional.of(node.nodeId())))
                && !isStandby(node);
        Optional<Fence> fence = now ? Optional.of(fresh(node, Fence.Cause.ACTION)) : kept(node);
        return fence.map(each -> new History(view).followed(node, each));
    }

    /** Its copies were read before, and it was not the primary: its stop takes nobody out of that place. */
    private static boolean isStandby(NodeView node) {
        List<AgentShard> before = node.remembered().map(NodeRecord::shards).orElse(List.of());
        boolean behind = before.stream()
                .flatMap(copy -> copy.term().stream())
                .noneMatch(term -> term >= node.copy().flatMap(AgentShard::term).orElse(0L));
        boolean led = Stream.concat(before.stream(), node.copy().stream()).anyMatch(copy -> copy.is(ShardRole.PRIMARY));
        return !led
                && !behind
                && before.stream().anyMatch(copy -> copy.is(ShardRole.SECONDARY))
                && node.remembered().flatMap(NodeRecord::succeeded).isEmpty();
    }

    /** What we did stays done until it is seen to be undone; what others say holds for as long as they say it. */
    private Optional<Fence> kept(NodeView node) {
        Optional<Fence> before = new Fences(view).of(node);
        if (before.filter(fence -> fence.by() == Fence.Cause.ACTION).isPresent()) {
            return before.map(fence -> new History(view).read(node, fence));
        }
        return new Revocation(view)
                .of(node)
                .map(proof -> before.filter(fence -> fence.by() == proof).orElseGet(() -> fresh(node, proof)));
    }

    /** Its disk may be behind what it said: then nothing that is read there is its end. */
    private Fence fresh(NodeView node, Fence.Cause by) {
        long term = Stream.concat(
                        node.copy().stream(), node.remembered().map(NodeRecord::shards).orElse(List.of()).stream())
                .flatMap(copy -> copy.term().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        History history = new History(view);
        Fence begun = history.begun(node, term, by);
        return history.read(node, refusedFrom(node, term).map(begun::endingAt).orElse(begun));
    }

    /** While it certainly refused writes nothing was added, either: what was read of it then is its end. */
    private Optional<CommitOffset> refusedFrom(NodeView node, long term) {
        return view.state().intents().values().stream()
                .filter(intent -> intent.phase() == Intent.Phase.FINAL)
                .filter(intent -> intent.candidate().effect().shift().pauses().equals(Optional.of(node.nodeId())))
                .filter(intent -> intent.pauseCertainUntil()
                        .filter(end -> view.now().isBefore(end))
                        .isPresent())
                .flatMap(intent -> intent.finalAt().stream())
                .flatMap(since -> lastRead(node, term, since).stream())
                .findFirst();
    }

    private Optional<CommitOffset> lastRead(NodeView node, long term, Instant since) {
        return view.offsets().stream()
                .filter(offset -> offset.nodeId().equals(node.nodeId()) && offset.term() == term)
                .filter(offset -> offset.readAt().isAfter(since))
                .filter(offset -> !offset.goesBackIn(view.offsets()))
                .max(Comparator.comparing(PrimaryOffset::readAt))
                .map(offset -> new CommitOffset(OffsetUnit.of(offset.unit()), offset.value()));
    }
}
