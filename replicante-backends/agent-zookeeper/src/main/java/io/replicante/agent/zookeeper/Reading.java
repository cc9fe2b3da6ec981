package io.replicante.agent.zookeeper;

import java.util.Optional;

/** What one reading of a server came to. Each says in which incarnation of its process it was made. Immutable. */
sealed interface Reading {

    /** The machine is idle: no server was ever set up on it. */
    record Idle() implements Reading {}

    /** The process does not run. */
    record Stopped() implements Reading {}

    /**
     * The process runs and did not answer in time, or it was restarted again and again while it was asked.
     *
     * @param incarnation the process, empty when it was not the same all the while
     * @param reason what went wrong
     */
    record Silent(Optional<String> incarnation, String reason) implements Reading {}

    /**
     * Something answers, and it is not understood or is not this server.
     *
     * @param incarnation the process
     * @param reason what is wrong with the answer
     */
    record Garbled(Optional<String> incarnation, String reason) implements Reading {}

    /**
     * The process answers that it does not serve: it has no leader.
     *
     * @param incarnation the process
     */
    record Leaderless(Optional<String> incarnation) implements Reading {}

    /**
     * The process serves.
     *
     * @param incarnation the process
     * @param answer what it says of itself
     * @param epoch the epoch of the newest leader whose history it was known to have taken over before it answered
     */
    record Serving(Optional<String> incarnation, ServerAnswer answer, long epoch) implements Reading {

        /**
         * Returns the term in which the server works.
         *
         * <p>Right after an election no transaction has been made in the new epoch, and followers go on naming the last one of
         * the old. A server that serves has the history of its leader's epoch, so it counts as being at the beginning of
         * it.
         */
        long term() {
            return Math.max(epoch, answer.lastZxid() >>> 32);
        }

        /** Returns how far the data of the server have come: the last transaction, or the beginning of its term. */
        long offset() {
            return Math.max(answer.lastZxid(), epoch << 32);
        }
    }

    /** Returns the incarnation of the process, empty when none runs or its supervisor does not tell. */
    default Optional<String> process() {
        if (this instanceof Silent silent) {
            return silent.incarnation();
        }
        if (this instanceof Garbled garbled) {
            return garbled.incarnation();
        }
        if (this instanceof Leaderless leaderless) {
            return leaderless.incarnation();
        }
        return this instanceof Serving serving ? serving.incarnation() : Optional.empty();
    }
}
