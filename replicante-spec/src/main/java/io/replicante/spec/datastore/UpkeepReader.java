package io.replicante.spec.datastore;

import io.replicante.spec.datastore.Upkeep.ForeignChange;
import io.replicante.spec.datastore.Upkeep.ForeignChange.ToldBy;
import io.replicante.spec.datastore.Upkeep.Repair;
import io.replicante.spec.datastore.Upkeep.VersionSkew;
import io.replicante.spec.datastore.Upkeep.VersionSkew.Order;
import io.replicante.spec.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what must be known to change a cluster bit by bit. Stateless. */
final class UpkeepReader {
    private static final int MAX_SKEW = 100;
    private static final Map<String, ToldBy> TOLD_BY = Map.of("each", ToldBy.EACH, "any", ToldBy.ANY);
    private static final Map<String, Order> ORDERS =
            Map.of("secondaries-first", Order.SECONDARIES_FIRST, "any", Order.ANY);

    private UpkeepReader() {}

    /**
     * Reads them.
     *
     * @param kinds the actions that are described
     */
    static Upkeep read(Fields spec, Set<String> kinds) {
        Optional<VersionSkew> skew = spec.optionalObject("versionSkew").flatMap(UpkeepReader::skew);
        Optional<Repair> repair = spec.optionalObject("repair").flatMap(fields -> repair(fields, kinds));
        List<ForeignChange> changes = spec.objects("foreignChanges").stream()
                .flatMap(fields -> foreign(fields).stream())
                .toList();
        return new Upkeep(skew, repair, changes);
    }

    private static Optional<VersionSkew> skew(Fields fields) {
        int major = fields.integer("major", 0, MAX_SKEW, 0);
        int minor = fields.integer("minor", 0, MAX_SKEW, 0);
        Optional<Order> order = fields.choice("order", ORDERS);
        return fields.build(() -> new VersionSkew(major, minor, order.orElseThrow()));
    }

    private static Optional<Repair> repair(Fields fields, Set<String> kinds) {
        Optional<String> action = fields.parsed("action", kind -> ActionReader.described(kind, kinds));
        String began = fields.name("began");
        return fields.build(() -> new Repair(action.orElseThrow(), began));
    }

    private static Optional<ForeignChange> foreign(Fields fields) {
        Optional<Expression> when = fields.parsed("when", text -> Conditions.truth(text, Place.CHECK));
        String meaning = fields.text("meaning");
        ToldBy toldBy = fields.optionalChoice("toldBy", TOLD_BY).orElse(ToldBy.EACH);
        return fields.build(() -> new ForeignChange(when.orElseThrow(), meaning, toldBy));
    }
}
