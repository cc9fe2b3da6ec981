package io.replicante.core.telemetry;

/** The names of all meters and of their tags. */
public final class Meters {
    /** Timer: cycles, by {@link #TAG_OUTCOME}. */
    public static final String CYCLES = "replicante.cycles";
    /** Timer: observations of all nodes of a cluster. */
    public static final String OBSERVATIONS = "replicante.observations";
    /** Counter: nodes of which something could not be read. */
    public static final String OBSERVATION_FAILURES = "replicante.observation.failures";
    /** Counter: commits, by {@link #TAG_OUTCOME}. */
    public static final String COMMITS = "replicante.commits";
    /** Counter: intents that reached a phase through the engine's own doing, by {@link #TAG_PHASE}. */
    public static final String INTENTS = "replicante.intents";
    /** Counter: leases granted, by {@link #TAG_KIND}. */
    public static final String CLAIMS = "replicante.claims";
    /** Counter: documents that cannot be read, when first seen. */
    public static final String QUARANTINED = "replicante.quarantined";
    /** Timer: discoveries of platforms, by {@link #TAG_OUTCOME}. */
    public static final String DISCOVERIES = "replicante.discoveries";
    /** Counter: events published. */
    public static final String EVENTS_PUBLISHED = "replicante.events.published";
    /** Timer: from an event's time until it was published. */
    public static final String EVENTS_LAG = "replicante.events.lag";
    /** Counter: rounds of publishing that failed. */
    public static final String PUBLISH_FAILURES = "replicante.publish.failures";

    /** How something ended. */
    public static final String TAG_OUTCOME = "outcome";
    /** The phase of an intent. */
    public static final String TAG_PHASE = "phase";
    /** The kind of work. */
    public static final String TAG_KIND = "kind";

    private Meters() {}
}
