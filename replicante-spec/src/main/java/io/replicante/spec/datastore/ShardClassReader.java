package io.replicante.spec.datastore;

import io.replicante.spec.datastore.ShardClass.Acknowledges;
import io.replicante.spec.datastore.ShardClass.Layout;
import io.replicante.spec.datastore.ShardClass.Primaries;
import io.replicante.spec.json.Fields;
import io.replicante.spec.model.OffsetUnit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads classes of shards. Stateless. */
final class ShardClassReader {
    private static final int MAX_PRIMARIES = 1_000;
    private static final Map<String, Acknowledges> ACKNOWLEDGES =
            Map.of("model", Acknowledges.MODEL, "primary", Acknowledges.PRIMARY, "one", Acknowledges.ONE);
    private static final Map<String, Layout> LAYOUTS = Map.of("single", Layout.SINGLE, "by-id", Layout.BY_ID);

    private ShardClassReader() {}

    static Optional<ShardClass> read(Fields fields) {
        String match = fields.name("match");
        Layout layout = fields.optionalChoice("layout", LAYOUTS).orElse(Layout.BY_ID);
        Optional<Primaries> primaries = fields.object("primaries").flatMap(ShardClassReader::primaries);
        Optional<Durability> durability = fields.object("durability").flatMap(DurabilityReader::read);
        Optional<Offsets> offsets = fields.object("offsets").flatMap(ShardClassReader::offsets);
        Acknowledges acknowledges =
                fields.optionalChoice("acknowledges", ACKNOWLEDGES).orElse(Acknowledges.PRIMARY);
        return fields.build(() -> new ShardClass(
                match, layout, primaries.orElseThrow(), durability.orElseThrow(), offsets.orElseThrow(), acknowledges));
    }

    private static Optional<Primaries> primaries(Fields fields) {
        int min = fields.integer("min", 0, MAX_PRIMARIES);
        int max = fields.integer("max", 0, MAX_PRIMARIES);
        return fields.build(() -> new Primaries(min, max));
    }

    private static Optional<Offsets> offsets(Fields fields) {
        OffsetUnit unit = unit(fields.name("unit"));
        Optional<Duration> granularity = fields.optionalDuration("granularity", Duration.ofNanos(1));
        return fields.build(() -> new Offsets(unit, granularity));
    }

    private static OffsetUnit unit(String name) {
        if (name.equals(OffsetUnit.MILLISECONDS.name())) {
            return OffsetUnit.MILLISECONDS;
        }
        return name.equals(OffsetUnit.SECONDS.name()) ? OffsetUnit.SECONDS : OffsetUnit.of(name);
    }
}
