package io.replicante.examples.quickstart;

import io.replicante.spec.ReplicanteException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Builds a ZooKeeper ensemble with Replicante, kills its leader and heals it, in front of your eyes. */
public final class Quickstart {
    private Quickstart() {}

    /**
     * Runs the quickstart and ends the process.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Optional<Options> options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException notUnderstood) {
            System.err.println(notUnderstood.getMessage());
            System.err.println(Options.USAGE);
            System.exit(Play.CANNOT_BEGIN);
            return;
        }
        if (options.isEmpty()) {
            System.out.println(Options.USAGE);
            return;
        }
        System.exit(run(options.get()));
    }

    /** Runs the quickstart and returns the exit code. */
    static int run(Options options) {
        // The logging configuration reads it when the first logger is made.
        System.setProperty("quickstart.log", options.log().toString());
        AtomicBoolean interrupted = new AtomicBoolean();
        Timeline timeline = new Timeline(System.out, InstantSource.system());
        try (Stage stage = Stage.open(options, timeline)) {
            Thread hook = new Thread(() -> abort(stage, interrupted), "shutdown");
            Runtime.getRuntime().addShutdownHook(hook);
            int code = new Play(options, stage).run();
            Runtime.getRuntime().removeShutdownHook(hook);
            return code;
        } catch (ReplicanteException | IOException cannot) {
            if (!interrupted.get()) {
                System.err.println("The quickstart cannot go on: " + cannot.getMessage());
            }
            return Play.CANNOT_BEGIN;
        } catch (IllegalStateException shuttingDown) {
            if (!interrupted.get()) {
                throw shuttingDown;
            }
            return Play.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Play.FAILED;
        }
    }

    private static void abort(Stage stage, AtomicBoolean interrupted) {
        interrupted.set(true);
        System.out.println("Ending all servers ...");
        stage.abort();
    }
}
