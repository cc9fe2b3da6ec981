package io.replicante.spec.event;

/** The codes of all events that Replicante emits. */
public final class EventCodes {
    /** Namespace apply. */
    public static final String NAMESPACE_APPLY = "NAMESPACE_APPLY";
    /** Namespace delete requested. */
    public static final String NAMESPACE_DELETE_REQUESTED = "NAMESPACE_DELETE_REQUESTED";
    /** Namespace deleted. */
    public static final String NAMESPACE_DELETED = "NAMESPACE_DELETED";
    /** A deleted namespace was forgotten. */
    public static final String NAMESPACE_FORGOTTEN = "NAMESPACE_FORGOTTEN";

    /** Platform apply. */
    public static final String PLATFORM_APPLY = "PLATFORM_APPLY";

    /** Platform deleted. */
    public static final String PLATFORM_DELETED = "PLATFORM_DELETED";

    /** Cluster spec apply. */
    public static final String CLUSTER_SPEC_APPLY = "CLUSTER_SPEC_APPLY";

    /** Cluster spec deleted. */
    public static final String CLUSTER_SPEC_DELETED = "CLUSTER_SPEC_DELETED";

    /** Cluster discovery new. */
    public static final String CLUSTER_DISCOVERY_NEW = "CLUSTER_DISCOVERY_NEW";

    /** Cluster discovery update. */
    public static final String CLUSTER_DISCOVERY_UPDATE = "CLUSTER_DISCOVERY_UPDATE";

    /** Cluster discovery synthetic. */
    public static final String CLUSTER_DISCOVERY_SYNTHETIC = "CLUSTER_DISCOVERY_SYNTHETIC";
    /** Cluster retired. */
    public static final String CLUSTER_RETIRED = "CLUSTER_RETIRED";

    /** Platform discovery refused. */
    public static final String PLATFORM_DISCOVERY_REFUSED = "PLATFORM_DISCOVERY_REFUSED";
    /** A platform could not be listed. */
    public static final String PLATFORM_DISCOVERY_FAILED = "PLATFORM_DISCOVERY_FAILED";

    /** Node sync new. */
    public static final String NODE_SYNC_NEW = "NODE_SYNC_NEW";

    /** Node sync update. */
    public static final String NODE_SYNC_UPDATE = "NODE_SYNC_UPDATE";

    /** Node delete. */
    public static final String NODE_DELETE = "NODE_DELETE";

    /** Store extras sync new. */
    public static final String STORE_EXTRAS_SYNC_NEW = "STORE_EXTRAS_SYNC_NEW";

    /** Store extras sync update. */
    public static final String STORE_EXTRAS_SYNC_UPDATE = "STORE_EXTRAS_SYNC_UPDATE";

    /** Shard sync new. */
    public static final String SHARD_SYNC_NEW = "SHARD_SYNC_NEW";

    /** Shard sync update. */
    public static final String SHARD_SYNC_UPDATE = "SHARD_SYNC_UPDATE";

    /** Naction create. */
    public static final String NACTION_CREATE = "NACTION_CREATE";
    /** Naction approve. */
    public static final String NACTION_APPROVE = "NACTION_APPROVE";
    /** Naction reject. */
    public static final String NACTION_REJECT = "NACTION_REJECT";

    /** Naction cancel. */
    public static final String NACTION_CANCEL = "NACTION_CANCEL";

    /** Naction sync new. */
    public static final String NACTION_SYNC_NEW = "NACTION_SYNC_NEW";

    /** Naction sync update. */
    public static final String NACTION_SYNC_UPDATE = "NACTION_SYNC_UPDATE";
    /** Oaction create. */
    public static final String OACTION_CREATE = "OACTION_CREATE";
    /** Oaction approve. */
    public static final String OACTION_APPROVE = "OACTION_APPROVE";
    /** Oaction reject. */
    public static final String OACTION_REJECT = "OACTION_REJECT";
    /** Oaction cancel. */
    public static final String OACTION_CANCEL = "OACTION_CANCEL";
    /** Oaction update. */
    public static final String OACTION_UPDATE = "OACTION_UPDATE";
    /** Oaction success. */
    public static final String OACTION_SUCCESS = "OACTION_SUCCESS";
    /** Oaction fail. */
    public static final String OACTION_FAIL = "OACTION_FAIL";

    /** Finding opened. */
    public static final String FINDING_OPENED = "FINDING_OPENED";

    /** Finding changed. */
    public static final String FINDING_CHANGED = "FINDING_CHANGED";

    /** Finding closed. */
    public static final String FINDING_CLOSED = "FINDING_CLOSED";

    /** Decision changed. */
    public static final String DECISION_CHANGED = "DECISION_CHANGED";

    /** A person agreed to a candidate that waited for that. */
    public static final String CANDIDATE_APPROVED = "CANDIDATE_APPROVED";

    /** An approval ended because an answer got worse. */
    public static final String APPROVAL_VOID = "APPROVAL_VOID";

    /** A person's word in place of a rule was taken. */
    public static final String OVERRIDE_APPLY = "OVERRIDE_APPLY";
    /** A person's word in place of a rule was taken back. */
    public static final String OVERRIDE_DELETED = "OVERRIDE_DELETED";
    /** A person's word in place of a rule ran out, or was used up. */
    public static final String OVERRIDE_EXPIRED = "OVERRIDE_EXPIRED";

    /** Intent created. */
    public static final String INTENT_CREATED = "INTENT_CREATED";

    /** Intent dropped. */
    public static final String INTENT_DROPPED = "INTENT_DROPPED";

    /** Intent attempted. */
    public static final String INTENT_ATTEMPTED = "INTENT_ATTEMPTED";

    /** Intent outcome. */
    public static final String INTENT_OUTCOME = "INTENT_OUTCOME";

    /** Intent withdrawn. */
    public static final String INTENT_WITHDRAWN = "INTENT_WITHDRAWN";

    /** Intent ended. */
    public static final String INTENT_ENDED = "INTENT_ENDED";

    /** The datastore's own configuration changed. */
    public static final String CONFIGURATION_CHANGED = "CONFIGURATION_CHANGED";

    /** Cluster initialised. */
    public static final String CLUSTER_INITIALISED = "CLUSTER_INITIALISED";

    /** A person had forgotten how far a datastore had come. */
    public static final String DATASTORE_RESET = "DATASTORE_RESET";

    /** Cluster paused. */
    public static final String CLUSTER_PAUSED = "CLUSTER_PAUSED";

    /** Cluster resumed. */
    public static final String CLUSTER_RESUMED = "CLUSTER_RESUMED";

    /** Namespace paused. */
    public static final String NAMESPACE_PAUSED = "NAMESPACE_PAUSED";

    /** Namespace resumed. */
    public static final String NAMESPACE_RESUMED = "NAMESPACE_RESUMED";

    /** Fleet paused. */
    public static final String FLEET_PAUSED = "FLEET_PAUSED";

    /** Fleet resumed. */
    public static final String FLEET_RESUMED = "FLEET_RESUMED";

    /** Orchestrate report. */
    public static final String ORCHESTRATE_REPORT = "ORCHESTRATE_REPORT";

    /** Record quarantined. */
    public static final String RECORD_QUARANTINED = "RECORD_QUARANTINED";

    /** Audit authorisation. */
    public static final String AUDIT_AUTHORISATION = "AUDIT_AUTHORISATION";

    private EventCodes() {}
}
