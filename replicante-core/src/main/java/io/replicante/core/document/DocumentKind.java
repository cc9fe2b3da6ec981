package io.replicante.core.document;

/** The kinds of documents that the engine keeps, and the ids of those of which a scope has one. */
public final class DocumentKind {
    /** The declared cluster, by cluster id. Written by people. */
    public static final String CLUSTER_SPEC = "clusterspec";
    /** The specification that a cluster had when a person deleted it, by cluster id. Gone when one is applied again. */
    public static final String FORMER_SPEC = "formerspec";
    /** That discovery made up the specification of a cluster that nobody declared, by cluster id. Gone once one is applied. */
    public static final String MADE_UP = "madeup";
    /** The declared namespace, by its id. Written by people. */
    public static final String NAMESPACE = "namespace";
    /** A declared platform, by its name. Written by people. */
    public static final String PLATFORM = "platform";
    /** A pause, under {@link #CLUSTER_PAUSE}, {@link #NAMESPACE_PAUSE} or {@link #FLEET_PAUSE}. Written by people. */
    public static final String PAUSE = "pause";
    /** What a platform last listed for a cluster, by cluster id. Written by discovery. */
    public static final String DISCOVERY = "discovery";
    /** When a platform was last listed, by its name. Written by discovery. */
    public static final String LISTING = "listing";
    /** What is remembered of a cluster for ever, by cluster id. */
    public static final String RECORD = "record";
    /** A node, by node id. */
    public static final String NODE = "node";
    /** Recent offsets of primaries, by cluster id. Volatile. */
    public static final String OFFSETS = "offsets";
    /** What other clusters have to reckon with of a cluster, by cluster id. Made anew by every cycle. */
    public static final String FACTS = "facts";
    /** Copies with their offsets as last read, by cluster id. Volatile, only ever shown. */
    public static final String COPIES = "copies";
    /** A finding, by its key. */
    public static final String FINDING = "finding";
    /** When findings opened lately, by cluster id. */
    public static final String OPENINGS = "openings";
    /** An unfinished intent, by action id. */
    public static final String INTENT = "intent";
    /** A node action, by action id. */
    public static final String NODE_ACTION = "naction";
    /** An action on the cluster as a whole, by action id. */
    public static final String ORCHESTRATOR_ACTION = "oaction";
    /** Failures in a row, by key. */
    public static final String RETRY = "retry";

    /** What people agreed to. */
    public static final String APPROVAL = "approval";
    /** What people answer in place of a rule, by its id. Written by people; a cycle drops those that expired. */
    public static final String OVERRIDE = "override";
    /** The last decisions, by cluster id. */
    public static final String DECISIONS = "decisions";
    /** A decision that was news when it was made, by its time. Only ever shown. */
    public static final String DECIDED = "decided";
    /** The report of the last cycle, by cluster id. */
    public static final String REPORT = "report";

    /** A document that cannot be read and was reported, by {@code kind/id}. */
    public static final String QUARANTINE = "quarantine";

    /** The id of a cluster's own pause. */
    public static final String CLUSTER_PAUSE = "cluster";
    /** The id of a namespace's pause. */
    public static final String NAMESPACE_PAUSE = "namespace";
    /** The id of the fleet's pause. */
    public static final String FLEET_PAUSE = "fleet";

    private DocumentKind() {}
}
