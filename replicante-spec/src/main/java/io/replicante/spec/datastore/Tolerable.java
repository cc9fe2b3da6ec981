package io.replicante.spec.datastore;

import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.Declaration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How many further failures a cluster of so many nodes survives at the very most, with everything up. What depends on what servers
 * report is taken at its best.
 *
 * @param durability failures that no acknowledged write is lost by
 * @param availability failures that stop no writes
 */
public record Tolerable(int durability, int availability) {
    /**
     * The most that can be asked of a declared cluster.
     *
     * @param definition what its datastore is
     * @param declaration what is declared of it
     * @param nodes how many nodes it has
     * @return the least over all classes of shards
     */
    public static Tolerable of(DatastoreDefinition definition, Declaration declaration, int nodes) {
        List<Tolerable> classes = definition.shardClasses().stream()
                .map(each -> of(definition, declaration, each, nodes))
                .toList();
        return new Tolerable(least(classes, Tolerable::durability), least(classes, Tolerable::availability));
    }

    private static int least(List<Tolerable> classes, ToIntFunction<Tolerable> number) {
        return classes.stream().mapToInt(number).min().orElse(0);
    }

    private static Tolerable of(DatastoreDefinition definition, Declaration declaration, ShardClass shards, int nodes) {
        boolean follows = definition.failover().mode() == Failover.Mode.AUTOMATIC;
        int others = Math.max(0, nodes - 1);
        Durability model = shards.durability();
        if (model instanceof Durability.Quorum) {
            int votes = Math.max(0, (nodes - 1) / 2);
            return new Tolerable(isWeak(declaration, shards) ? 0 : Math.min(others, nodes / 2), votes);
        }
        if (model instanceof Durability.InSync inSync) {
            int copies =
                    inSync.k().flatMap(Tolerable::whole).map(Long::intValue).orElse(others);
            int min = whole(inSync.min()).map(Long::intValue).orElse(1);
            boolean alone = isWeak(declaration, shards) || inSync.degradesTo().isPresent();
            return new Tolerable(
                    alone ? 0 : Math.min(others, copies), follows ? Math.max(0, Math.min(others, nodes - min)) : 0);
        }
        if (model instanceof Durability.Replicated replicated) {
            int n = whole(replicated.n()).map(Long::intValue).orElse(nodes);
            int w = whole(replicated.w()).map(Long::intValue).orElse(1);
            boolean declared = declaration.acknowledges().stream().anyMatch(each -> mayCover(each, shards));
            return new Tolerable(declared ? others : Math.max(0, w - 1), Math.max(0, Math.min(others, n - w)));
        }
        boolean primary = model instanceof Durability.Primary;
        return new Tolerable(0, primary && follows ? others : 0);
    }

    /** Whether clients may wait for the primary alone, as far as can be told without the ids of shards. */
    private static boolean isWeak(Declaration declaration, ShardClass shards) {
        return declaration.acknowledges().stream()
                .filter(each -> mayCover(each, shards))
                .findFirst()
                .map(each -> each.by() == Acknowledgement.Level.ONE && each.covers(shards.match()))
                .orElse(shards.acknowledges() != ShardClass.Acknowledges.MODEL);
    }

    private static boolean mayCover(Acknowledgement declared, ShardClass shards) {
        return declared.covers(shards.match())
                || shards.matches(declared.shards())
                || shards.matches(declared.shards().replace("*", ""))
                || shards.match().equals("*");
    }

    private static Optional<Long> whole(Expression expression) {
        return expression.constant().filter(Long.class::isInstance).map(Long.class::cast);
    }
}
