package io.replicante.examples.server;

import io.replicante.core.Replicante;
import io.replicante.examples.server.config.ConfigReader;
import io.replicante.examples.server.config.ServerConfig;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.ReplicanteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the server until it is told to end. */
public final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int MAX_CONFIG = 1024 * 1024;

    private Server() {}

    /**
     * Runs the server. Ends with 2 if the command line or the configuration cannot be used, and with 1 if the server cannot
     * start.
     *
     * @param args {@code [--config FILE]}
     */
    public static void main(String... args) {
        Options options;
        ServerConfig config;
        try {
            options = Options.parse(args);
            if (options.help()) {
                System.out.println(Options.USAGE);
                return;
            }
            config = config(options.config());
        } catch (InvalidInputException wrong) {
            exit(wrong, MISUSED);
            return;
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Options.USAGE);
            System.exit(MISUSED);
            return;
        }
        run(config);
    }

    private static void run(ServerConfig config) {
        Resources resources = new Resources();
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(resources, closed), "shutdown"));
        try {
            ServerBootstrap server = ServerBootstrap.start(
                    resources, config, Replicante.builder(), version(), ServerBootstrap.Callers.DEFAULT);
            LOG.atInfo()
                    .addKeyValue("store", config.store())
                    .addKeyValue("stream", config.stream())
                    .log("listening on {}", server.bind());
            closed.await();
        } catch (InvalidInputException wrong) {
            exit(wrong, MISUSED);
        } catch (ReplicanteException failed) {
            System.err.println(failed.getMessage());
            System.exit(FAILED);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Resources resources, CountDownLatch closed) {
        LOG.info("closing");
        resources.close();
        LOG.info("closed");
        closed.countDown();
    }

    private static void exit(InvalidInputException wrong, int code) {
        PrintStream err = System.err;
        err.println("the configuration cannot be used:");
        wrong.problems().forEach(problem -> err.println("  " + problem));
        System.exit(code);
    }

    private static ServerConfig config(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return ServerConfig.DEFAULT;
        }
        Path path = file.get();
        if (!Files.isRegularFile(path)) {
            throw new IOException("--config: there is no file " + path);
        }
        try (InputStream content = Files.newInputStream(path)) {
            return ConfigReader.read(path.toString(), content.readNBytes(MAX_CONFIG + 1));
        }
    }

    private static String version() {
        return Optional.ofNullable(Server.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }
}
