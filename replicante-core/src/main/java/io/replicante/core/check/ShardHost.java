package io.replicante.core.check;

import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node as far as its copies are concerned. It may hold thousands of copies: what it says of their class is asked once for all.
 * Confined to one run of a check.
 */
final class ShardHost {
    private final NodeView node;
    private final boolean fresh;
    private final boolean up;
    private final Numbers numbers;
    private final @Nullable Said[] byClass;

    /**
     * What the node says of the numbers of a durability model.
     *
     * @param first {@code min} or {@code n}
     * @param second {@code k} or {@code w}
     * @param in whether it is in the set of its copies; without a list, the set is who follows
     */
    record Said(Optional<Long> first, Optional<Long> second, boolean in) {}

    private static final Said NOTHING = new Said(Optional.empty(), Optional.empty(), true);

    ShardHost(NodeView node, Numbers numbers, int classes) {
        this.node = node;
        this.numbers = numbers;
        fresh = node.observation().shards().isKnown();
        up = node.isUp();
        byClass = new @Nullable Said[classes];
    }

    /** Whether its copies were read in this cycle. */
    boolean isFresh() {
        return fresh;
    }

    boolean isUp() {
        return up;
    }

    /** What it says of a class, which has this place among all classes. */
    Said says(ShardClass shardClass, int place) {
        Said said = byClass[place];
        if (said == null) {
            said = numbers.shared(ask(shardClass.durability()));
            byClass[place] = said;
        }
        return said;
    }

    private Said ask(Durability durability) {
        if (durability instanceof Durability.InSync inSync) {
            return new Said(
                    numbers.number(inSync.min(), node),
                    inSync.k().flatMap(k -> numbers.number(k, node)),
                    inSync.set()
                            .map(set -> numbers.lists(set, node).orElse(false))
                            .orElse(true));
        }
        return durability instanceof Durability.Replicated replicated
                ? new Said(numbers.number(replicated.n(), node), numbers.number(replicated.w(), node), true)
                : NOTHING;
    }
}
