package io.replicante.examples.server;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param config the configuration file; none: the defaults
 * @param help whether only help is wanted
 */
record Options(Optional<Path> config, boolean help) {
    static final String USAGE = "usage: java -jar replicante-server.jar [--config FILE]";

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    static Options parse(String... args) {
        Optional<Path> config = Optional.empty();
        boolean help = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help", "-h" -> help = true;
                case "--config", "-c" -> {
                    if (config.isPresent() || i + 1 == args.length) {
                        throw new IllegalArgumentException("--config needs one file, and only one");
                    }
                    i++;
                    config = Optional.of(path(args[i]));
                }
                default -> throw new IllegalArgumentException("\"" + args[i] + "\" is not understood");
            }
        }
        return new Options(config, help);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException unusable) {
            throw new IllegalArgumentException("--config: " + unusable.getMessage(), unusable);
        }
    }
}
