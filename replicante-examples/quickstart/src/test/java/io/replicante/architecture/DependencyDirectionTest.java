package io.replicante.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;

@AnalyzeClasses(packages = "io.replicante", importOptions = DoNotIncludeTests.class)
final class DependencyDirectionTest {
    private static final String[] STATIONS_WITH_EFFECTS = {
        "io.replicante.core",
        "io.replicante.core.act..",
        "io.replicante.core.connect..",
        "io.replicante.core.control..",
        "io.replicante.core.discover..",
        "io.replicante.core.document..",
        "io.replicante.core.engine..",
        "io.replicante.core.http..",
        "io.replicante.core.lease..",
        "io.replicante.core.observe..",
        "io.replicante.core.publish..",
        "io.replicante.core.telemetry..",
    };

    @ArchTest
    static final ArchRule modulesDependInOneDirection = classes()
            .should(dependOnlyWhere(
                    "the module may see the other",
                    (from, to) -> HouseModule.of(from).mayDependOn(HouseModule.of(to))))
            .because("spec <- store-api, stream-api <- core <- examples, and no backend sees another or the engine");

    @ArchTest
    static final ArchRule internalPackagesStayInTheirModule = classes()
            .should(dependOnlyWhere(
                    "the other is not internal to another module",
                    (from, to) -> !isInternal(to)
                            || HouseModule.of(from)
                                    .name()
                                    .equals(HouseModule.of(to).name())));

    @ArchTest
    static final ArchRule pureStationsDoNotSeeTheShell = noClasses()
            .that()
            .resideInAnyPackage(PureStations.PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STATIONS_WITH_EFFECTS)
            .because("a cycle between observe and commit must be replayable from its inputs");

    @ArchTest
    static final ArchRule packagesOfTheEngineHaveNoCycles = slices().matching("io.replicante.core.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a station is understood by itself and what it stands upon");

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    private static ArchCondition<JavaClass> dependOnlyWhere(
            String description, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("depend on another class of ours only where " + description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (HouseModule.isOurs(target) && !allowed.test(type, target)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }
}
