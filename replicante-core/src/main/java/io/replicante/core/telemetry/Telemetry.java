package io.replicante.core.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentracing.Scope;
import io.opentracing.Span;
import io.opentracing.Tracer;
import io.replicante.core.state.Intent;
import io.replicante.core.view.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** Records what the engine does, in the host's own tools. Thread-safe. */
public final class Telemetry {
    private final Tracer tracer;
    private final MeterRegistry meters;

    /**
     * Records into the host's own tools.
     *
     * @param tracer receives spans
     * @param meters receives measurements
     */
    public Telemetry(Tracer tracer, MeterRegistry meters) {
        this.tracer = Objects.requireNonNull(tracer, "tracer");
        this.meters = Objects.requireNonNull(meters, "meters");
    }

    /**
     * Runs one station in a span of its own.
     *
     * @param name the span's name, one of {@link Spans}
     * @param subject the cluster, platform or key that it is about
     * @param station what to run
     * @param <T> its result
     * @return its result
     */
    public <T> T in(String name, Object subject, Supplier<T> station) {
        Span span = tracer.buildSpan(name)
                .withTag(Spans.TAG_SUBJECT, subject.toString())
                .start();
        try (Scope active = tracer.activateSpan(span)) {
            Objects.requireNonNull(active, "active");
            return station.get();
        } catch (RuntimeException | Error failure) {
            span.setTag("error", true);
            span.setTag(Spans.TAG_OUTCOME, failure.getClass().getSimpleName());
            throw failure;
        } finally {
            span.finish();
        }
    }

    /**
     * Adds to the span at hand how it ended.
     *
     * @param outcome the outcome
     */
    public void outcome(String outcome) {
        Span span = tracer.activeSpan();
        if (span != null) {
            span.setTag(Spans.TAG_OUTCOME, outcome);
        }
    }

    /**
     * A cycle ended.
     *
     * @param outcome how; one of a few words
     * @param took how long it took
     */
    public void cycle(String outcome, Duration took) {
        meters.timer(Meters.CYCLES, Meters.TAG_OUTCOME, outcome).record(took);
    }

    /**
     * The nodes of a cluster were observed.
     *
     * @param observations what was read
     * @param took how long it took
     */
    public void observed(List<Observation> observations, Duration took) {
        meters.timer(Meters.OBSERVATIONS).record(took);
        long failed = observations.stream()
                .filter(each -> !each.actions().isKnown() || !each.node().isKnown())
                .count();
        meters.counter(Meters.OBSERVATION_FAILURES).increment((double) failed);
    }

    /**
     * A commit was tried.
     *
     * @param outcome {@code committed}, {@code stale_lease}, {@code revision_moved} or {@code unknown}
     */
    public void commit(String outcome) {
        meters.counter(Meters.COMMITS, Meters.TAG_OUTCOME, outcome).increment();
    }

    /**
     * An intent reached a phase.
     *
     * @param phase the phase
     */
    public void intent(Intent.Phase phase) {
        meters.counter(Meters.INTENTS, Meters.TAG_PHASE, phase.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /**
     * Work was claimed.
     *
     * @param kind which kind
     * @param granted how many leases
     */
    public void claimed(String kind, int granted) {
        meters.counter(Meters.CLAIMS, Meters.TAG_KIND, kind.toLowerCase(Locale.ROOT))
                .increment(granted);
    }

    /**
     * Documents that cannot be read were seen for the first time.
     *
     * @param count how many
     */
    public void quarantined(int count) {
        meters.counter(Meters.QUARANTINED).increment(count);
    }

    /**
     * A platform was discovered.
     *
     * @param outcome how that ended
     * @param took how long it took
     */
    public void discovery(String outcome, Duration took) {
        meters.timer(Meters.DISCOVERIES, Meters.TAG_OUTCOME, outcome).record(took);
    }

    /**
     * Events were published.
     *
     * @param count how many
     * @param lag how old the oldest of them was
     */
    public void published(int count, Duration lag) {
        meters.counter(Meters.EVENTS_PUBLISHED).increment(count);
        meters.timer(Meters.EVENTS_LAG).record(lag.isNegative() ? Duration.ZERO : lag);
    }

    /** Publishing failed. */
    public void publishFailed() {
        meters.counter(Meters.PUBLISH_FAILURES).increment();
    }
}
