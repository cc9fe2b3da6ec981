package io.replicante.spec.datastore;

import io.replicante.spec.datastore.Durability.InSync.Authority;
import io.replicante.spec.json.Fields;
import io.replicante.spec.json.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where an acknowledged write is. Stateless. */
final class DurabilityReader {
    private static final List<String> MODELS = List.of("quorum", "in-sync", "primary", "replicated", "unknown");
    private static final Map<String, Authority> AUTHORITIES = Map.of("store", Authority.STORE, "none", Authority.NONE);
    private static final Map<String, Durability> DEGRADED = Map.of("primary", new Durability.Primary());
    private static final String ALL = "all";
    private static final String HINTS = "hintWindow";

    private DurabilityReader() {}

    static Optional<Durability> read(Fields fields) {
        String model = fields.text("model");
        return switch (model) {
            case "quorum" -> fields.build(Durability.Quorum::new);
            case "primary" -> primary(fields);
            case "unknown" -> fields.build(Durability.Unknown::new);
            case "in-sync" -> inSync(fields);
            case "replicated" -> replicated(fields);
            default -> {
                // Whatever else is there belongs to that model; it is not worth a problem of its own.
                if (!model.isEmpty()) {
                    fields.problem("model", "there is no model \"" + model + "\"" + Nearest.to(model, MODELS));
                }
                yield Optional.empty();
            }
        };
    }

    private static Optional<Durability> primary(Fields fields) {
        Optional<Expression> min = fields.optionalParsed("min", DurabilityReader::number);
        return fields.build(() -> new Durability.Primary(min));
    }

    private static Optional<Durability> inSync(Fields fields) {
        Optional<Optional<Expression>> k =
                fields.parsed("k", text -> text.equals(ALL) ? Optional.empty() : Optional.of(number(text)));
        Optional<Expression> min = fields.parsed("min", DurabilityReader::number);
        Optional<Expression> set = fields.optionalParsed("set", text -> Expression.compile(text, Place.CHECK));
        Authority authority = fields.optionalChoice("authority", AUTHORITIES).orElse(Authority.NONE);
        Optional<Durability> degradesTo = fields.optionalChoice("degradesTo", DEGRADED);
        Optional<Expression> degradesUnless =
                fields.optionalParsed("degradesUnless", text -> Conditions.truth(text, Place.CHECK));
        return fields.build(() ->
                new Durability.InSync(k.orElseThrow(), min.orElseThrow(), set, authority, degradesTo, degradesUnless));
    }

    private static Optional<Durability> replicated(Fields fields) {
        Optional<Expression> n = fields.parsed("n", DurabilityReader::number);
        Optional<Expression> w = fields.parsed("w", DurabilityReader::number);
        Optional<Expression> r = fields.parsed("r", DurabilityReader::number);
        boolean reported =
                fields.isText(HINTS) && !fields.optionalText(HINTS).orElse("").startsWith("P");
        Optional<Expression> hintSeconds =
                reported ? fields.optionalParsed(HINTS, DurabilityReader::number) : Optional.empty();
        Optional<Duration> hintWindow = reported ? Optional.empty() : fields.optionalDuration(HINTS, Duration.ZERO);
        return fields.build(() -> new Durability.Replicated(
                n.orElseThrow(), w.orElseThrow(), r.orElseThrow(), hintWindow.orElse(Duration.ZERO), hintSeconds));
    }

    private static Expression number(String text) {
        return Conditions.whole(text, Place.CHECK);
    }
}
