package io.replicante.agent.zookeeper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Asks a server its four letter words, one connection for each.
 *
 * <p>A server must list a word in {@code 4lw.commands.whitelist} to answer it, and answers the words used here only
 * while it serves. Asking opens no session, so it writes nothing into the ensemble.
 *
 * <p>Thread safety: immutable; any number of threads may ask at once.
 */
final class FourLetterClient {

    /** Far above the largest answer that is asked for: {@code mntr} on a leader is some 30 kB. */
    private static final int MAX_REPLY_BYTES = 1 << 20;

    private final InetSocketAddress server;
    private final Duration deadline;
    private final LongSupplier nanoTicker;

    /**
     * @param server the client address of the server
     * @param deadline the longest time that one question may take, connecting included
     * @param nanoTicker a monotonic clock in nanoseconds
     */
    FourLetterClient(HostPort server, Duration deadline, LongSupplier nanoTicker) {
        this.server = new InetSocketAddress(server.host(), server.port());
        this.deadline = Objects.requireNonNull(deadline, "deadline");
        this.nanoTicker = Objects.requireNonNull(nanoTicker, "nanoTicker");
    }

    /**
     * Asks one word and reads the whole answer. Blocks for at most the deadline; an interrupt ends it with
     * {@link java.nio.channels.ClosedByInterruptException}.
     *
     * @param word the four letters
     * @return the answer, which may be that the server does not serve
     * @throws IOException when the server cannot be reached, is late, or answers with more than a mebibyte
     */
    String ask(String word) throws IOException {
        long end = nanoTicker.getAsLong() + deadline.toNanos();
        try (SocketChannel channel = SocketChannel.open()) {
            Socket socket = channel.socket();
            socket.setTcpNoDelay(true);
            socket.connect(server, millisUntil(end));
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return readAll(socket, end);
        }
    }

    private String readAll(Socket socket, long end) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (true) {
            socket.setSoTimeout(millisUntil(end));
            int read = in.read(buffer);
            if (read < 0) {
                return reply.toString(StandardCharsets.UTF_8);
            }
            if (reply.size() + read > MAX_REPLY_BYTES) {
                throw new IOException("The answer of " + server + " exceeds " + MAX_REPLY_BYTES + " bytes");
            }
            reply.write(buffer, 0, read);
        }
    }

    private int millisUntil(long end) throws SocketTimeoutException {
        long nanos = end - nanoTicker.getAsLong();
        if (nanos <= 0) {
            throw new SocketTimeoutException(server + " did not answer within " + deadline);
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }
}
