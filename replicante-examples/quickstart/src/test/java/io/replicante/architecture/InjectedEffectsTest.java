package io.replicante.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.replicante", importOptions = DoNotIncludeTests.class)
final class InjectedEffectsTest {
    @ArchTest
    static final ArchRule timeIsInjected = onlyBootstraps(AmbientEffects.READS_THE_MACHINES_TIME);

    @ArchTest
    static final ArchRule nothingSleeps = onlyBootstraps(AmbientEffects.SLEEPS);

    @ArchTest
    static final ArchRule threadsAreInjected = onlyBootstraps(AmbientEffects.CREATES_THREADS);

    @ArchTest
    static final ArchRule randomnessIsInjected = onlyBootstraps(AmbientEffects.DRAWS_UNSEEDED_RANDOMNESS);

    @ArchTest
    static final ArchRule theProcessBelongsToTheHost = onlyBootstraps(AmbientEffects.TOUCHES_THE_HOST_PROCESS);

    private static ArchRule onlyBootstraps(DescribedPredicate<JavaAccess<?>> effect) {
        return noClasses()
                .that(DescribedPredicate.not(AmbientEffects.bootstraps()))
                .should()
                .accessTargetWhere(effect);
    }
}
