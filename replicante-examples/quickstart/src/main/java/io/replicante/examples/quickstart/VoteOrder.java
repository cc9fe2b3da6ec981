package io.replicante.examples.quickstart;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.EventCodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Whether the voters changed in a safe order, by what the engine told of the ensemble's configuration. */
final class VoteOrder {
    private static final String LEARN = "agent.replicante.io/cluster.learn";

    private VoteOrder() {}

    /**
     * Never are there four voters of which one is dead.
     *
     * @param events what was told
     * @param lost the server that died, if one did
     */
    static Check neverFourWithOneDead(List<Event> events, OptionalLong lost, List<String> seen) {
        List<String> wrong = new ArrayList<>(seen);
        int most = 0;
        boolean isDead = false;
        NavigableSet<Long> voters = new TreeSet<>();
        for (Event event : events) {
            if (event.code().equals(EventCodes.CONFIGURATION_CHANGED)) {
                voters = Voters.of(EventWords.text(event.payload(), "text"));
                most = Math.max(most, voters.size());
            } else if (event.code().equals(EventCodes.FINDING_OPENED)
                    && EventWords.text(event.payload(), "code").equals("VOTER_LOST")) {
                isDead = true;
            }
            if (isDead && lost.isPresent() && voters.contains(lost.getAsLong()) && voters.size() > 3) {
                wrong.add("servers " + voters + " voted while " + lost.getAsLong() + " was dead");
            }
        }
        return Check.of(
                "never were there four voters with one dead",
                wrong.isEmpty(),
                wrong.isEmpty() ? "at most " + most + " voters at any time" : String.join("; ", new TreeSet<>(wrong)));
    }

    /** Every newcomer beside the one that formed the ensemble has learnt before it votes, and they come one by one. */
    static Check learntBeforeVoting(List<Event> events) {
        Set<Long> learnt = new HashSet<>();
        NavigableSet<Long> voters = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        for (Event event : events) {
            if (event.code().equals(EventCodes.INTENT_ENDED)) {
                Deed deed = Deed.of(event);
                if (deed.kind().equals(LEARN) && deed.phase().equals("COMPLETE")) {
                    deed.targets().forEach(node -> learnt.add(number(node)));
                }
            } else if (event.code().equals(EventCodes.CONFIGURATION_CHANGED)) {
                NavigableSet<Long> now = Voters.of(EventWords.text(event.payload(), "text"));
                TreeSet<Long> joined = new TreeSet<>(now);
                joined.removeAll(voters);
                if (!voters.isEmpty()) {
                    joined.stream()
                            .filter(id -> !learnt.contains(id))
                            .forEach(id -> wrong.add("server " + id + " got a vote before it had learnt"));
                }
                if (joined.size() > 1) {
                    wrong.add("servers " + joined + " got their votes together");
                }
                voters = now;
                changes.add(now.toString());
            }
        }
        return Check.of(
                "newcomers voted one by one, each after it had caught up",
                wrong.isEmpty(),
                wrong.isEmpty() ? String.join(" -> ", changes) : String.join("; ", wrong));
    }

    /** The platform names machines by their numbers, and a server has the number of its machine. */
    private static long number(String nodeId) {
        return Long.parseLong(nodeId.substring(nodeId.lastIndexOf('-') + 1));
    }
}
