package io.replicante.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

@AnalyzeClasses(packages = "io.replicante.core", importOptions = DoNotIncludeTests.class)
final class PurityTest {
    @ArchTest
    static final ArchRule pureStationsDoNoInputOrOutput = pureStations(resideInAnyPackage(
                    "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "java.sql..", "okhttp3..")
            .and(DescribedPredicate.not(DescribedPredicate.<JavaClass>describe(
                    "are Serializable itself", type -> type.isEquivalentTo(Serializable.class)))));

    @ArchTest
    static final ArchRule pureStationsReadNoClock =
            pureStations(assignableTo(InstantSource.class).or(assignableTo(java.util.Timer.class)));

    @ArchTest
    static final ArchRule pureStationsDrawNoRandomNumbers =
            pureStations(assignableTo(RandomGenerator.class).or(assignableTo(Random.class)));

    @ArchTest
    static final ArchRule pureStationsStartNoWork = pureStations(assignableTo(Executor.class)
            .or(assignableTo(Future.class))
            .or(assignableTo(CompletionStage.class))
            .or(assignableTo(Thread.class))
            .or(resideInAPackage("java.util.concurrent.locks..")));

    @ArchTest
    static final ArchRule pureStationsNeitherLogNorMeasure =
            pureStations(resideInAnyPackage("org.slf4j..", "io.micrometer..", "io.opentracing.."));

    private static ArchRule pureStations(DescribedPredicate<? super JavaClass> forbidden) {
        return noClasses()
                .that()
                .resideInAnyPackage(PureStations.PACKAGES)
                .should()
                .dependOnClassesThat(forbidden)
                .because("the same inputs must give the same outputs");
    }
}
