package io.replicante.platform.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one machine's files are: what the platform knows of it, beside the directory that its datastore uses. A machine exists
 * from the moment that its description is written until that file is deleted.
 *
 * @param home the machine's directory
 */
record NodeFiles(Path home) {
    Path description() {
        return home.resolve("machine.json");
    }

    /** Names the process that runs, if one does. */
    Path process() {
        return home.resolve("process.json");
    }

    /** Exists while the process is meant to run. */
    Path wanted() {
        return home.resolve("wanted");
    }

    Path log() {
        return home.resolve("process.log");
    }

    Path work() {
        return home.resolve("work");
    }

    boolean exists() {
        return Files.exists(description());
    }

    /** Ends the existence of the machine; its other files may remain until {@link #delete}. */
    void forget() throws IOException {
        Files.deleteIfExists(description());
    }

    void delete() throws IOException {
        forget();
        try {
            Files.walkFileTree(home, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            // What is to be deleted may be gone already.
        }
    }

    static List<NodeFiles> in(Path nodes) throws IOException {
        List<NodeFiles> found = new ArrayList<>();
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(nodes, Files::isDirectory)) {
            homes.forEach(home -> found.add(new NodeFiles(home)));
        }
        return found;
    }
}
