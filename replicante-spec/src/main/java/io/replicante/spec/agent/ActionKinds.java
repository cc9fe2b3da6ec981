package io.replicante.spec.agent;

import java.util.Set;

/** The well-known kinds of node actions. */
public final class ActionKinds {
    /** What the kinds here begin with; nobody else names kinds so. */
    public static final String DOMAIN = "agent.replicante.io/";
    /** Succeeds at once and does nothing: posted under the id of another request, it withdraws that request. */
    public static final String TEST_SUCCESS = "agent.replicante.io/test.success";
    /** Fails at once and does nothing. */
    public static final String TEST_FAIL = "agent.replicante.io/test.fail";
    /** Counts to its {@code target} (default 10), one per invocation. */
    public static final String TEST_LOOP = "agent.replicante.io/test.loop";
    /** Initialises a cluster on its node. */
    public static final String CLUSTER_INIT = "agent.replicante.io/cluster.init";
    /** Starts its node as a learner of the members given. */
    public static final String CLUSTER_LEARN = "agent.replicante.io/cluster.learn";
    /** Run on a member: adopts another node. */
    public static final String CLUSTER_ADD = "agent.replicante.io/cluster.add";
    /** The node that runs it joins the cluster of another one. */
    public static final String CLUSTER_JOIN = "agent.replicante.io/cluster.join";
    /** Run on a member: one node joins and another leaves, in one change. */
    public static final String CLUSTER_SWAP = "agent.replicante.io/cluster.swap";
    /** Run on a remaining member: forgets a node. Idempotent. */
    public static final String CLUSTER_REMOVE = "agent.replicante.io/cluster.remove";
    /** Stops and starts the datastore process of its node. */
    public static final String STORE_RESTART = "agent.replicante.io/store.restart";
    /** Stops the datastore process of its node, so that it does not start by itself. */
    public static final String STORE_STOP = "agent.replicante.io/store.stop";
    /** Run on a primary: the datastore's own orderly hand-over to another node. */
    public static final String STORE_SWITCHOVER = "agent.replicante.io/store.switchover";
    /** Run on a primary: hands its place to another node of the datastore's choice, or keeps it. */
    public static final String STORE_STEP_DOWN = "agent.replicante.io/store.stepdown";
    /** Makes its node the primary. */
    public static final String STORE_PROMOTE = "agent.replicante.io/store.promote";
    /** Makes its node follow the primary that is given. */
    public static final String STORE_FOLLOW = "agent.replicante.io/store.follow";
    /** Stops writes on its node until a deadline that it carries. */
    public static final String STORE_QUIESCE = "agent.replicante.io/store.quiesce";
    /** Ends what {@link #STORE_QUIESCE} began. */
    public static final String STORE_RESUME = "agent.replicante.io/store.resume";
    /** Throws the copy of its node away and copies it anew. */
    public static final String STORE_REBUILD = "agent.replicante.io/store.rebuild";
    /** Makes the copies of its node whole again. */
    public static final String STORE_REPAIR = "agent.replicante.io/store.repair";

    private static final Set<String> ALL = Set.of(
            TEST_SUCCESS,
            TEST_FAIL,
            TEST_LOOP,
            CLUSTER_INIT,
            CLUSTER_LEARN,
            CLUSTER_ADD,
            CLUSTER_JOIN,
            CLUSTER_SWAP,
            CLUSTER_REMOVE,
            STORE_RESTART,
            STORE_STOP,
            STORE_SWITCHOVER,
            STORE_STEP_DOWN,
            STORE_PROMOTE,
            STORE_FOLLOW,
            STORE_QUIESCE,
            STORE_RESUME,
            STORE_REBUILD,
            STORE_REPAIR);

    private static final String TEST = DOMAIN + "test.";

    private ActionKinds() {}

    /**
     * Whether a kind is one of those that agents offer for trying them out, such as {@link #TEST_SUCCESS}: they touch nothing.
     *
     * @param kind a kind
     * @return true when it begins as those do
     */
    public static boolean isTest(String kind) {
        return kind.startsWith(TEST);
    }

    /**
     * All of them.
     *
     * @return the kinds
     */
    public static Set<String> all() {
        return ALL;
    }
}
