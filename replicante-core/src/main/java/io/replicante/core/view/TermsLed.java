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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In which terms nodes were the primary of what all of them share, as they say now or said last, or as is remembered. */
record TermsLed(Collection<NodeView> nodes, Optional<DatastoreDefinition> definition) {
    /** Whether the term of a primary was another one's, too, or began twice: two nodes gave one number to two histories. */
    boolean isAmbiguous(String primary, long term) {
        if (term <= 0) {
            return false;
        }
        Predicate<AgentShard> shared = shared();
        return nodes.stream().anyMatch(node -> !node.nodeId().equals(primary) && isBy(node, term, shared))
                || beginnings(term, shared) > 1;
    }

    private long beginnings(long term, Predicate<AgentShard> shared) {
        return nodes.stream()
                .flatMap(node -> node.lastCopies().stream())
                .flatMap(List::stream)
                .filter(shared)
                .filter(copy -> copy.term().filter(of -> of == term).isPresent())
                .flatMap(copy -> copy.termBegan().stream())
                .distinct()
                .limit(2)
                .count();
    }

    private static boolean isBy(NodeView node, long term, Predicate<AgentShard> shared) {
        Stream<AgentShard> copies = Stream.concat(
                        node.lastCopies().stream(), node.remembered().map(NodeRecord::shards).stream())
                .flatMap(List::stream);
        return copies.filter(shared)
                        .anyMatch(copy -> copy.is(ShardRole.PRIMARY)
                                && copy.term().filter(led -> led == term).isPresent())
                || node.remembered().stream()
                        .flatMap(Fences::fences)
                        .map(Fence::term)
                        .anyMatch(led -> led == term);
    }

    /** Each of many shards has terms of its own. There may be thousands of copies: the one that is shared is known by its id. */
    private Predicate<AgentShard> shared() {
        boolean many = definition
                .filter(known ->
                        known.shardClasses().stream().anyMatch(each -> each.layout() == ShardClass.Layout.BY_ID))
                .isPresent();
        Set<String> ids = nodes.stream()
                .flatMap(node -> node.copy().stream())
                .map(AgentShard::id)
                .collect(Collectors.toSet());
        return copy -> !many || ids.contains(copy.id());
    }
}
