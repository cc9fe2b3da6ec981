package io.replicante.core.check;

import io.replicante.core.view.ShardIndex;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tally for each shard that is no quorum of voters. Confined to one run of a check. */
final class ShardTallies {
    private final ShardIndex index;
    private final DatastoreDefinition definition;
    private final @Nullable ShardTally[] byNumber;
    private final Map<ShardClass, ShardTally> single = new HashMap<>();
    private final List<ShardTally> all = new ArrayList<>();

    ShardTallies(ShardIndex index, DatastoreDefinition definition) {
        this.index = index;
        this.definition = definition;
        byNumber = new @Nullable ShardTally[index.size()];
    }

    /** The tally of a shard; none where its copies are not counted. Asked for each copy, so that nothing is wrapped. */
    @Nullable
    ShardTally of(int shard) {
        ShardTally known = byNumber[shard];
        return known == null ? begin(shard) : known;
    }

    private @Nullable ShardTally begin(int shard) {
        Optional<ShardClass> shardClass =
                index.shardClass(shard).filter(each -> !(each.durability() instanceof Durability.Quorum));
        if (shardClass.isEmpty()) {
            return null;
        }
        ShardTally tally = shardClass.get().layout() == ShardClass.Layout.SINGLE
                ? single.computeIfAbsent(shardClass.get(), each -> listed(each.match(), each))
                : listed(index.id(shard), shardClass.get());
        byNumber[shard] = tally;
        return tally;
    }

    private ShardTally listed(String name, ShardClass shardClass) {
        ShardTally tally =
                new ShardTally(name, shardClass, definition.shardClasses().indexOf(shardClass));
        all.add(tally);
        return tally;
    }

    /** All of them, in the order in which they were first asked for. */
    List<ShardTally> all() {
        return all;
    }
}
