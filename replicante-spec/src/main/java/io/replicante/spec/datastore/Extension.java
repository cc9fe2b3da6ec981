package io.replicante.spec.datastore;

import io.replicante.spec.json.Documents;
import io.replicante.spec.json.Fields;
import io.replicante.spec.json.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lays a definition over the one that it extends. Immutable. */
final class Extension {
    /** The field that names the definition that is extended. */
    static final String FIELD = "extends";

    private static final int DEEPEST = 8;

    private final Function<String, Optional<String>> bases;

    Extension(Function<String, Optional<String>> bases) {
        this.bases = bases;
    }

    Fields over(Fields spec) {
        return over(spec, 1);
    }

    private Fields over(Fields spec, int depth) {
        Optional<String> name = spec.optionalName(FIELD);
        if (name.isEmpty()) {
            return spec;
        }
        Optional<String> text = bases.apply(name.get());
        if (text.isEmpty()) {
            spec.problem(FIELD, "there is no definition \"" + name.get() + "\" to extend");
            return spec;
        }
        if (depth > DEEPEST) {
            spec.problem(FIELD, "definitions extend each other more than " + DEEPEST + " times");
            return spec;
        }
        Problems problems = new Problems(name.get());
        List<Fields> documents = Documents.read(name.get(), text.get(), problems);
        problems.throwIfAny();
        Optional<Fields> base = documents.stream()
                .findFirst()
                .flatMap(document -> document.object("spec"))
                .map(below -> over(below, depth + 1));
        problems.throwIfAny();
        return base.map(spec::over).orElse(spec);
    }
}
