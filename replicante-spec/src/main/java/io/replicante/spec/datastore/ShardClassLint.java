package io.replicante.spec.datastore;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Finds in the classes of shards of a definition what its author can hardly have meant. Confined to one definition. */
final class ShardClassLint {
    private final DatastoreDefinition definition;
    private final BiConsumer<String, String> found;

    /**
     * Begins.
     *
     * @param definition the definition
     * @param found gets a path and a reason for each finding
     */
    ShardClassLint(DatastoreDefinition definition, BiConsumer<String, String> found) {
        this.definition = definition;
        this.found = found;
    }

    void run() {
        List<ShardClass> classes = definition.shardClasses();
        for (int i = 0; i < classes.size(); i++) {
            ShardClass each = classes.get(i);
            String path = "shardClasses[" + i + "]";
            classes.subList(0, i).stream()
                    .filter(earlier -> earlier.matches(each.match()))
                    .findFirst()
                    .ifPresent(earlier -> found.accept(
                            path + ".match",
                            "is never reached: \"" + earlier.match() + "\" stands before it and matches the same"));
            if (each.durability() instanceof Durability.Replicated replicated) {
                replicated(path + ".durability", replicated);
            } else if (each.durability() instanceof Durability.InSync inSync) {
                inSync(path + ".durability", inSync);
            }
        }
        if (classes.stream().noneMatch(each -> each.match().equals("*"))) {
            found.accept(
                    "shardClasses",
                    "end without one for \"*\": a shard that none matches is unknown, and what could touch it is refused");
        }
    }

    private void replicated(String path, Durability.Replicated model) {
        if (definition.upkeep().repair().isEmpty()) {
            found.accept(
                    path,
                    "needs spec.repair: without a repair, a copy that was rebuilt counts as holding nothing for ever");
        }
        Optional<Long> n = whole(model.n());
        Optional<Long> w = whole(model.w());
        Optional<Long> r = whole(model.r());
        if (n.isPresent() && w.isPresent() && r.isPresent() && r.get() + w.get() <= n.get()) {
            found.accept(
                    path,
                    "reads of " + r.get() + " of " + n.get() + " copies may miss writes that " + w.get()
                            + " acknowledged: r + w has to be more than n");
        }
        if (n.isPresent() && w.filter(needed -> needed > n.get()).isPresent()) {
            found.accept(path + ".w", "is more than n: no write is ever acknowledged");
        }
    }

    private void inSync(String path, Durability.InSync model) {
        Optional<Long> min = whole(model.min());
        if (min.filter(least -> least < 1).isPresent()) {
            found.accept(path + ".min", "is less than 1: the primary itself has to be up for writes");
        }
        Optional<Long> k = model.k().flatMap(ShardClassLint::whole);
        boolean more = k.isPresent() && min.filter(least -> k.get() + 1 > least).isPresent();
        if (more && model.degradesTo().isEmpty()) {
            found.accept(path + ".min", "is less than k and the primary, which every write waits for");
        }
    }

    private static Optional<Long> whole(Expression expression) {
        return expression.constant().filter(Long.class::isInstance).map(Long.class::cast);
    }
}
