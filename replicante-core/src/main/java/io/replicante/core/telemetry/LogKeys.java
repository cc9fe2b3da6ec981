package io.replicante.core.telemetry;

/** The keys of structured log lines. */
public final class LogKeys {
    /** The engine instance. */
    public static final String ENGINE = "engine";
    /** The cluster, {@code ns/cluster}. */
    public static final String CLUSTER = "cluster";
    /** The platform, {@code ns/name}. */
    public static final String PLATFORM = "platform";
    /** The stream key. */
    public static final String STREAM_KEY = "stream_key";
    /** The action's id. */
    public static final String ACTION = "action";
    /** The action's kind. */
    public static final String KIND = "kind";
    /** The work, {@code KIND:id}. */
    public static final String WORK = "work";
    /** The epoch of the lease. */
    public static final String EPOCH = "epoch";
    /** How something ended. */
    public static final String OUTCOME = "outcome";
    /** Why. */
    public static final String REASON = "reason";
    /** A document's place, {@code kind/id}. */
    public static final String DOCUMENT = "document";

    private LogKeys() {}
}
