package io.replicante.core.check;

/** The codes of the findings that the engine itself makes. A datastore definition adds its own. */
public final class FindingCodes {
    /** The cluster is declared and holds no data yet. */
    public static final String CLUSTER_NOT_INITIALISED = "CLUSTER_NOT_INITIALISED";

    /** A declared group has fewer usable nodes than it should. */
    public static final String MISSING_NODE = "MISSING_NODE";

    /** A declared group has more nodes than it should. */
    public static final String UNEXPECTED_NODE = "UNEXPECTED_NODE";

    /** A node runs another version of the software than is declared. */
    public static final String VERSION_DIFFERS = "VERSION_DIFFERS";

    /** Fewer voters are up than are declared. */
    public static final String UNDER_REPLICATED = "UNDER_REPLICATED";

    /** A configured voter does not answer, or its machine is gone. */
    public static final String VOTER_LOST = "VOTER_LOST";

    /** A machine is left of a node that the datastore's configuration does not list any more. */
    public static final String ZOMBIE_NODE = "ZOMBIE_NODE";

    /** A node that was asked to learn, and never voted, does not answer. */
    public static final String LEARNER_LOST = "LEARNER_LOST";

    /** The platform does not list a node that is remembered. */
    public static final String MISSING_FROM_DISCOVERY = "MISSING_FROM_DISCOVERY";

    /** A node answers and reports trouble. */
    public static final String NODE_UNHEALTHY = "NODE_UNHEALTHY";

    /** A node's agent cannot be reached. */
    public static final String UNREACHABLE_BY_US = "UNREACHABLE_BY_US";

    /** A node's agent answers and its datastore process does not. */
    public static final String PROCESS_DOWN_HOST_UP = "PROCESS_DOWN_HOST_UP";

    /** The last known primary does not answer. */
    public static final String DEAD_PRIMARY = "DEAD_PRIMARY";

    /** No node takes writes, though one did before. */
    public static final String NO_PRIMARY = "NO_PRIMARY";

    /** No node takes writes, and none ever did. */
    public static final String NEVER_HAD_PRIMARY = "NEVER_HAD_PRIMARY";

    /** Several nodes claim to be the primary in one term. */
    public static final String MULTIPLE_PRIMARIES = "MULTIPLE_PRIMARIES";

    /** A node claims to be the primary in a term that has passed. */
    public static final String STALE_PRIMARY_CLAIM = "STALE_PRIMARY_CLAIM";

    /** Fewer voters are up than a quorum needs. */
    public static final String SHARD_WITHOUT_QUORUM = "SHARD_WITHOUT_QUORUM";

    /** The discovery record is missing or too old. */
    public static final String STALE_VIEW = "STALE_VIEW";

    /** Some nodes could not be read completely. */
    public static final String PARTIAL_VIEW = "PARTIAL_VIEW";

    /** An agent breaks its contract. */
    public static final String AGENT_SPEC_MISMATCH = "AGENT_SPEC_MISMATCH";

    /** Two nodes claim one identity. */
    public static final String DUPLICATE_IDENTITY = "DUPLICATE_IDENTITY";

    /** A node belongs to another cluster of the datastore. */
    public static final String WRONG_CLUSTER_MEMBER = "WRONG_CLUSTER_MEMBER";

    /** Members contradict each other. */
    public static final String CONFLICTING_REPORTS = "CONFLICTING_REPORTS";

    /** The datastore's own configuration is not known. */
    public static final String CONFIGURATION_NOT_REPORTED = "CONFIGURATION_NOT_REPORTED";

    /** No definition covers the software of the cluster. */
    public static final String DEFINITION_UNKNOWN = "DEFINITION_UNKNOWN";

    /** An action in flight should have been complete by now. */
    public static final String ACTION_OVERDUE = "ACTION_OVERDUE";

    /** It cannot be told what an action did. */
    public static final String ACTION_OUTCOME_UNKNOWN = "ACTION_OUTCOME_UNKNOWN";

    /** An agent does not know an action any more that it had accepted. */
    public static final String ACTION_LOST = "ACTION_LOST";

    /** An action failed, or ended without its effect. */
    public static final String ACTION_FAILED = "ACTION_FAILED";

    /** Somebody else runs an action on a node. */
    public static final String FOREIGN_CHANGE_IN_PROGRESS = "FOREIGN_CHANGE_IN_PROGRESS";

    /** A person paused the automation. */
    public static final String AUTOMATION_PAUSED = "AUTOMATION_PAUSED";

    /** A check failed to answer. */
    public static final String CHECK_FAILED = "CHECK_FAILED";

    private FindingCodes() {}
}
