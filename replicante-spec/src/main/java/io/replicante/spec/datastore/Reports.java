package io.replicante.spec.datastore;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What agents of a software report beside what every agent does.
 *
 * @param node attributes of nodes, which are known while the datastore process does not run, too
 * @param store attributes of the datastore process
 */
public record Reports(Set<String> node, Set<String> store) {
    /** Copies the sets. */
    public Reports {
        node = Collections.unmodifiableSet(new TreeSet<>(node));
        store = Collections.unmodifiableSet(new TreeSet<>(store));
    }
}
