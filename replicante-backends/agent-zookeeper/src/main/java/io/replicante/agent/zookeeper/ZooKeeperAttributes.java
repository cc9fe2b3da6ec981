package io.replicante.agent.zookeeper;

/** The names of the facts that the agent reports beside those of every agent. */
public final class ZooKeeperAttributes {

    /** Of a node: the number of its server, a text; it is the server's id in the configuration. */
    public static final String SERVER_ID = "zookeeper.apache.org/server_id";

    /** Of a node: its server as {@code server.N=...} line, a text; a member that is to give it a vote is told this. */
    public static final String MEMBER = "zookeeper.apache.org/member";

    /** Of a node, while its process runs: changes with every start of the process. A text, for comparing only. */
    public static final String START_TIME = "zookeeper.apache.org/start_time";

    /** Of a serving store: the configuration that the server knows to be agreed on, as its dynamic configuration text. */
    public static final String CONFIG = "zookeeper.apache.org/config";

    /** Of a serving store: the version of that configuration, hexadecimal digits as the ensemble writes them; it only grows. */
    public static final String CONFIG_VERSION = "zookeeper.apache.org/config_version";

    /** Of a serving store: how many requests wait to be served, a whole number. */
    public static final String OUTSTANDING_REQUESTS = "zookeeper.apache.org/outstanding_requests";

    /** Of the store that leads: how many voters follow it in step, itself not counted; a whole number. */
    public static final String SYNCED_FOLLOWERS = "zookeeper.apache.org/synced_followers";

    private ZooKeeperAttributes() {}
}
