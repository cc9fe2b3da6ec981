package io.replicante.core.check;

import io.replicante.core.view.ShardIndex;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.ShardRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The copies of one shard, counted. There are very many, so that it keeps numbers and no lists. Confined to one run of a check.
 */
final class ShardTally {
    private final String name;
    private final ShardClass shardClass;
    private final int place;
    private int copies;
    private int fresh;
    private int up;
    private int leaders;
    private int inSet;
    private int claims;
    private Optional<Long> first = Optional.empty();
    private Optional<Long> second = Optional.empty();

    /** A shard of a class, which has this place among all classes. */
    ShardTally(String name, ShardClass shardClass, int place) {
        this.name = name;
        this.shardClass = shardClass;
        this.place = place;
    }

    String name() {
        return name;
    }

    ShardClass shardClass() {
        return shardClass;
    }

    /** Counts one of the copies that a node holds. */
    void add(ShardIndex.Held held, int copy, ShardHost host) {
        copies++;
        if (!host.isFresh()) {
            return;
        }
        ShardHost.Said said = host.says(shardClass, place);
        first = fresh == 0 ? said.first() : agreed(first, said.first());
        second = fresh == 0 ? said.second() : agreed(second, said.second());
        fresh++;
        boolean leads = held.is(copy, ShardRole.Kind.PRIMARY);
        boolean follows = !leads && held.is(copy, ShardRole.Kind.SECONDARY);
        claims += leads ? 1 : 0;
        if (host.isUp()) {
            up += leads || follows ? 1 : 0;
            leaders += leads ? 1 : 0;
            inSet += follows && said.in() ? 1 : 0;
        }
    }

    /** The number on which all nodes that hold a copy agree; once they do not, there is none. */
    private static Optional<Long> agreed(Optional<Long> before, Optional<Long> said) {
        return before.equals(said) ? before : Optional.empty();
    }

    /** What is wrong with the shard, by code. */
    List<String> troubles() {
        List<String> codes = new ArrayList<>();
        if (claims < shardClass.primaries().min()) {
            codes.add(FindingCodes.SHARD_WITHOUT_PRIMARY);
        }
        if (shardClass.layout() == ShardClass.Layout.BY_ID
                && claims > shardClass.primaries().max()
                && shardClass.primaries().max() > 0) {
            codes.add(FindingCodes.SHARD_MULTIPLE_PRIMARIES);
        }
        long wanted = copies;
        if (shardClass.durability() instanceof Durability.InSync inSync) {
            inSync(inSync, codes);
        } else if (shardClass.durability() instanceof Durability.Replicated) {
            if (first.isEmpty() || second.isEmpty()) {
                codes.add(FindingCodes.DURABILITY_UNKNOWN);
            }
            wanted = Math.max(
                    wanted, first.filter(known -> known < Integer.MAX_VALUE).orElse(0L));
        }
        if (up < wanted) {
            codes.add(FindingCodes.SHARD_UNDER_REPLICATED);
        }
        if (up == 1 && wanted > 1) {
            codes.add(FindingCodes.LAST_COPY);
        }
        return codes;
    }

    private void inSync(Durability.InSync inSync, List<String> codes) {
        if (first.isEmpty() || (inSync.k().isPresent() && second.isEmpty())) {
            codes.add(FindingCodes.DURABILITY_UNKNOWN);
            return;
        }
        long min = first.get();
        int in = leaders + inSet;
        if (in < min) {
            codes.add(FindingCodes.UNDER_MIN_IN_SYNC);
        } else if (in == min && min > 1 && copies > min) {
            codes.add(FindingCodes.AT_MIN_IN_SYNC);
        }
    }
}
