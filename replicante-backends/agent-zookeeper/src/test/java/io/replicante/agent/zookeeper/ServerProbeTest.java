package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ServerProbeTest {

    private static final String MEMBERS = "server.1=127.0.0.1:2:3:participant;127.0.0.1:4\nversion=100000000";

    @TempDir
    Path root;

    private ServerDirectory directory;
    private final FakeSupervisor supervisor = FakeSupervisor.running();

    @BeforeEach
    void formed() {
        directory = new ServerDirectory(
                root.resolve("server"), EnsembleMember.parse("server.1=a:1:2;127.0.0.1:4"), ServerSettings.defaults());
        directory.form();
    }

    @Test
    void readsAServingServer() throws Exception {
        Reading reading = read(this::serving);

        assertThat(reading).isInstanceOf(Reading.Serving.class);
        assertThat(reading.process()).contains("process-1");
        assertThat(((Reading.Serving) reading).offset()).isEqualTo(0x200000005L);
        assertThat(((Reading.Serving) reading).term()).isEqualTo(2);
    }

    @Test
    void countsAServerAsFarAsTheBeginningOfTheEpochThatItHasTakenOver() throws Exception {
        Files.createDirectories(directory.dataDirectory().resolve("version-2"));
        Files.writeString(directory.dataDirectory().resolve("version-2/currentEpoch"), "3");

        Reading.Serving serving = (Reading.Serving) read(this::serving);

        assertThat(serving.term()).isEqualTo(3);
        assertThat(serving.offset()).isEqualTo(0x300000000L);
    }

    @Test
    void asksAgainWhenTheProcessWasReplacedMeanwhile() throws Exception {
        AtomicInteger questions = new AtomicInteger();

        Reading reading = read(word -> {
            if (questions.getAndIncrement() == 0) {
                supervisor.replace();
            }
            return serving(word);
        });

        assertThat(reading).isInstanceOf(Reading.Serving.class);
        assertThat(reading.process()).contains("process-2");
        assertThat(questions).hasValue(4);
    }

    @Test
    void tellsNoIncarnationWhenTheProcessNeverStaysTheSame() throws Exception {
        Reading reading = read(word -> {
            supervisor.replace();
            return serving(word);
        });

        assertThat(reading).isInstanceOf(Reading.Silent.class);
        assertThat(reading.process()).isEmpty();
    }

    @Test
    void noticesAnotherServerInItsPlace() throws Exception {
        assertThat(read(word -> word.equals("srvr")
                        ? Answers.srvr("leader", "0x1")
                        : Answers.conf(2, directory.dataDirectory().toString(), MEMBERS)))
                .isInstanceOf(Reading.Garbled.class);
        assertThat(read(word ->
                        word.equals("srvr") ? Answers.srvr("leader", "0x1") : Answers.conf(1, "/elsewhere", MEMBERS)))
                .isInstanceOf(Reading.Garbled.class);
    }

    @Test
    void tellsALeaderlessServerFromGarbageAndSilence() throws Exception {
        assertThat(read(word -> Answers.NOT_SERVING)).isInstanceOf(Reading.Leaderless.class);
        assertThat(read(word -> "<html>")).isInstanceOf(Reading.Garbled.class);
        assertThat(probe(new HostPort("127.0.0.1", FreePorts.next())).read()).isInstanceOf(Reading.Silent.class);
    }

    @Test
    void doesNotAskWhereNoProcessRuns() throws Exception {
        supervisor.stop(Duration.ZERO);

        assertThat(read(this::serving)).isEqualTo(new Reading.Stopped());
    }

    @Test
    void saysThatAMachineIsIdle() throws Exception {
        directory = new ServerDirectory(
                root.resolve("idle"), EnsembleMember.parse("server.1=a:1:2;127.0.0.1:4"), ServerSettings.defaults());
        supervisor.stop(Duration.ZERO);

        assertThat(read(this::serving)).isEqualTo(new Reading.Idle());
    }

    @Test
    void passesAnInterruptOn() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> read(this::serving));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private String serving(String word) {
        return word.equals("srvr")
                ? Answers.srvr("follower", "0x200000005")
                : Answers.conf(1, directory.dataDirectory().toString(), MEMBERS);
    }

    private Reading read(Function<String, String> answers) throws IOException, InterruptedException {
        try (CannedServer server = CannedServer.answering(answers)) {
            return probe(server.address()).read();
        }
    }

    private ServerProbe probe(HostPort address) {
        return new ServerProbe(
                directory, supervisor, new FourLetterClient(address, Duration.ofSeconds(20), System::nanoTime));
    }
}
