package io.replicante.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
    private static ServerConfig read(String yaml) {
        return ConfigReader.read("server.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(InvalidInputException.class, () -> read(yaml))
                .problems();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "http:\n", "{}"})
    void standsInMemoryOnThisMachineWhereNothingIsSaid(String yaml) {
        assertThat(read(yaml)).isEqualTo(ServerConfig.DEFAULT);
        assertThat(ServerConfig.DEFAULT.bind()).hasToString("127.0.0.1:16016");
    }

    @Test
    void readsEveryKey() {
        ServerConfig config = read("""
                http: {bind: "[::1]:8080"}
                store: {type: jdbc, url: "jdbc:h2:mem:x", username: sa, password: ""}
                stream: {type: kafka, bootstrap_servers: "localhost:9092", topic: events}
                engine: {instance_id: east, lease: PT10S, poll: PT0.2S}
                """);
        assertThat(config.bind()).isEqualTo(new Bind("::1", 8080));
        assertThat(config.store().settings())
                .isEqualTo(Map.of("url", "jdbc:h2:mem:x", "username", "sa", "password", ""));
        assertThat(config.stream().settings())
                .isEqualTo(Map.of("bootstrap_servers", "localhost:9092", "topic", "events"));
        assertThat(config.engine().instanceId()).isEqualTo(Optional.of("east"));
        assertThat(config.engine().settings().leases().duration()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.engine().settings().work().poll()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void listsEveryProblemWithItsPlace() {
        assertThat(problems("""
                        htp: {}
                        http: {bind: 16016}
                        store: {type: jdbc, urll: x}
                        stream: {type: kafkaa}
                        engine: {lease: PT1S, poll: soon}
                        """))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "htp", "http.bind", "store.url", "store.urll", "stream.type", "engine.lease", "engine.poll");
        assertThat(problems("stroe: {type: memory}").get(0).reason()).contains("did you mean \"store\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store: {type: memory, path: /tmp/x} | store.path",
                "store: {type: embedded} | store.path",
                "store: {type: embedded, path: ''} | store.path",
                "store: {path: /tmp/x} | store.type",
                "stream: {type: store, topic: x} | stream.topic",
                "http: {bind: 'localhost'} | http.bind",
                "http: {bind: ':1'} | http.bind",
                "http: {bind: '::1:1'} | http.bind",
                "http: {bind: 'a:65536'} | http.bind",
                "http: {bind: 'a:-1'} | http.bind"
            })
    void refusesWhatDoesNotBelongTogether(String yaml, String path) {
        assertThat(problems(yaml)).extracting(Problem::path).contains(path);
    }

    @Test
    void makesWhatIsDoneUnderAShortLeaseFitIntoIt() {
        for (String lease : List.of("PT3S", "PT5S", "PT29S", "PT10M")) {
            assertThat(read("engine: {lease: " + lease + "}")
                            .engine()
                            .settings()
                            .leases()
                            .duration())
                    .isEqualTo(Duration.parse(lease));
        }
    }

    @Test
    void showsNoPassword() {
        assertThat(read("store: {type: jdbc, url: 'jdbc:x', password: secret}").toString())
                .contains("jdbc:x")
                .doesNotContain("secret");
    }
}
