package io.replicante.spec.datastore;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of the Common Expression Language that definitions use, and its bounds. Thread-safe.
 *
 * <p>Left out is what answers a question about presence ({@code has()}, {@code in} on maps), because absence is no fact, and
 * what nothing here needs: unsigned numbers, bytes, times, types.
 */
final class Language {
    /** What expressions can name. */
    static final List<String> VARIABLES =
            List.of("subject", "lost", "node", "member", "shard", "configuration", "declaration", "primary");

    /** What expressions can call. */
    static final Set<String> FUNCTIONS = Set.of(
            "caughtUp",
            "votes",
            "has",
            "size",
            "int",
            "double",
            "string",
            "bool",
            "matches",
            "contains",
            "startsWith",
            "endsWith",
            "all",
            "exists",
            "exists_one",
            "map",
            "filter");

    private static final CelType FACTS = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(4_000)
            .maxParseExpressionNodeCount(1_000)
            .maxParseRecursionDepth(32)
            .maxRegexProgramSize(1_000)
            .comprehensionMaxIterations(10_000)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final Set<CelStandardDeclarations.StandardFunction> LEFT_OUT = EnumSet.of(
            CelStandardDeclarations.StandardFunction.TYPE,
            CelStandardDeclarations.StandardFunction.UINT,
            CelStandardDeclarations.StandardFunction.BYTES,
            CelStandardDeclarations.StandardFunction.TIMESTAMP,
            CelStandardDeclarations.StandardFunction.DURATION,
            CelStandardDeclarations.StandardFunction.GET_FULL_YEAR,
            CelStandardDeclarations.StandardFunction.GET_MONTH,
            CelStandardDeclarations.StandardFunction.GET_DAY_OF_YEAR,
            CelStandardDeclarations.StandardFunction.GET_DAY_OF_MONTH,
            CelStandardDeclarations.StandardFunction.GET_DATE,
            CelStandardDeclarations.StandardFunction.GET_DAY_OF_WEEK,
            CelStandardDeclarations.StandardFunction.GET_HOURS,
            CelStandardDeclarations.StandardFunction.GET_MINUTES,
            CelStandardDeclarations.StandardFunction.GET_SECONDS,
            CelStandardDeclarations.StandardFunction.GET_MILLISECONDS);

    static final CelCompiler COMPILER = compiler();
    static final CelRuntime RUNTIME = runtime();

    private Language() {}

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions((function, overload) -> !LEFT_OUT.contains(function)
                                && !overload.celOverloadDecl().overloadId().equals("in_map"))
                        .build())
                .setStandardMacros(
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.MAP,
                        CelStandardMacro.FILTER)
                .addFunctionDeclarations(
                        question("caughtUp", "shard_caught_up", SimpleType.BOOL),
                        question("votes", "configuration_votes", SimpleType.INT),
                        question("has", "configuration_has", SimpleType.BOOL));
        VARIABLES.forEach(name -> builder.addVar(name, FACTS));
        return builder.build();
    }

    private static CelFunctionDecl question(String name, String overload, CelType answer) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(overload, answer, FACTS, FACTS));
    }

    private static CelRuntime runtime() {
        List<CelFunctionBinding> own = StrictFunctions.bindings();
        Set<String> replaced = Stream.concat(Stream.of("in_map"), own.stream().map(CelFunctionBinding::getOverloadId))
                .map(id -> id.toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        // Not the planner, the other choice: there (unknown && true) == false is false. ExpressionTest holds this.
        return CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions((function, overload) -> !replaced.contains(overload.toString()))
                        .build())
                .addFunctionBindings(own)
                .build();
    }
}
