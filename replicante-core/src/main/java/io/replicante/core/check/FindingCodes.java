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

    /** A node that works does not tell its incarnation, so that its return from a restart could not be seen. */
    public static final String INCARNATION_NOT_REPORTED = "INCARNATION_NOT_REPORTED";

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

    /** What an agent tells of some of its actions cannot be taken. */
    public static final String ACTION_UNREADABLE = "ACTION_UNREADABLE";

    /** An agent has more unfinished actions of others than are shown. */
    public static final String FOREIGN_ACTIONS_NOT_SHOWN = "FOREIGN_ACTIONS_NOT_SHOWN";

    /** A person paused the automation. */
    public static final String AUTOMATION_PAUSED = "AUTOMATION_PAUSED";

    /** A check failed to answer. */
    public static final String CHECK_FAILED = "CHECK_FAILED";

    /** More voters are configured than nodes are declared. */
    public static final String OVER_REPLICATED = "OVER_REPLICATED";

    /** Fewer voters are configured than the datastore wants. */
    public static final String BELOW_SMALLEST = "BELOW_SMALLEST";

    /** One failure domain holds so many votes that no quorum is left without it, though there are others. */
    public static final String REPLICAS_CO_LOCATED = "REPLICAS_CO_LOCATED";

    /** The members are spread unevenly over the failure domains. */
    public static final String ZONE_IMBALANCE = "ZONE_IMBALANCE";

    /** Nobody who may become the primary is up beside it. */
    public static final String FAILOVER_IMPOSSIBLE = "FAILOVER_IMPOSSIBLE";

    /** A node claims to be the primary and is no voter of the configuration. */
    public static final String PRIMARY_NOT_CONFIGURED = "PRIMARY_NOT_CONFIGURED";

    /** The primary answers and no other voter does. */
    public static final String PRIMARY_ISOLATED = "PRIMARY_ISOLATED";

    /** The primary answers and reports trouble. */
    public static final String PRIMARY_UNHEALTHY = "PRIMARY_UNHEALTHY";

    /** There has been no primary for longer than a change of primary takes. */
    public static final String PRIMARY_MISSING_TOO_LONG = "PRIMARY_MISSING_TOO_LONG";

    /** Most other members have lost a node that we cannot reach. */
    public static final String UNREACHABLE_BY_PEERS = "UNREACHABLE_BY_PEERS";

    /** Other members still see a node that we cannot reach. */
    public static final String AGENT_SILENT_NODE_UP = "AGENT_SILENT_NODE_UP";

    /** Many nodes fell silent together. */
    public static final String COMMON_CAUSE_OUTAGE = "COMMON_CAUSE_OUTAGE";

    /** No member answers. */
    public static final String ALL_MEMBERS_SILENT = "ALL_MEMBERS_SILENT";

    /** A copy has less than its primary had some time ago. */
    public static final String REPLICA_LAGGING = "REPLICA_LAGGING";

    /** Every copy but the primary's lags. */
    public static final String ALL_REPLICAS_LAGGING = "ALL_REPLICAS_LAGGING";

    /** A copy does not report its position. */
    public static final String LAG_UNKNOWN = "LAG_UNKNOWN";

    /** A copy has what its primary does not have. */
    public static final String DIVERGED = "DIVERGED";

    /** The position of a primary went back within its term. */
    public static final String OFFSET_WENT_BACK = "OFFSET_WENT_BACK";

    /** A node is still copying data. */
    public static final String CATCHING_UP = "CATCHING_UP";

    /** Shards have no primary. */
    public static final String SHARD_WITHOUT_PRIMARY = "SHARD_WITHOUT_PRIMARY";

    /** Several nodes claim to be the primary of one shard. */
    public static final String SHARD_MULTIPLE_PRIMARIES = "SHARD_MULTIPLE_PRIMARIES";

    /** Fewer copies are in sync than writes need. */
    public static final String UNDER_MIN_IN_SYNC = "UNDER_MIN_IN_SYNC";

    /** Just as many copies are in sync as writes need. */
    public static final String AT_MIN_IN_SYNC = "AT_MIN_IN_SYNC";

    /** Shards have fewer copies up than they should have. */
    public static final String SHARD_UNDER_REPLICATED = "SHARD_UNDER_REPLICATED";

    /** Only one copy is left of shards that have several. */
    public static final String LAST_COPY = "LAST_COPY";

    /** It is not known on how many copies a write is, or nodes do not agree on it. */
    public static final String DURABILITY_UNKNOWN = "DURABILITY_UNKNOWN";

    /** The members run different versions. */
    public static final String VERSION_SKEW = "VERSION_SKEW";

    /** The members run versions that are too far apart. */
    public static final String UPGRADE_GAP_TOO_LARGE = "UPGRADE_GAP_TOO_LARGE";

    /** It is not declared what clients wait for, and the datastore allows too little. */
    public static final String ACKNOWLEDGES_UNDECLARED = "ACKNOWLEDGES_UNDECLARED";

    /** What is declared can never be. */
    public static final String DECLARATION_CANNOT_BE_MET = "DECLARATION_CANNOT_BE_MET";

    /** Other nodes have no room for what a node holds. */
    public static final String CANNOT_ABSORB_DRAIN = "CANNOT_ABSORB_DRAIN";

    /** The copies of a node may lack writes until they are repaired. */
    public static final String REPAIR_NEEDED = "REPAIR_NEEDED";

    /** The primary refuses writes, and no action of ours asked it to. */
    public static final String PRIMARY_READ_ONLY = "PRIMARY_READ_ONLY";

    /** A node that is no primary takes writes. */
    public static final String REPLICA_WRITABLE = "REPLICA_WRITABLE";

    /** The primary follows another member. */
    public static final String PRIMARY_FOLLOWS_OTHER = "PRIMARY_FOLLOWS_OTHER";

    /** A copy follows members that do not lead up to the primary. */
    public static final String WRONG_UPSTREAM = "WRONG_UPSTREAM";

    /** A copy follows nobody, or somebody who is gone. */
    public static final String ORPHANED = "ORPHANED";

    /** A copy gets no more data. */
    public static final String REPLICATION_STOPPED = "REPLICATION_STOPPED";

    /** A copy is kept back on purpose. */
    public static final String INTENTIONALLY_DELAYED = "INTENTIONALLY_DELAYED";

    /** A disk of a node's data is nearly full. */
    public static final String DISK_NEAR_FULL = "DISK_NEAR_FULL";

    /** A disk of a node's data failed. */
    public static final String DISK_FAILED = "DISK_FAILED";

    /** Settings that should be alike differ from node to node. */
    public static final String CONFIG_DRIFT = "CONFIG_DRIFT";

    /** The clock of a node is apart from ours. */
    public static final String CLOCK_SKEW = "CLOCK_SKEW";

    /** A record of who leads names another member than the primary. */
    public static final String LEASE_HOLDER_MISMATCH = "LEASE_HOLDER_MISMATCH";

    /** What would help was refused for long. */
    public static final String BLOCKED_BY = "BLOCKED_BY";

    /** One finding on one subject opened again and again. */
    public static final String FLAPPING = "FLAPPING";

    private FindingCodes() {}
}
