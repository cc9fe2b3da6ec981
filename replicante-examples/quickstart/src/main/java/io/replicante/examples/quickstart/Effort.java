package io.replicante.examples.quickstart;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.replicante.core.telemetry.Meters;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * How much work the engine had, by its own meters.
 *
 * @param cycles how many cycles it ran
 * @param cycleMillis how long a cycle took on average, in milliseconds
 * @param eventLagMillis how long an event waited until it was published on average, in milliseconds
 */
record Effort(long cycles, long cycleMillis, long eventLagMillis) {
    static Effort of(MeterRegistry meters) {
        return new Effort(
                timers(meters, Meters.CYCLES).stream().mapToLong(Timer::count).sum(),
                mean(timers(meters, Meters.CYCLES)),
                mean(timers(meters, Meters.EVENTS_LAG)));
    }

    private static Collection<Timer> timers(MeterRegistry meters, String name) {
        return meters.find(name).timers();
    }

    private static long mean(Collection<Timer> timers) {
        long count = timers.stream().mapToLong(Timer::count).sum();
        double total = timers.stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                .sum();
        return count == 0 ? 0 : Math.round(total / count);
    }

    String words() {
        return "The engine ran " + cycles + " cycles, " + cycleMillis
                + " ms each on average; an event was published after " + eventLagMillis + " ms.";
    }
}
