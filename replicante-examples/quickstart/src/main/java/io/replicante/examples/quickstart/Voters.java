package io.replicante.examples.quickstart;

import io.replicante.agent.zookeeper.EnsembleConfig;
import io.replicante.agent.zookeeper.EnsembleMember;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who votes, by a configuration of the ensemble. */
final class Voters {
    private Voters() {}

    static NavigableSet<Long> of(String configuration) {
        return EnsembleConfig.parse(configuration).participants().stream()
                .map(EnsembleMember::serverId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
