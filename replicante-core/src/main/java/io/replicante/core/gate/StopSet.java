package io.replicante.core.gate;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Nodes that may stop together for a bounded time, and what stands against each of the others. Immutable.
 *
 * <p>The set is maximal: no other node could be added. It is not always the largest: to find that one takes too long.
 *
 * @param together the nodes, in the order in which they were taken
 * @param others for each other node why not, or why not with those
 */
public record StopSet(List<String> together, NavigableMap<String, String> others) {
    /** Copies the collections. */
    public StopSet {
        together = List.copyOf(together);
        others = Collections.unmodifiableNavigableMap(new TreeMap<>(others));
    }
}
