package io.replicante.examples.quickstart;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the quickstart was asked for.
 *
 * @param keepRunning whether it stays up when all is done
 * @param sabotage what goes wrong on purpose
 * @param directory where everything is written
 */
record Options(boolean keepRunning, Sabotage sabotage, Path directory) {
    static final String USAGE = """
            Builds a ZooKeeper ensemble, kills its leader and heals it.

            usage: run [--keep-running] [--sabotage %s] [--dir DIRECTORY]

              --keep-running  stay up when all is done, until Ctrl-C
              --sabotage      let something go wrong on purpose:
                                no-restart    a server never comes back from its restart
                                no-provision  the platform provisions nothing
                                no-role       agents do not tell leaders from followers
              --dir           where servers, log and report are written (default: the target directory)

            Ends with 0 when everything was as it should be, 3 when a sabotage was detected and nothing was lost,
            2 when it could not begin, and 1 otherwise.
            """.formatted(Sabotage.words());

    /**
     * Reads arguments.
     *
     * @param args the arguments
     * @return the options; empty when only the usage is wanted
     * @throws IllegalArgumentException naming what is not understood
     */
    static Optional<Options> parse(String... args) {
        boolean keepRunning = false;
        Sabotage sabotage = Sabotage.NONE;
        Path directory = target();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help", "-h" -> {
                    return Optional.empty();
                }
                case "--keep-running" -> keepRunning = true;
                case "--sabotage" -> {
                    String word = value(args, ++i);
                    sabotage = Sabotage.named(word)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "--sabotage is one of " + Sabotage.words() + ", not " + word));
                }
                case "--dir" -> directory = Path.of(value(args, ++i));
                default -> throw new IllegalArgumentException("not understood: " + args[i]);
            }
        }
        return Optional.of(
                new Options(keepRunning, sabotage, directory.toAbsolutePath().normalize()));
    }

    private static String value(String[] args, int at) {
        if (at >= args.length) {
            throw new IllegalArgumentException("something is missing after " + args[at - 1]);
        }
        return args[at];
    }

    /** Where the build put the classes of this program. */
    private static Path target() {
        try {
            Path classes = Path.of(Options.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(classes.getParent()).orElse(classes);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where this program was loaded from", e);
        }
    }

    Path servers() {
        return directory.resolve("quickstart");
    }

    Path log() {
        return directory.resolve("quickstart.log");
    }

    Path report() {
        return directory.resolve("quickstart-report.json");
    }
}
