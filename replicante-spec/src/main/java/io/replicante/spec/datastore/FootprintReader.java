package io.replicante.spec.datastore;

import io.replicante.spec.datastore.Footprint.As;
import io.replicante.spec.datastore.Footprint.Join;
import io.replicante.spec.datastore.Footprint.Who;
import io.replicante.spec.json.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an action may do to the data and to the membership. Stateless. */
final class FootprintReader {
    private static final String FIELD = "footprint";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Map<String, Who> SUBJECT = Map.of("subject", Who.SUBJECT);
    private static final Map<String, Who> WHO = Map.of("subject", Who.SUBJECT, "lost", Who.LOST);
    private static final Map<String, As> AS =
            Map.of("learner", As.LEARNER, "voter", As.VOTER, "voter-when-caught-up", As.VOTER_WHEN_CAUGHT_UP);

    private FootprintReader() {}

    /**
     * Reads the footprint of an action; without one it is the worst.
     *
     * @param incarnations whether the definition says how a restart of a node is seen
     */
    static Footprint read(Fields action, boolean incarnations) {
        if (!action.has(FIELD)) {
            return Footprint.WORST;
        }
        if (action.isText(FIELD)) {
            return action.optionalChoice(FIELD, Map.of("none", Footprint.EMPTY, "worst", Footprint.WORST))
                    .orElse(Footprint.WORST);
        }
        return action.object(FIELD)
                .flatMap(fields -> footprint(fields, incarnations))
                .orElse(Footprint.WORST);
    }

    private static Optional<Footprint> footprint(Fields fields, boolean incarnations) {
        Optional<Duration> away = away(fields, incarnations);
        List<Join> joins = fields.optionalObject("joins")
                .flatMap(FootprintReader::joins)
                .map(List::of)
                .orElseGet(List::of);
        List<Who> leaves = fields.optionalChoice("leaves", WHO).map(List::of).orElseGet(List::of);
        boolean forms = fields.optionalChoice("forms", SUBJECT).isPresent();
        boolean atomic = fields.flag("atomic", false);
        boolean rebuilds = fields.optionalChoice("rebuilds", SUBJECT).isPresent();
        boolean movesPrimary = fields.optionalChoice("movesPrimary", SUBJECT).isPresent();
        Optional<Duration> stopsWrites = fields.optionalDuration("stopsWritesAtMost", SHORTEST);
        Optional<Expression> donors = fields.optionalParsed("donors", text -> Conditions.truth(text, Place.BESIDE));
        boolean donorsServe = fields.flag("donorsServe", false);
        if (donorsServe && donors.isEmpty()) {
            fields.problem("donorsServe", "has no meaning without donors");
        }
        if (fields.names().isEmpty()) {
            fields.problem("is empty; an action that touches nothing says: none");
        }
        return fields.build(() -> new Footprint(
                away, joins, leaves, forms, atomic, false, rebuilds, movesPrimary, stopsWrites, donors, donorsServe));
    }

    private static Optional<Duration> away(Fields fields, boolean incarnations) {
        Optional<Who> who = fields.optionalChoice("away", SUBJECT);
        Optional<Duration> atMost = fields.optionalDuration("atMost", SHORTEST);
        if (who.isPresent() && !fields.has("atMost")) {
            fields.problem("atMost", "is required: how long the node is away");
        }
        if (who.isPresent() && !incarnations) {
            fields.problem(
                    "away",
                    "needs members.incarnation: without it nobody can tell whether the node is back or has not gone yet");
        }
        if (!fields.has("away") && fields.has("atMost")) {
            fields.problem("atMost", "has no meaning without away");
        }
        return who.flatMap(subject -> atMost);
    }

    private static Optional<Join> joins(Fields fields) {
        Optional<As> as = fields.choice("subject", AS);
        return fields.build(() -> new Join(Who.SUBJECT, as.orElseThrow()));
    }
}
