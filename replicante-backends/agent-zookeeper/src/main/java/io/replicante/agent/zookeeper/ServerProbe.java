package io.replicante.agent.zookeeper;

import io.replicante.spec.agent.Supervisor;
import io.replicante.spec.agent.Supervisor.ProcessState;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a server so that what it said can be tied to one incarnation of its process.
 *
 * <p>The server itself does not say when its process started. The supervisor does; it is asked before and after, and since
 * incarnations never return, the same answer twice means that this process ran all the while. Only one process can listen
 * on the client port, and the answer names the server's id and data directory, so another server there is noticed.
 *
 * <p>Thread safety: safe. Blocks for at most four questions' deadlines.
 */
final class ServerProbe {

    private static final int ATTEMPTS = 2;

    private final ServerDirectory directory;
    private final Supervisor supervisor;
    private final FourLetterClient client;

    ServerProbe(ServerDirectory directory, Supervisor supervisor, FourLetterClient client) {
        this.directory = directory;
        this.supervisor = supervisor;
        this.client = client;
    }

    /**
     * Reads the server.
     *
     * @throws InterruptedException when interrupted
     */
    Reading read() throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ProcessState before = supervisor.state();
            Reading reading = before.running() ? ask(before.incarnation()) : stopped();
            if (supervisor.state().equals(before)) {
                return reading;
            }
        }
        return new Reading.Silent(Optional.empty(), "it was restarted again and again while it was asked");
    }

    /**
     * Asks a leader how many followers it knows to be in step, itself not counted.
     *
     * @throws IOException when it does not answer
     */
    Optional<Long> syncedFollowers() throws IOException {
        String prefix = "zk_synced_followers\t";
        try {
            return client.ask("mntr")
                    .lines()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> Long.parseLong(line.substring(prefix.length()).trim()))
                    .findFirst();
        } catch (NumberFormatException e) {
            throw new IOException("The answer to mntr is not understood", e);
        }
    }

    private Reading stopped() {
        return directory.isConfigured() ? new Reading.Stopped() : new Reading.Idle();
    }

    private Reading ask(Optional<String> incarnation) throws InterruptedException {
        try {
            // Before the questions: what the server has taken over by now, it has when it answers.
            long epoch = directory.currentEpoch();
            Optional<ServerAnswer> answer = ServerAnswer.read(client.ask("srvr"), client.ask("conf"));
            if (answer.isEmpty()) {
                return new Reading.Leaderless(incarnation);
            }
            return isOurs(answer.get())
                    ? new Reading.Serving(incarnation, answer.get(), epoch)
                    : new Reading.Garbled(
                            incarnation,
                            "server " + answer.get().serverId() + " of "
                                    + answer.get().dataDirectory() + " answers in its place");
        } catch (ClosedByInterruptException e) {
            // The exception closed the channel; the interrupt itself goes on as what it is.
            Thread.interrupted();
            throw new InterruptedException("interrupted while a server was asked");
        } catch (IOException e) {
            return new Reading.Silent(incarnation, e.toString());
        } catch (IllegalArgumentException e) {
            return new Reading.Garbled(incarnation, "its answers are not understood: " + e.getMessage());
        }
    }

    private boolean isOurs(ServerAnswer answer) {
        return answer.serverId() == directory.self().serverId()
                && Path.of(answer.dataDirectory()).startsWith(directory.dataDirectory());
    }
}
