package io.replicante.core.check;

import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.ShardRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The copies of one shard, counted. Confined to one run of a check. */
final class ShardTally {
    private final ShardClass shardClass;
    private final Numbers numbers;
    private final List<NodeView> fresh = new ArrayList<>(3);
    private int copies;
    private int up;
    private final List<NodeView> followers = new ArrayList<>(3);
    private int leaders;
    private int claims;

    ShardTally(ShardClass shardClass, Numbers numbers) {
        this.shardClass = shardClass;
        this.numbers = numbers;
    }

    ShardClass shardClass() {
        return shardClass;
    }

    void add(NodeView node, AgentShard copy, boolean read) {
        copies++;
        if (!read) {
            return;
        }
        fresh.add(node);
        boolean leads = copy.role().equals(Optional.of(ShardRole.PRIMARY));
        boolean follows = copy.role().equals(Optional.of(ShardRole.SECONDARY));
        claims += leads ? 1 : 0;
        if (node.isUp()) {
            up += leads || follows ? 1 : 0;
            leaders += leads ? 1 : 0;
            if (follows) {
                followers.add(node);
            }
        }
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
        } else if (shardClass.durability() instanceof Durability.Replicated replicated) {
            Optional<Long> n = agreed(replicated.n());
            if (n.isEmpty() || agreed(replicated.w()).isEmpty()) {
                codes.add(FindingCodes.DURABILITY_UNKNOWN);
            }
            wanted = Math.max(
                    wanted, n.filter(known -> known < Integer.MAX_VALUE).orElse(0L));
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
        Optional<Long> min = agreed(inSync.min());
        if (min.isEmpty() || (inSync.k().isPresent() && agreed(inSync.k().get()).isEmpty())) {
            codes.add(FindingCodes.DURABILITY_UNKNOWN);
            return;
        }
        long inSet =
                leaders + followers.stream().filter(node -> isIn(inSync, node)).count();
        if (inSet < min.get()) {
            codes.add(FindingCodes.UNDER_MIN_IN_SYNC);
        } else if (inSet == min.get() && min.get() > 1 && copies > min.get()) {
            codes.add(FindingCodes.AT_MIN_IN_SYNC);
        }
    }

    /** Without a list of its own, the set is who follows. */
    private boolean isIn(Durability.InSync inSync, NodeView node) {
        return inSync.set().map(set -> numbers.lists(set, node).orElse(false)).orElse(true);
    }

    /** The number on which all nodes that hold a copy agree. */
    private Optional<Long> agreed(Expression expression) {
        Optional<Long> first = Optional.empty();
        for (NodeView node : fresh) {
            Optional<Long> answer = numbers.number(expression, node);
            if (answer.isEmpty() || (first.isPresent() && !first.equals(answer))) {
                return Optional.empty();
            }
            first = answer;
        }
        return first;
    }
}
