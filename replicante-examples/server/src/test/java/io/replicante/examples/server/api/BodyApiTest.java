package io.replicante.examples.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.examples.server.Client;
import io.replicante.examples.server.Client.Answer;
import io.replicante.examples.server.RawClient;
import io.replicante.examples.server.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come slowly, in part, or without end: bounded in time and size, answered in JSON, and nothing changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BodyApiTest {
    private static final String MANIFEST =
            "{\"apiVersion\":\"replicante.io/v0\",\"kind\":\"Namespace\",\"spec\":{\"id\":\"a\"}}";
    private static final int SIZE = 64 * 1024;
    private static final RequestLimits LIMITS =
            new RequestLimits(Duration.ofMillis(400), Duration.ofMillis(600), SIZE, 4L * SIZE, 128);

    private RunningServer server;
    private Client client;

    @BeforeAll
    void start() {
        server = new RunningServer(LIMITS, Authoriser.EVERYBODY);
        client = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(client.get("/api/v0/list/replicante.io/v0/namespace").json().path("items"))
                .isEmpty();
    }

    private static void refused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/json");
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.json().path("error_msg").asText()).isNotBlank();
        assertThat(answer.text()).doesNotContain("\tat ", "Exception", "jetty");
    }

    private static String head(String length) {
        return "POST /api/v0/apply HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n";
    }

    @Test
    void refusesABodyThatComesByteByByteWhenItsTimeIsOver() throws IOException {
        try (RawClient raw = RawClient.to(client)) {
            raw.send(head("Content-Length: " + SIZE));
            refused(raw.answerWhileSending(" "), 408);
        }
    }

    @Test
    void refusesABodyOfWhichNoMoreComes() throws IOException {
        try (RawClient raw = RawClient.to(client)) {
            raw.send(head("Content-Length: " + MANIFEST.length()) + MANIFEST.substring(1));
            refused(raw.answer(), 408);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void refusesABodyThatIsCutOff(String length) throws IOException {
        try (RawClient raw = RawClient.to(client)) {
            String first = length.startsWith("T") ? "40\r\n{\"apiVersion\"" : "{\"apiVersion\"";
            raw.send(head(length) + first);
            raw.endOfInput();
            refused(raw.answer(), 400);
        }
    }

    @Test
    void refusesABodyWhoseChunksAreNone() throws IOException {
        try (RawClient raw = RawClient.to(client)) {
            raw.send(head("Transfer-Encoding: chunked") + "zz\r\n");
            refused(raw.answer(), 400);
        }
    }

    @Test
    void refusesABodyThatIsTooLongBeforeItArrives() throws IOException {
        try (RawClient raw = RawClient.to(client)) {
            raw.send(head("Content-Length: " + (SIZE + 1) + "\r\nExpect: 100-continue"));
            refused(raw.answer(), 413);
        }
    }

    @Test
    void letsASenderFinishBeforeItRefusesABodyThatIsTooLong() {
        for (int i = 0; i < 20; i++) {
            refused(client.post("/api/v0/apply", " ".repeat(SIZE * 8)), 413);
        }
    }

    @Test
    void refusesABodyThatDoesNotSayHowLongItIsWhenItIsTooLong() throws IOException {
        try (RawClient raw = RawClient.to(client)) {
            String part = "400\r\n" + " ".repeat(0x400) + "\r\n";
            raw.send(head("Transfer-Encoding: chunked") + part.repeat(SIZE / 0x400 + 1));
            refused(raw.answer(), 413);
        }
    }

    @Test
    void answersOthersWhileManyBodiesAreSlow() throws IOException {
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                RawClient raw = RawClient.to(client);
                slow.add(raw);
                raw.send(head("Content-Length: 10") + "{");
            }
            assertThat(client.get("/version").status()).isEqualTo(200);
            for (RawClient raw : slow) {
                refused(raw.answer(), 408);
            }
        } finally {
            for (RawClient raw : slow) {
                raw.close();
            }
        }
    }

    @Test
    void holdsOnlySoMuchOfUnfinishedBodiesTogether() throws IOException {
        List<RawClient> large = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                RawClient raw = RawClient.to(client);
                large.add(raw);
                raw.send(head("Content-Length: " + SIZE) + " ".repeat(SIZE - 1));
            }
            for (RawClient raw : large) {
                statuses.add(raw.answer().status());
            }
        } finally {
            for (RawClient raw : large) {
                raw.close();
            }
        }
        assertThat(statuses).contains(503).containsOnly(503, 408);
        refused(client.post("/api/v0/apply", "{"), 400);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 30_000})
    void refusesABodyThatIsNestedTooDeeply(int depth) {
        String deep = MANIFEST.replace("\"a\"", "\"a\",\"x\":" + "[".repeat(depth) + "]".repeat(depth));
        refused(client.post("/api/v0/apply", deep), 400);
    }
}
