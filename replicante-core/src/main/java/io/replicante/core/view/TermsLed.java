package io.replicante.core.view;

import io.replicante.core.state.Fence;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardRole;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In which terms nodes were the primary of what all of them share, as they say now or said last, or as is remembered. */
record TermsLed(Collection<NodeView> nodes, Optional<DatastoreDefinition> definition) {
    /** Whether the term of a primary was another one's, too, or began twice: two nodes gave one number to two histories. */
    boolean isAmbiguous(String primary, long term) {
        if (term <= 0) {
            return false;
        }
        boolean many = hasManyShards();
        return nodes.stream().anyMatch(node -> !node.nodeId().equals(primary) && isBy(node, term, many))
                || beginnings(term, many) > 1;
    }

    private long beginnings(long term, boolean many) {
        return nodes.stream()
                .flatMap(node -> now(node, many))
                .filter(copy -> copy.term().filter(of -> of == term).isPresent())
                .flatMap(copy -> copy.termBegan().stream())
                .distinct()
                .limit(2)
                .count();
    }

    private boolean isBy(NodeView node, long term, boolean many) {
        return Stream.concat(now(node, many), before(node, many))
                        .anyMatch(copy -> copy.is(ShardRole.PRIMARY)
                                && copy.term().filter(led -> led == term).isPresent())
                || node.remembered().stream()
                        .flatMap(Fences::fences)
                        .map(Fence::term)
                        .anyMatch(led -> led == term);
    }

    private Stream<AgentShard> now(NodeView node, boolean many) {
        return many && isRead(node)
                ? node.copy().stream()
                : shared(node.lastCopies().orElse(List.of()), many);
    }

    /** Where a node has thousands of copies, those of before are looked through only while those of now are not read. */
    private Stream<AgentShard> before(NodeView node, boolean many) {
        return many && isRead(node)
                ? Stream.empty()
                : shared(node.remembered().map(NodeRecord::shards).orElse(List.of()), many);
    }

    private static boolean isRead(NodeView node) {
        return node.copy().isPresent() || node.copiesRead();
    }

    /** Each of many shards has terms of its own. */
    private Stream<AgentShard> shared(List<AgentShard> copies, boolean many) {
        return many ? OneCopy.only(copies, definition).stream() : copies.stream();
    }

    private boolean hasManyShards() {
        return definition
                .filter(known ->
                        known.shardClasses().stream().anyMatch(each -> each.layout() == ShardClass.Layout.BY_ID))
                .isPresent();
    }
}
