package io.replicante.core.gate;

/** The copies of one shard, each up or down, each surviving or not, and what they are good for. Immutable. */
sealed interface ShardState permits Voters, Copies {
    /**
     * How many failure domains may fail, whichever they are, while writes are still accepted.
     *
     * @return the number; -1 when they are not accepted now
     */
    int availabilitySurvives();

    /**
     * How many failure domains may fail for ever, whichever they are, while every acknowledged write survives.
     *
     * @return the number; -1 when one may be lost already
     */
    int durabilitySurvives();

    /**
     * Whether writes are accepted.
     *
     * @return true when they are
     */
    boolean available();

    /**
     * Whether every acknowledged write is still on a copy that survives.
     *
     * @return true when none can be lost
     */
    boolean durable();

    /**
     * Whether everybody is up.
     *
     * @return true when no copy is down
     */
    boolean allUp();

    /**
     * How a reason speaks of these copies.
     *
     * @return for example {@code 2 of 3 votes up}
     */
    String describe();

    /**
     * These copies with everybody up, and every copy as it should be.
     *
     * @return the copies
     */
    ShardState atBest();

    /**
     * These copies while a node is away with its copy, or for ever.
     *
     * @param nodeId the node
     * @param copyKept whether its copy will be back
     * @return the copies
     */
    ShardState down(String nodeId, boolean copyKept);

    /**
     * These copies once a member has left.
     *
     * @param memberId who leaves, by its name in the datastore's own configuration
     * @return the copies
     */
    ShardState left(String memberId);

    /**
     * These copies once a member has left, and others hold what was to be on it.
     *
     * @param memberId who leaves, by its name in the datastore's own configuration
     * @return the copies
     */
    ShardState without(String memberId);

    /**
     * These copies once a newcomer has joined with a vote.
     *
     * @param newcomer who joins
     * @return the copies
     */
    ShardState joined(Voters.Voter newcomer);

    /**
     * These copies once another one takes the writes.
     *
     * @param nodeId the node that does
     * @return the copies
     */
    ShardState promoted(String nodeId);

    /**
     * Whether some copy beside a node's is there and may hold everything that was acknowledged.
     *
     * @param nodeId the node
     * @return true when that node's copy is not the last one
     */
    boolean hasCopyBeside(String nodeId);
}
