package io.replicante.core.gate;

import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Footprint;
import io.replicante.spec.datastore.ShardClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What definitions can say and the rules cannot judge: it is refused rather than taken for something else. Stateless. */
final class Judgeable {
    private Judgeable() {}

    /** What is beyond the rules, if anything is. */
    static Optional<String> beyond(DatastoreDefinition definition, ActionDefinition action) {
        Footprint footprint = action.footprint();
        if (!footprint.movesPrimary()) {
            return Optional.empty();
        }
        if (!commands(definition.failover().commands()).contains(action.kind())) {
            return Optional.of("the definition does not say whether " + action.kind()
                    + " gives or takes the primary's place: its failover does not name it");
        }
        boolean single = definition.shardClasses().stream()
                .allMatch(shards -> shards.layout() == ShardClass.Layout.SINGLE
                        && !(shards.durability() instanceof Durability.Unknown));
        return single
                ? Optional.empty()
                : Optional.of("no rule judges who becomes the primary where shards have primaries of their own");
    }

    private static List<String> commands(Failover.Commands commands) {
        return Stream.of(
                        commands.switchover(),
                        commands.stepDown(),
                        commands.promote(),
                        commands.revoke().map(Failover.Revoke::action),
                        commands.quiesce().map(Failover.Quiesce::resume))
                .flatMap(Optional::stream)
                .toList();
    }
}
