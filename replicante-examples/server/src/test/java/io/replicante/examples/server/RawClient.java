package io.replicante.examples.server;

import io.replicante.examples.server.Client.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to a server, for requests that are no proper ones. */
public final class RawClient implements AutoCloseable {
    private static final int LONGEST_MILLIS = 10_000;
    private static final int PACE_MILLIS = 20;
    private static final int NOTHING_YET = -2;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /**
     * Connects.
     *
     * @param client knows where
     * @return the connection
     * @throws IOException if that fails
     */
    public static RawClient to(Client client) throws IOException {
        URI server = URI.create(client.base());
        RawClient raw = new RawClient(new Socket(server.getHost(), server.getPort()));
        raw.socket.setSoTimeout(LONGEST_MILLIS);
        return raw;
    }

    /**
     * Sends something.
     *
     * @param text what
     * @throws IOException if that fails
     */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends nothing any more.
     *
     * @throws IOException if that fails
     */
    public void endOfInput() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Waits for an answer with a length.
     *
     * @return the answer
     * @throws IOException if none comes
     */
    public Answer answer() throws IOException {
        return rest(-1);
    }

    /**
     * Sends a text again and again until there is an answer.
     *
     * @param text the text
     * @return the answer
     * @throws IOException if none comes
     */
    public Answer answerWhileSending(String text) throws IOException {
        socket.setSoTimeout(PACE_MILLIS);
        for (int sent = 0; sent < LONGEST_MILLIS / PACE_MILLIS; sent++) {
            send(text);
            int first = readSoon();
            if (first != NOTHING_YET) {
                socket.setSoTimeout(LONGEST_MILLIS);
                return rest(first);
            }
        }
        throw new IOException("no answer");
    }

    private int readSoon() throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException notYet) {
            return NOTHING_YET;
        }
    }

    private Answer rest(int first) throws IOException {
        InputStream input = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        if (first >= 0) {
            head.write(first);
        }
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("the answer ends in its head: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(header(text, "content-length"));
        String body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(text.split(" ", 3)[1]), header(text, "content-type"), body);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
