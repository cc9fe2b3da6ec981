package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FourLetterClientTest {

    @Test
    void readsTheWholeAnswer() throws IOException {
        String text = "x".repeat(100_000);
        try (CannedServer server = CannedServer.answering(word -> word + text)) {
            assertThat(client(server, Duration.ofSeconds(20)).ask("mntr")).isEqualTo("mntr" + text);
        }
    }

    @Test
    void givesUpOnAServerThatAcceptsAndNeverAnswers() {
        CountDownLatch forever = new CountDownLatch(1);
        try (CannedServer server = new CannedServer((client, word) -> awaitQuietly(forever))) {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> client(server, Duration.ofMillis(50)).ask("srvr"));
        } finally {
            forever.countDown();
        }
    }

    @Test
    void givesUpOnAServerThatDripsForLongerThanTheDeadline() {
        try (CannedServer server = new CannedServer(FourLetterClientTest::drip)) {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> client(server, Duration.ofMillis(200)).ask("srvr"));
        }
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        byte[] block = new byte[65_536];
        try (CannedServer server = new CannedServer((client, word) -> {
            while (true) {
                client.getOutputStream().write(block);
            }
        })) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client(server, Duration.ofSeconds(20)).ask("srvr"))
                    .withMessageContaining("exceeds");
        }
    }

    @Test
    void saysThatNobodyListens() {
        HostPort nobody = new HostPort("127.0.0.1", FreePorts.next());
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new FourLetterClient(nobody, Duration.ofSeconds(20), System::nanoTime).ask("srvr"));
    }

    @Test
    void endsWhenInterrupted() {
        CountDownLatch forever = new CountDownLatch(1);
        Thread asking = Thread.currentThread();
        try (CannedServer server = new CannedServer((client, word) -> {
            asking.interrupt();
            awaitQuietly(forever);
        })) {
            assertThatExceptionOfType(ClosedByInterruptException.class)
                    .isThrownBy(() -> client(server, Duration.ofSeconds(20)).ask("srvr"));
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            forever.countDown();
        }
    }

    private static FourLetterClient client(CannedServer server, Duration deadline) {
        return new FourLetterClient(server.address(), deadline, System::nanoTime);
    }

    /** Sends a byte for each that the client has room for, slowly enough that a read never waits for long. */
    private static void drip(Socket client, String word) throws IOException {
        while (true) {
            client.getOutputStream().write('x');
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
