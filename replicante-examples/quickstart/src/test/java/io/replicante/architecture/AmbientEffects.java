package io.replicante.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.TemporalAccessor;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Calls, and references to methods, that reach for what surrounds the program instead of what it was given. */
final class AmbientEffects {
    private static final String CONSTRUCTOR = "<init>";

    static final DescribedPredicate<JavaAccess<?>> READS_THE_MACHINES_TIME = target(
            "read the time of the machine",
            named(System.class, "currentTimeMillis", "nanoTime")
                    .or(target -> target.getOwner().isAssignableTo(TemporalAccessor.class)
                            && target.getName().equals("now")
                            && !takes(target, InstantSource.class))
                    .or(target -> isOneOf(target.getOwner(), Clock.class, InstantSource.class)
                            && (target.getName().startsWith("system")
                                    || target.getName().startsWith("tick"))));

    static final DescribedPredicate<JavaAccess<?>> SLEEPS =
            target("sleep", named(Thread.class, "sleep").or(named(TimeUnit.class, "sleep")));

    static final DescribedPredicate<JavaAccess<?>> CREATES_THREADS = target(
            "create threads or use shared ones",
            constructs(Thread.class)
                    .or(constructs(Timer.class))
                    .or(constructs(ForkJoinPool.class))
                    .or(named(ForkJoinPool.class, "commonPool"))
                    .or(target -> target.getOwner().isEquivalentTo(Executors.class))
                    .or(target -> Set.of("parallelStream", "parallel").contains(target.getName()))
                    .or(target -> target.getOwner().isAssignableTo(CompletionStage.class)
                            && target.getName().endsWith("Async")
                            && !takes(target, Executor.class)));

    static final DescribedPredicate<JavaAccess<?>> DRAWS_UNSEEDED_RANDOMNESS = target(
            "draw random numbers that no test can repeat",
            named(Math.class, "random")
                    .or(named(UUID.class, "randomUUID"))
                    .or(named(ThreadLocalRandom.class, "current"))
                    .or(named(RandomGenerator.class, "getDefault"))
                    .or(target -> target.getOwner().isAssignableTo(Random.class)
                            && target.getName().equals(CONSTRUCTOR)
                            && parameters(target) == 0));

    static final DescribedPredicate<JavaAccess<?>> TOUCHES_THE_HOST_PROCESS = DescribedPredicate.describe(
            "touch the process of the host",
            access -> isMember(access.getTarget(), System.class, "exit", "out", "err", "setProperty")
                    || isMember(access.getTarget(), Runtime.class, "addShutdownHook", "exit", "halt")
                    || access.getTarget().getName().equals("printStackTrace"));

    private AmbientEffects() {}

    /** Whether the class, or the one around it, is where the real clock and the real threads are taken. */
    static DescribedPredicate<JavaClass> bootstraps() {
        return DescribedPredicate.describe("are bootstraps", type -> {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return outermost.getSimpleName().endsWith("SystemTime")
                    || outermost.getSimpleName().endsWith("Bootstrap")
                    || outermost.getPackageName().startsWith("io.replicante.examples");
        });
    }

    private static DescribedPredicate<JavaAccess<?>> target(
            String description, Predicate<CodeUnitAccessTarget> forbidden) {
        return DescribedPredicate.describe(
                description,
                access -> access.getTarget() instanceof CodeUnitAccessTarget target && forbidden.test(target));
    }

    private static Predicate<CodeUnitAccessTarget> named(Class<?> owner, String... names) {
        return target -> isMember(target, owner, names);
    }

    private static Predicate<CodeUnitAccessTarget> constructs(Class<?> owner) {
        return target ->
                target.getOwner().isAssignableTo(owner) && target.getName().equals(CONSTRUCTOR);
    }

    private static boolean isMember(AccessTarget target, Class<?> owner, String... names) {
        return target.getOwner().isEquivalentTo(owner) && Set.of(names).contains(target.getName());
    }

    private static boolean takes(CodeUnitAccessTarget target, Class<?> parameter) {
        return target.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(parameter));
    }

    private static int parameters(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().size();
    }

    private static boolean isOneOf(JavaClass type, Class<?>... candidates) {
        for (Class<?> candidate : candidates) {
            if (type.isEquivalentTo(candidate)) {
                return true;
            }
        }
        return false;
    }
}
