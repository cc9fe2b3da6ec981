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
        return term > 0
                && (nodes.stream().anyMatch(node -> !node.nodeId().equals(primary) && isBy(node, term))
                        || beginnings(term) > 1);
    }

    private long beginnings(long term) {
        return nodes.stream()
                .flatMap(node -> node.lastCopies().stream())
                .flatMap(List::stream)
                .filter(copy -> copy.termBegan().isPresent()
                        && copy.term().filter(of -> of == term).isPresent()
                        && isShared(copy))
                .flatMap(copy -> copy.termBegan().stream())
                .distinct()
                .limit(2)
                .count();
    }

    private boolean isBy(NodeView node, long term) {
        Stream<AgentShard> copies = Stream.concat(
                        node.lastCopies().stream(), node.remembered().map(NodeRecord::shards).stream())
                .flatMap(List::stream);
        return copies.anyMatch(copy -> copy.is(ShardRole.PRIMARY)
                        && copy.term().filter(led -> led == term).isPresent()
                        && isShared(copy))
                || node.remembered().stream()
                        .flatMap(Fences::fences)
                        .map(Fence::term)
                        .anyMatch(led -> led == term);
    }

    /** Each of many shards has terms of its own. */
    private boolean isShared(AgentShard copy) {
        return definition.isEmpty()
                || definition
                        .get()
                        .shardClass(copy.id())
                        .filter(shards -> shards.layout() == ShardClass.Layout.SINGLE)
                        .isPresent();
    }
}
