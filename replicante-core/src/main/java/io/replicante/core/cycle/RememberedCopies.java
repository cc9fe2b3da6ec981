package io.replicante.core.cycle;

import io.replicante.spec.model.AgentShard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The copies of a node as they are remembered: without their offsets. There may be hundreds of thousands, and in most cycles none has
 * changed; what has not stays the same object, so that nothing is built anew and whoever compares it is done at once.
 */
final class RememberedCopies {
    private RememberedCopies() {}

    static List<AgentShard> of(List<AgentShard> read, List<AgentShard> before) {
        if (areAsBefore(read, before)) {
            return before;
        }
        List<AgentShard> copies = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            boolean unchanged = i < before.size() && isAsBefore(read.get(i), before.get(i));
            copies.add(unchanged ? before.get(i) : withoutOffsets(read.get(i)));
        }
        return List.copyOf(copies);
    }

    private static boolean areAsBefore(List<AgentShard> read, List<AgentShard> before) {
        if (read.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < read.size(); i++) {
            if (!isAsBefore(read.get(i), before.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAsBefore(AgentShard read, AgentShard before) {
        return before.commitOffset().isEmpty()
                && before.lag().isEmpty()
                && read.id().equals(before.id())
                && read.role().equals(before.role())
                && read.attributes().equals(before.attributes());
    }

    private static AgentShard withoutOffsets(AgentShard shard) {
        return new AgentShard(shard.id(), shard.role(), Optional.empty(), Optional.empty(), shard.attributes());
    }
}
