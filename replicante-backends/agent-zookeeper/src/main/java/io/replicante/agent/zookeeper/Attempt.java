package io.replicante.agent.zookeeper;

/** What one attempt to change the membership came to. Immutable. */
sealed interface Attempt {

    /**
     * The ensemble agreed on a configuration in which the change is made, now or before.
     *
     * @param members that configuration
     */
    record Reached(EnsembleConfig members) implements Attempt {}

    /**
     * The change was not made by this attempt, and may be possible later.
     *
     * @param reason what stands against it
     */
    record NotYet(String reason) implements Attempt {}

    /**
     * The change was sent and no answer came: it may have been made, or still be made. Trying again is safe, because it looks
     * first, and what was sent applies only to the configuration that it was meant for.
     *
     * @param reason what happened
     */
    record Unclear(String reason) implements Attempt {}

    /**
     * The change was not made, and trying again cannot help.
     *
     * @param reason what stands against it
     */
    record Refused(String reason) implements Attempt {}
}
