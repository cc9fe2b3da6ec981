package io.replicante.spec.datastore;

import java.util.List;
import java.util.function.BiConsumer;

/** All expressions of a definition that ask nodes, each with its place under {@code spec}. Stateless. */
final class Expressions {
    private Expressions() {}

    static void each(DatastoreDefinition definition, BiConsumer<String, Expression> visitor) {
        List<ShardClass> classes = definition.shardClasses();
        for (int i = 0; i < classes.size(); i++) {
            durability("shardClasses[" + i + "].durability.", classes.get(i).durability(), visitor);
        }
        definition.members().durableWhen().ifPresent(each -> visitor.accept("members.storage.durableWhen", each));
        if (definition.capacity() instanceof Capacity.Facts capacity) {
            visitor.accept("capacity.free", capacity.free());
            visitor.accept("capacity.needed", capacity.needed());
        }
        for (int i = 0; i < definition.witnesses().size(); i++) {
            visitor.accept(
                    "witnesses[" + i + "].confirms",
                    definition.witnesses().get(i).confirms());
        }
        for (int i = 0; i < definition.checks().size(); i++) {
            visitor.accept("checks[" + i + "].when", definition.checks().get(i).when());
        }
        Failover.Commands commands = definition.failover().commands();
        commands.detached().ifPresent(each -> visitor.accept("failover.detached", each));
        commands.selfFence().ifPresent(each -> visitor.accept("failover.selfFence.contact", each.contact()));
        definition.signs().byName().forEach((name, each) -> visitor.accept("signs." + name, each));
        List<Upkeep.ForeignChange> changes = definition.upkeep().foreignChanges();
        for (int i = 0; i < changes.size(); i++) {
            visitor.accept("foreignChanges[" + i + "].when", changes.get(i).when());
        }
        definition.actions().forEach((kind, action) -> ActionLint.expressions("actions." + kind, action, visitor));
    }

    private static void durability(String at, Durability durability, BiConsumer<String, Expression> visitor) {
        if (durability instanceof Durability.InSync inSync) {
            inSync.k().ifPresent(each -> visitor.accept(at + "k", each));
            visitor.accept(at + "min", inSync.min());
            inSync.set().ifPresent(each -> visitor.accept(at + "set", each));
            inSync.degradesUnless().ifPresent(each -> visitor.accept(at + "degradesUnless", each));
        } else if (durability instanceof Durability.Replicated replicated) {
            visitor.accept(at + "n", replicated.n());
            visitor.accept(at + "w", replicated.w());
            visitor.accept(at + "r", replicated.r());
            replicated.hintSeconds().ifPresent(each -> visitor.accept(at + "hintWindow", each));
        } else if (durability instanceof Durability.Primary primary) {
            primary.min().ifPresent(each -> visitor.accept(at + "min", each));
        }
    }
}
