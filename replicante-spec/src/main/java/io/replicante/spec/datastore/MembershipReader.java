package io.replicante.spec.datastore;

import io.replicante.spec.datastore.Membership.Initialise;
import io.replicante.spec.datastore.Membership.Initialise.StartForms;
import io.replicante.spec.json.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how a cluster begins, and how it knows that it has room. Stateless. */
final class MembershipReader {
    private static final int MAX_SMALLEST = 1_000;
    private static final String STORE_REFUSES = "store-refuses";

    private static final Map<String, Initialise.Mode> INITIALISE_MODES =
            Map.of("auto", Initialise.Mode.AUTO, "action", Initialise.Mode.ACTION);
    private static final Map<String, StartForms> START_FORMS =
            Map.of("first", StartForms.FIRST, "never", StartForms.NEVER);

    private MembershipReader() {}

    /**
     * Reads how a cluster begins.
     *
     * @param kinds the actions that are described
     */
    static Optional<Membership> membership(Fields fields, Set<String> kinds) {
        Optional<Initialise> initialise =
                fields.object("initialise").flatMap(initialiseFields -> initialise(initialiseFields, kinds));
        int smallest = fields.integer("smallest", 1, MAX_SMALLEST, 1);
        return fields.build(() -> new Membership(initialise.orElseThrow(), smallest));
    }

    private static Optional<Initialise> initialise(Fields fields, Set<String> kinds) {
        Optional<Initialise.Mode> mode = fields.choice("mode", INITIALISE_MODES);
        Optional<String> action = fields.optionalParsed("action", kind -> ActionReader.described(kind, kinds));
        Optional<StartForms> startForms = fields.choice("startForms", START_FORMS);
        if (mode.equals(Optional.of(Initialise.Mode.ACTION)) && !fields.has("action")) {
            fields.problem("action", "is required where the mode is action");
        } else if (mode.equals(Optional.of(Initialise.Mode.AUTO)) && fields.has("action")) {
            fields.problem("action", "has no meaning where the mode is auto");
        }
        return fields.build(() -> new Initialise(mode.orElseThrow(), action, startForms.orElseThrow()));
    }

    static Capacity capacity(Fields spec) {
        if (!spec.has("capacity")) {
            return new Capacity.Unnamed();
        }
        if (spec.isText("capacity")) {
            return spec.optionalChoice("capacity", Map.of(STORE_REFUSES, new Capacity.StoreRefuses()))
                    .<Capacity>map(refuses -> refuses)
                    .orElseGet(Capacity.Unnamed::new);
        }
        return spec.object("capacity").flatMap(MembershipReader::facts).orElseGet(Capacity.Unnamed::new);
    }

    private static Optional<Capacity> facts(Fields fields) {
        Optional<Expression> free = fields.parsed("free", text -> Expression.compile(text, Place.BESIDE));
        Optional<Expression> needed = fields.parsed("needed", text -> Expression.compile(text, Place.BESIDE));
        return fields.build(() -> new Capacity.Facts(free.orElseThrow(), needed.orElseThrow()));
    }
}
