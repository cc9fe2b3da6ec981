package io.replicante.agent.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Answers four letter words as it is told to. */
final class CannedServer implements AutoCloseable {

    /** Writes an answer; what it throws ends the connection. */
    interface Answer {
        void to(Socket client, String word) throws IOException;
    }

    private final ServerSocket socket;
    private final Answer answer;

    CannedServer(Answer answer) {
        this.answer = answer;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "canned-server");
        thread.setDaemon(true);
        thread.start();
    }

    static CannedServer answering(Function<String, String> texts) {
        return new CannedServer((client, word) ->
                client.getOutputStream().write(texts.apply(word).getBytes(StandardCharsets.UTF_8)));
    }

    HostPort address() {
        return new HostPort("127.0.0.1", socket.getLocalPort());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer.to(client, new String(client.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
            } catch (SocketException e) {
                // The test is over, or its client has gone: both end only this connection.
                Thread.onSpinWait();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
