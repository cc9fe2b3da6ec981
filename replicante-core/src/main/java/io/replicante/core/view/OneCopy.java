package io.replicante.core.view;

import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardsInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of a node's copies stands for the node: that of the one shard which all nodes share, if the datastore has such a shard. */
final class OneCopy {
    private OneCopy() {}

    static Optional<AgentShard> only(List<AgentShard> copies, Optional<DatastoreDefinition> definition) {
        List<AgentShard> candidates = hasManyShards(definition) ? shared(copies, definition.orElseThrow()) : copies;
        return candidates.size() == 1
                ? Optional.of(candidates.get(0)).filter(shard -> shard.role().isPresent())
                : Optional.empty();
    }

    /**
     * Where nodes hold copies of many shards, a node may also hold none; where there is one shard, every node has to. What nobody
     * has described may hold what it likes.
     */
    static boolean areComplete(ShardsInfo shards, Optional<DatastoreDefinition> definition) {
        return (hasManyShards(definition) || definition.isEmpty())
                ? haveRoles(shards.shards())
                : only(shards.shards(), definition).isPresent();
    }

    private static boolean haveRoles(List<AgentShard> shards) {
        for (AgentShard shard : shards) {
            if (shard.role().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasManyShards(Optional<DatastoreDefinition> definition) {
        return definition
                .filter(known ->
                        known.shardClasses().stream().anyMatch(each -> each.layout() == ShardClass.Layout.BY_ID))
                .isPresent();
    }

    private static List<AgentShard> shared(List<AgentShard> shards, DatastoreDefinition definition) {
        List<ShardClass> single = definition.shardClasses().stream()
                .filter(each -> each.layout() == ShardClass.Layout.SINGLE)
                .toList();
        List<AgentShard> shared = new ArrayList<>();
        // There may be thousands of copies, hardly any of them shared: only for those is the class looked for.
        for (AgentShard shard : shards) {
            if (matchesAny(single, shard.id())
                    && definition
                            .shardClass(shard.id())
                            .filter(single::contains)
                            .isPresent()) {
                shared.add(shard);
            }
        }
        return shared;
    }

    private static boolean matchesAny(List<ShardClass> classes, String shardId) {
        for (ShardClass each : classes) {
            if (each.matches(shardId)) {
                return true;
            }
        }
        return false;
    }
}
