package io.replicante.examples.quickstart;

import io.replicante.platform.process.ProcessHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Removes what a former run left behind, should it have been killed. */
final class Leftovers {
    private Leftovers() {}

    /**
     * Ends servers that still run, and deletes their files.
     *
     * @param host opens the host on the directory, which ends what a former one left running
     * @param directory the host's directory
     */
    static void remove(Supplier<ProcessHost> host, Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        host.get().close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
