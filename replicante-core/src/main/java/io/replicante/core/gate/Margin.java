package io.replicante.core.gate;

import io.replicante.spec.cluster.Declaration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many copies of a shard may still go away together, counted down as nodes are taken. Confined to one caller.
 *
 * <p>Left out of the margin is what a further failure of the heaviest failure domain takes with it, unless the shard could not
 * give that even with all copies up and one away.
 */
final class Margin {
    private final Shard shard;
    private final ToLongFunction<String> weights;
    private final Optional<String> primary;
    private final boolean safe;
    private long left;
    private @Nullable String taken;

    private Margin(Shard shard, ToLongFunction<String> weights, Optional<String> primary, Spares.Spare spare) {
        this.shard = shard;
        this.weights = weights;
        this.primary = primary;
        safe = spare.safe();
        left = spare.left();
    }

    /** The margin of the quorum, of so many voters once all that are declared have joined. */
    static Margin of(Voters voters, int size, boolean ready, Declaration.Tolerate tolerate) {
        Map<String, Long> weights = new HashMap<>();
        voters.list().stream()
                .filter(Voters.Voter::up)
                .forEach(voter -> voter.nodeId().ifPresent(node -> weights.put(node, voter.votes())));
        int majority = size / 2 + 1;
        boolean safe = voters.durabilitySurvives() >= tolerate.durability().orElse(Math.min(1, majority - 1));
        long spare = Math.min(
                votesUp(voters, voter -> true) - voters.majority(),
                votesUp(voters, Voters.Voter::acknowledges) - voters.needed());
        long left = spare - heaviest(voters) * asked(tolerate, voters.mostWhileOneIsAway(size), ready);
        return new Margin(
                new Shard("", voters),
                node -> weights.getOrDefault(node, 0L),
                Optional.empty(),
                new Spares.Spare(safe, left));
    }

    /** The margin of copies that are no quorum. */
    static Margin of(String name, Copies copies, Spares spares) {
        return new Margin(new Shard(name, copies), node -> weight(copies, node), primary(copies), spares.of(copies));
    }

    private static Optional<String> primary(Copies copies) {
        for (Copies.Copy copy : copies.list()) {
            if (copy.primary()) {
                return Optional.of(copy.nodeId());
            }
        }
        return Optional.empty();
    }

    private static long weight(Copies copies, String node) {
        for (Copies.Copy copy : copies.list()) {
            if (copy.nodeId().equals(node) && counts(copies, copy)) {
                return 1;
            }
        }
        return 0;
    }

    /** What copies that are no quorum can miss. */
    static Spares.Spare spare(Copies copies, Declaration.Tolerate tolerate) {
        Copies best = copies.atBest();
        boolean ready = copies.list().stream().allMatch(copy -> copy.up() && copy.counts());
        boolean safe =
                copies.durabilitySurvives() >= tolerate.durability().orElse(Math.min(1, best.durabilitySurvives()));
        return new Spares.Spare(
                safe, spare(copies) - heaviest(copies) * asked(tolerate, best.mostWhileOneIsAway(), ready));
    }

    private static int asked(Declaration.Tolerate tolerate, int bestWhileOneIsAway, boolean ready) {
        return tolerate.availability().orElse(ready && bestWhileOneIsAway < 1 ? 0 : 1);
    }

    private static long votesUp(Voters voters, Predicate<Voters.Voter> which) {
        return voters.list().stream()
                .filter(Voters.Voter::up)
                .filter(which)
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
                : up - ((Copies.Model.Primary) copies.model()).min();
    }

    /** Why a node may not go away now, if so. */
    Optional<String> against(String nodeId, Optional<String> leading) {
        if (leading.isPresent() && primary.filter(nodeId::equals).isPresent()) {
            return Optional.of(shard.prefix() + nodeId + " is the primary; " + leading.get());
        }
        if (!safe) {
            return Optional.of(shard.prefix() + "acknowledged writes survive too few further failures ("
                    + shard.state().describe() + ")");
        }
        long weight = weights.applyAsLong(nodeId);
        boolean down = weight == 0 && left < 0;
        return weight > left || down
                ? Optional.of(shard.prefix() + "too few copies would be left for writes, or for a further failure"
                        + (taken == null ? "" : ", together with " + taken))
                : Optional.empty();
    }

    void take(String nodeId) {
        long weight = weights.applyAsLong(nodeId);
        left -= weight;
        taken = weight > 0 ? nodeId : taken;
    }
}
