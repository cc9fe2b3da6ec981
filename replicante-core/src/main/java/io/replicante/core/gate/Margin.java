package io.replicante.core.gate;

import io.replicante.spec.cluster.Declaration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many copies of a shard may still go away together, counted down as nodes are taken. Confined to one caller.
 *
 * <p>Left out of the margin is what a further failure of the heaviest failure domain takes with it, unless the shard could not
 * give that even with all copies up and one away.
 */
final class Margin {
    private final Shard shard;
    private final Map<String, Long> weights = new HashMap<>();
    private final Optional<String> primary;
    private final boolean safe;
    private long left;

    /** The margin of the quorum, of so many voters once all that are declared have joined. */
    Margin(Shard shard, Voters voters, int size, boolean ready, Declaration.Tolerate tolerate) {
        this.shard = shard;
        voters.list().stream()
                .filter(Voters.Voter::up)
                .forEach(voter -> voter.nodeId().ifPresent(node -> weights.put(node, voter.votes())));
        int majority = size / 2 + 1;
        primary = Optional.empty();
        safe = voters.durabilitySurvives() >= tolerate.durability().orElse(Math.min(1, majority - 1));
        left = votesUp(voters) - voters.majority() - heaviest(voters) * asked(tolerate, size - 1 - majority, ready);
    }

    /** The margin of copies that are no quorum. */
    Margin(Shard shard, Copies copies, Declaration.Tolerate tolerate) {
        this.shard = shard;
        copies.list().stream().filter(copy -> counts(copies, copy)).forEach(copy -> weights.put(copy.nodeId(), 1L));
        primary = copies.list().stream()
                .filter(Copies.Copy::primary)
                .map(Copies.Copy::nodeId)
                .findFirst();
        Copies best = copies.atBest();
        boolean ready = copies.list().stream().allMatch(copy -> copy.up() && copy.counts());
        safe = copies.durabilitySurvives() >= tolerate.durability().orElse(Math.min(1, best.durabilitySurvives()));
        left = spare(copies) - heaviest(copies) * asked(tolerate, best.mostWhileOneIsAway(), ready);
    }

    private static int asked(Declaration.Tolerate tolerate, int bestWhileOneIsAway, boolean ready) {
        return tolerate.availability().orElse(ready && bestWhileOneIsAway < 1 ? 0 : 1);
    }

    private static long votesUp(Voters voters) {
        return voters.list().stream()
                .filter(Voters.Voter::up)
                .mapToLong(Voters.Voter::votes)
                .sum();
    }

    private static long heaviest(Voters voters) {
        Map<String, Long> domains = new HashMap<>();
        voters.list().stream()
                .filter(Voters.Voter::up)
                .forEach(voter -> domains.merge(voter.domain().orElse(""), voter.votes(), Long::sum));
        return worst(domains);
    }

    private static long heaviest(Copies copies) {
        Map<String, Long> domains = new HashMap<>();
        copies.list().stream()
                .filter(copy -> counts(copies, copy))
                .forEach(copy -> domains.merge(copy.domain().orElse(""), 1L, Long::sum));
        return worst(domains);
    }

    /** What has no known domain fails with every one. */
    private static long worst(Map<String, Long> domains) {
        long anywhere = domains.getOrDefault("", 0L);
        return anywhere
                + domains.entrySet().stream()
                        .filter(domain -> !domain.getKey().isEmpty())
                        .mapToLong(Map.Entry::getValue)
                        .max()
                        .orElse(0);
    }

    private static boolean counts(Copies copies, Copies.Copy copy) {
        if (copies.model() instanceof Copies.Model.InSync) {
            return copy.up() && copy.counts();
        }
        return copy.up() && (copy.electable() || copies.model() instanceof Copies.Model.Replicated);
    }

    private static long spare(Copies copies) {
        long up = copies.list().stream().filter(copy -> counts(copies, copy)).count();
        if (copies.model() instanceof Copies.Model.InSync set) {
            return up - set.min();
        }
        return copies.model() instanceof Copies.Model.Replicated spread
                ? spread.n() - spread.w() - (Math.max(spread.n(), copies.list().size()) - up)
                : up - 1;
    }

    /** Why a node may not go away now, if so. */
    Optional<String> against(String nodeId, boolean handsOver) {
        if (primary.equals(Optional.of(nodeId)) && !handsOver) {
            return Optional.of(shard.prefix() + nodeId + " is the primary; its role has to be moved first");
        }
        if (!safe) {
            return Optional.of(shard.prefix() + "acknowledged writes survive too few further failures ("
                    + shard.state().describe() + ")");
        }
        long weight = weights.getOrDefault(nodeId, 0L);
        boolean down = weight == 0 && left < 0;
        return weight > left || down
                ? Optional.of(shard.prefix() + "too few copies would be left for writes, or for a further failure")
                : Optional.empty();
    }

    void take(String nodeId) {
        left -= weights.getOrDefault(nodeId, 0L);
    }
}
