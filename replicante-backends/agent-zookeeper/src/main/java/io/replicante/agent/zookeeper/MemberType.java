package io.replicante.agent.zookeeper;

import java.util.Locale;

/** Says whether a member of the ensemble votes. Immutable. */
public enum MemberType {
    /** Votes in elections, acknowledges writes and may lead. */
    PARTICIPANT,
    /** Copies the data and serves clients, but never votes. */
    OBSERVER;

    /**
     * Returns the word that the dynamic configuration uses.
     *
     * @return {@code participant} or {@code observer}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MemberType ofWord(String word) {
        return switch (word) {
            case "participant" -> PARTICIPANT;
            case "observer" -> OBSERVER;
            default -> throw new IllegalArgumentException("Not a member type: " + word);
        };
    }
}
