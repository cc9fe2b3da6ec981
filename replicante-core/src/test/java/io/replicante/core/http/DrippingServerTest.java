package io.replicante.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.UnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each byte of an answer comes soon, and the last one does not: no wait for one byte ends such a call. */
final class DrippingServerTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{";
    private static final long DRIP_MILLIS = 50;

    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final HttpClients clients = Servers.clients();
    private ServerSocket server;
    private ScheduledFuture<?> dripping;

    @BeforeEach
    void drip() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
        dripping = threads.scheduleAtFixedRate(
                () -> open.forEach(each -> send(each, " ")), DRIP_MILLIS, DRIP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        dripping.cancel(true);
        threads.shutdownNow();
        for (Socket each : open) {
            each.close();
        }
        clients.close();
    }

    @Test
    @Timeout(30)
    void isLeftAtTheDeadline() {
        String address = "http://127.0.0.1:" + server.getLocalPort();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> Servers.agent(clients, address).node(),
                () -> Servers.platform(clients, address).discover())) {
            assertThatThrownBy(call).isInstanceOf(UnavailableException.class);
        }
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                if (send(socket, HEAD)) {
                    open.add(socket);
                }
            }
        } catch (IOException closed) {
            // The test is over.
            assertThat(server.isClosed()).isTrue();
        }
    }

    private boolean send(Socket socket, String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        } catch (IOException clientLeft) {
            open.remove(socket);
            return false;
        }
    }
}
