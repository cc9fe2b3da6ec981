package io.replicante.core.telemetry;

/** The names of all spans, one per station, and their tags. */
public final class Spans {
    /** One cycle of one cluster, around everything else. */
    public static final String CYCLE = "replicante.cycle";
    /** Claiming work. */
    public static final String CLAIM = "replicante.claim";
    /** Loading a cluster. */
    public static final String LOAD = "replicante.load";
    /** Observing its nodes. */
    public static final String OBSERVE = "replicante.observe";
    /** The pure stations: view, diff, check, plan, gate. */
    public static final String DECIDE = "replicante.decide";
    /** Committing. */
    public static final String COMMIT = "replicante.commit";
    /** Sending an action to an agent or a platform. */
    public static final String DISPATCH = "replicante.dispatch";
    /** Withdrawing an action from an agent. */
    public static final String WITHDRAW = "replicante.withdraw";
    /** Publishing the events of a key. */
    public static final String PUBLISH = "replicante.publish";
    /** Discovering a platform. */
    public static final String DISCOVER = "replicante.discover";

    /** The tag that names the cluster, platform or stream key. */
    public static final String TAG_SUBJECT = "replicante.subject";
    /** The tag that says how it ended. */
    public static final String TAG_OUTCOME = "replicante.outcome";
    /** The tag that names an action. */
    public static final String TAG_ACTION = "replicante.action";

    private Spans() {}
}
