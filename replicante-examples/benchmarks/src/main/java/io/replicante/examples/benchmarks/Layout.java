package io.replicante.examples.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which instances hold the copies of which partition: the same layout for everybody who is measured.
 *
 * @param instances how many instances
 * @param resources how many resources (topics, databases)
 * @param partitions how many partitions each resource has
 */
record Layout(int instances, int resources, int partitions) {
    private static final int COPIES = 3;

    /** The instances of a partition, the leader first; neighbours differ, as placement spreads them. */
    List<String> holders(int resource, int partition) {
        int first = (resource * 31 + partition) % instances;
        int step = 1 + (resource + partition) % (instances / COPIES);
        return IntStream.range(0, COPIES)
                .mapToObj(copy -> instance((first + copy * step) % instances))
                .toList();
    }

    String instance(int number) {
        return "node-" + number;
    }

    String resource(int number) {
        return "resource-" + number;
    }

    String partition(int resource, int number) {
        return "resource-" + resource + "_" + number;
    }
}
