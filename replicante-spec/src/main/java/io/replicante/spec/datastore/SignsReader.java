package io.replicante.spec.datastore;

import io.replicante.spec.json.Fields;
import java.util.Optional;

/** Reads what nodes show of themselves. Stateless. */
final class SignsReader {
    private SignsReader() {}

    static Signs read(Fields spec) {
        return spec.optionalObject("signs").flatMap(SignsReader::signs).orElse(Signs.NONE);
    }

    private static Optional<Signs> signs(Fields fields) {
        Optional<Expression> readOnly = truth(fields, "readOnly");
        Optional<Expression> replicates = truth(fields, "replicates");
        Optional<Expression> follows = value(fields, "follows");
        Optional<Expression> leader = value(fields, "leader");
        Optional<Expression> delay = whole(fields, "delay");
        Optional<Expression> diskUsedPercent = value(fields, "diskUsedPercent");
        Optional<Expression> diskFailed = truth(fields, "diskFailed");
        Optional<Expression> settings = value(fields, "settings");
        Optional<Expression> clock = whole(fields, "clock");
        return fields.build(() ->
                new Signs(readOnly, replicates, follows, leader, delay, diskUsedPercent, diskFailed, settings, clock));
    }

    private static Optional<Expression> truth(Fields fields, String name) {
        return fields.optionalParsed(name, text -> Conditions.truth(text, Place.CHECK));
    }

    private static Optional<Expression> whole(Fields fields, String name) {
        return fields.optionalParsed(name, text -> Conditions.whole(text, Place.CHECK));
    }

    private static Optional<Expression> value(Fields fields, String name) {
        return fields.optionalParsed(name, text -> Expression.compile(text, Place.CHECK));
    }
}
