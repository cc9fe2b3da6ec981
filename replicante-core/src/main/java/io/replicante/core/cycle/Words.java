package io.replicante.core.cycle;

import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.ClusterView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.model.ShardRole;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Which words of people count after a cycle, too. */
record Words(ClusterView view) {
    NavigableMap<UUID, SafetyOverride> kept(NavigableMap<String, NodeRecord> next) {
        NavigableMap<UUID, SafetyOverride> kept = new TreeMap<>(view.state().overrides());
        kept.values().removeIf(word -> !word.isValid(view.now()) || isOfOnesPast(word, next));
        return kept;
    }

    /**
     * That a replaced primary takes no more writes is of no use once it follows, or its record goes; nor that somebody does not of
     * whom nothing is known, once another one leads. And nobody would know any more that it was not the last one.
     */
    private boolean isOfOnesPast(SafetyOverride word, NavigableMap<String, NodeRecord> next) {
        return word.rule().equals(SafetyOverride.OLD_PRIMARY_REVOKED)
                && word.nodeId()
                        .filter(node -> (wasReplaced(view.state().nodes(), node) && !wasReplaced(next, node))
                                || (view.leadership().primary().isKnown() && !mayHaveLed(next, node)))
                        .isPresent();
    }

    private boolean mayHaveLed(NavigableMap<String, NodeRecord> next, String node) {
        boolean unread = view.node(node)
                .filter(each -> each.lastCopies().stream()
                        .flatMap(List::stream)
                        .noneMatch(copy -> copy.role().isPresent()))
                .isPresent();
        return unread
                || Optional.ofNullable(next.get(node))
                        .filter(known -> known.succeeded().isPresent()
                                || known.fence().isPresent()
                                || known.shards().stream().anyMatch(copy -> copy.is(ShardRole.PRIMARY)))
                        .isPresent();
    }

    private static boolean wasReplaced(NavigableMap<String, NodeRecord> nodes, String node) {
        return Optional.ofNullable(nodes.get(node))
                .flatMap(NodeRecord::replaced)
                .isPresent();
    }
}
