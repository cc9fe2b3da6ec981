package io.replicante.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar, run as anybody would run it. */
final class ServerProcess implements AutoCloseable {
    private static final Path JAR =
            Path.of(System.getProperty("replicante.server.jar", "target/replicante-server.jar"));
    private static final Pattern LISTENING = Pattern.compile("listening on (\\S+)");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Process process;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final Thread reader;

    private ServerProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "jar-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** What a process that ended left behind. */
    record Ended(int status, String output) {}

    /** Starts the server and lets it run. */
    static ServerProcess start(String... args) {
        List<String> command = new ArrayList<>(List.of("-jar", JAR.toString()));
        command.addAll(List.of(args));
        return new ServerProcess(launch(command));
    }

    /** Runs a class of the jar, or the jar itself when the first argument is {@code -jar}, to its end. */
    static Ended run(String input, List<String> command) {
        Process process = launch(command);
        try (ServerProcess running = new ServerProcess(process)) {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            return running.ended();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static String jar() {
        return JAR.toString();
    }

    private static Process launch(List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:+UseSerialGC");
        command.addAll(args);
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(listening.group(1));
                }
            }
        } catch (IOException closed) {
            said.add("(" + closed.getMessage() + ")");
        }
        address.completeExceptionally(new IllegalStateException("ended before it listened: " + output()));
    }

    /** Speaks to the server once it listens. */
    Client client() {
        return new Client("http://"
                + address.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join());
    }

    String output() {
        return String.join("\n", said);
    }

    /** Asks the server to end, as an operating system does. */
    Ended terminate() {
        // Not by the process itself, which would close what it still has to say.
        process.toHandle().destroy();
        return ended();
    }

    private Ended ended() {
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as("ended: " + output())
                    .isTrue();
            reader.join(LONGEST.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return new Ended(process.exitValue(), output());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
