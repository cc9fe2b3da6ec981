package io.replicante.spec.datastore;

import io.replicante.spec.datastore.Members.ConfigurationSource;
import io.replicante.spec.datastore.Members.ConfigurationSource.Otherwise;
import io.replicante.spec.datastore.Members.ConfigurationSource.Views;
import io.replicante.spec.datastore.Members.Storage;
import io.replicante.spec.json.Fields;
import io.replicante.spec.json.Nearest;
import java.util.Map;
import java.util.Optional;

/** Reads who is a member, and what a member does. Stateless. */
final class MembersReader {
    private static final Map<String, Storage> STORAGES =
            Map.of("durable", Storage.DURABLE, "volatile", Storage.VOLATILE);
    private static final Map<String, Otherwise> OTHERWISES =
            Map.of("unknown", Otherwise.UNKNOWN, "observed", Otherwise.OBSERVED);

    private static final Map<String, Views> VIEWS = Map.of("newest", Views.NEWEST, "all", Views.ALL);

    private MembersReader() {}

    static Optional<Members> read(Fields fields) {
        Optional<ConfigurationSource> configuration =
                fields.object("configuration").flatMap(MembersReader::configuration);
        Optional<Expression> votes = fields.parsed("votes", text -> Conditions.whole(text, Place.ROLE));
        Optional<Expression> holdsData = fields.parsed("holdsData", text -> Conditions.truth(text, Place.ROLE));
        Optional<Expression> electable = fields.optionalParsed("electable", text -> Conditions.truth(text, Place.ROLE));
        Optional<String> incarnation = fields.optionalName("incarnation");
        Optional<Expression> acknowledges =
                fields.optionalParsed("acknowledges", text -> Conditions.truth(text, Place.ROLE));
        boolean reported = fields.has("storage") && !fields.isText("storage");
        Optional<Expression> durableWhen =
                reported ? fields.object("storage").flatMap(MembersReader::durableWhen) : Optional.empty();
        Storage storage = reported
                ? Storage.REPORTED
                : fields.optionalChoice("storage", STORAGES).orElse(Storage.VOLATILE);
        return fields.build(() -> new Members(
                configuration.orElseThrow(),
                votes.orElseThrow(),
                holdsData.orElseThrow(),
                electable.orElseGet(() -> whoVotes(votes.orElseThrow())),
                incarnation,
                storage,
                acknowledges.or(() -> holdsData).orElseThrow(),
                durableWhen));
    }

    private static Optional<Expression> durableWhen(Fields fields) {
        Optional<Expression> condition = fields.parsed("durableWhen", text -> Conditions.truth(text, Place.CHECK));
        return fields.build(condition::orElseThrow);
    }

    private static Expression whoVotes(Expression votes) {
        return Expression.compile("(" + votes.text() + ") > 0");
    }

    private static Optional<ConfigurationSource> configuration(Fields fields) {
        String from = fields.name("from");
        Views views = fields.optionalChoice("views", VIEWS).orElse(Views.NEWEST);
        String version = fields.has("version") || views == Views.NEWEST ? fields.name("version") : "";
        if (!version.isEmpty() && views == Views.ALL) {
            fields.problem("version", "has no meaning where all views have to agree");
        }
        String format = fields.parsed("format", MembersReader::format).orElse("");
        String member = fields.name("member");
        Otherwise otherwise = fields.optionalChoice("otherwise", OTHERWISES).orElse(Otherwise.UNKNOWN);
        return fields.build(() -> new ConfigurationSource(from, version, format, member, otherwise, views));
    }

    private static String format(String name) {
        if (!ConfigurationFormat.names().contains(name)) {
            throw new IllegalArgumentException("there is no configuration format \"" + name + "\""
                    + Nearest.to(name, ConfigurationFormat.names()));
        }
        return name;
    }
}
