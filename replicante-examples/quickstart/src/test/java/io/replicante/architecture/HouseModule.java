package io.replicante.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/**
 * The Maven module that a class belongs to, known by its package.
 *
 * @param name the module's name without the {@code replicante-} prefix, or the package of a backend
 * @param kind what the module may depend on
 */
record HouseModule(String name, Kind kind) {
    private static final String ROOT = "io.replicante";

    enum Kind {
        SPEC,
        API,
        CORE,
        BACKEND,
        BACKEND_WITH_ENGINE,
        EXAMPLE;

        private Set<Kind> allowed() {
            return switch (this) {
                case SPEC -> Set.of();
                case API -> Set.of(SPEC);
                case CORE, BACKEND -> Set.of(SPEC, API);
                case BACKEND_WITH_ENGINE -> Set.of(SPEC, API, CORE);
                case EXAMPLE -> Set.of(SPEC, API, CORE, BACKEND, BACKEND_WITH_ENGINE);
            };
        }
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT + ".");
    }

    static HouseModule of(JavaClass type) {
        List<String> path =
                List.of(type.getPackageName().substring(ROOT.length() + 1).split("\\.", -1));
        String first = path.get(0);
        String second = path.size() > 1 ? path.get(1) : "";
        return switch (first) {
            case "spec" -> new HouseModule("spec", Kind.SPEC);
            case "core" -> new HouseModule("core", Kind.CORE);
            case "testkit", "simulator" -> new HouseModule(first, Kind.BACKEND_WITH_ENGINE);
            case "http" -> new HouseModule("http-serving", Kind.API);
            case "examples" -> new HouseModule(first + "." + second, Kind.EXAMPLE);
            case "store", "stream" ->
                Set.of("", "memory", "internal").contains(second)
                        ? new HouseModule(first + "-api", Kind.API)
                        : new HouseModule(first + "." + second, Kind.BACKEND);
            default -> new HouseModule(first + "." + second, Kind.BACKEND);
        };
    }

    boolean mayDependOn(HouseModule other) {
        return name.equals(other.name) || kind.allowed().contains(other.kind);
    }
}
