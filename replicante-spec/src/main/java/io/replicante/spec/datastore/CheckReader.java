package io.replicante.spec.datastore;

import io.replicante.spec.datastore.DefinitionCheck.Severity;
import io.replicante.spec.json.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads findings of one software's own, and its witnesses. Stateless. */
final class CheckReader {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
    private static final Map<String, Severity> SEVERITIES =
            Map.of("INFO", Severity.INFO, "WARNING", Severity.WARNING, "ERROR", Severity.ERROR);

    private CheckReader() {}

    static Optional<DefinitionCheck> check(Fields fields) {
        Optional<String> code = fields.parsed("code", text -> {
            if (!CODE.matcher(text).matches()) {
                throw new IllegalArgumentException("must be in UPPER_SNAKE, not \"" + text + "\"");
            }
            return text;
        });
        Optional<Severity> severity = fields.choice("severity", SEVERITIES);
        Optional<Expression> when = fields.parsed("when", text -> Conditions.truth(text, Place.CHECK));
        String message = fields.text("message");
        return fields.build(
                () -> new DefinitionCheck(code.orElseThrow(), severity.orElseThrow(), when.orElseThrow(), message));
    }

    static Optional<Witness> witness(Fields fields) {
        Optional<Expression> confirms = fields.parsed("confirms", text -> Conditions.truth(text, Place.BESIDE));
        String meaning = fields.text("meaning");
        return fields.build(() -> new Witness(confirms.orElseThrow(), meaning));
    }
}
