package io.replicante.agent.zookeeper;

import java.util.Optional;

/**
 * What a serving server says of itself, put together from its answers to {@code srvr} and {@code conf}. Immutable.
 *
 * @param mode what it does in the ensemble
 * @param lastZxid the last transaction that it applied to its data. Transactions are applied when they are known to be
 *     committed and before their clients are answered: on a leader it is never below an acknowledged write
 * @param outstandingRequests requests that wait to be served
 * @param version the number of its software
 * @param revision the source revision of its software, empty when it does not say
 * @param serverId its own number
 * @param dataDirectory where it keeps its data, the directory of the format version included
 * @param members the configuration that it last knew to be agreed on
 */
record ServerAnswer(
        Mode mode,
        long lastZxid,
        long outstandingRequests,
        String version,
        Optional<String> revision,
        long serverId,
        String dataDirectory,
        EnsembleConfig members) {

    private static final String NOT_SERVING = "not currently serving requests";
    private static final String MEMBERSHIP = "membership:";

    /** What a server does in its ensemble. */
    enum Mode {
        LEADER,
        FOLLOWER,
        OBSERVER
    }

    /**
     * Reads the answers.
     *
     * @param srvr the answer to {@code srvr}
     * @param conf the answer to {@code conf}
     * @return what the server says, or empty when it answered that it does not serve
     * @throws IllegalArgumentException when an answer is not understood
     */
    static Optional<ServerAnswer> read(String srvr, String conf) {
        if (srvr.contains(NOT_SERVING) || conf.contains(NOT_SERVING)) {
            return Optional.empty();
        }
        String software = value(srvr, "Zookeeper version: ");
        String number = software.split("[-,]", 2)[0];
        return Optional.of(new ServerAnswer(
                mode(value(srvr, "Mode: ")),
                Long.parseUnsignedLong(hexadecimal(value(srvr, "Zxid: ")), 16),
                Long.parseLong(value(srvr, "Outstanding: ")),
                number,
                revision(software, number),
                Long.parseLong(value(conf, "serverId=")),
                value(conf, "dataDir="),
                EnsembleConfig.parse(membership(conf))));
    }

    private static Mode mode(String word) {
        return switch (word) {
            case "leader" -> Mode.LEADER;
            case "follower" -> Mode.FOLLOWER;
            case "observer" -> Mode.OBSERVER;
            default -> throw new IllegalArgumentException("Not the mode of a member of an ensemble: " + word);
        };
    }

    private static Optional<String> revision(String software, String number) {
        String rest = software.substring(number.length()).split(",", 2)[0];
        return rest.length() > 1 ? Optional.of(rest.substring(1)) : Optional.empty();
    }

    private static String hexadecimal(String text) {
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("Not a hexadecimal number: " + text);
        }
        return text.substring(2);
    }

    private static String membership(String conf) {
        int at = conf.indexOf(MEMBERSHIP);
        if (at < 0) {
            throw new IllegalArgumentException("The answer to conf names no members");
        }
        return conf.substring(at + MEMBERSHIP.length());
    }

    private static String value(String answer, String prefix) {
        return answer.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).trim())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No line begins with " + prefix));
    }
}
