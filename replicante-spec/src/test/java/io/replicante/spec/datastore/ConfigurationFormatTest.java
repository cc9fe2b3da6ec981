package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.datastore.MembershipConfiguration.ConfiguredMember;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFormatTest {
    private static void refuses(String format, String text, String version, String reason) {
        assertThatThrownBy(() -> ConfigurationFormat.parse(format, text, version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void knowsItsFormats() {
        assertThat(ConfigurationFormat.names()).containsExactlyInAnyOrder("zookeeper-dynamic", "members-json");
        refuses("etcd", "", "1", "there is no configuration format \"etcd\"");
    }

    @Test
    void boundsLength() {
        refuses("members-json", " ".repeat(1024 * 1024 + 1), "1", "longer than");
    }

    @Nested
    class ZooKeeperDynamicFormat {
        private static final String FORMAT = "zookeeper-dynamic";
        private static final String TEXT = """
                # the ensemble
                server.1=127.0.0.1:2888:3888:participant;127.0.0.1:2181
                server.2 = host-b:2888:3888:observer

                server.10=10.0.0.1:1:2|10.0.0.2:1:2;2181
                server.4=[::1]:2888:3888
                version=100000003
                """;

        @Test
        void readsMembers() {
            MembershipConfiguration configuration = ConfigurationFormat.parse(FORMAT, TEXT, "100000003");
            assertThat(configuration.version()).isEqualTo(0x100000003L);
            assertThat(configuration.text()).isEqualTo(TEXT);
            assertThat(configuration.members())
                    .containsExactly(
                            new ConfiguredMember(
                                    "1",
                                    "participant",
                                    Map.of("peers", "127.0.0.1:2888:3888", "client", "127.0.0.1:2181")),
                            new ConfiguredMember("2", "observer", Map.of("peers", "host-b:2888:3888")),
                            new ConfiguredMember(
                                    "10",
                                    "participant",
                                    Map.of("peers", "10.0.0.1:1:2|10.0.0.2:1:2", "client", "2181")),
                            new ConfiguredMember("4", "participant", Map.of("peers", "[::1]:2888:3888")));
            assertThat(configuration.member("10")).isPresent();
            assertThat(configuration.member("3")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "a, 10", "0xFF, 255", "7fffffffffffffff, 9223372036854775807", "' 5 ', 5"})
        void readsHexadecimalVersions(String version, long value) {
            assertThat(ConfigurationFormat.parse(FORMAT, "server.1=a:1:2", version)
                            .version())
                    .isEqualTo(value);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-1", "g", "8000000000000000", "12345678901234567", "1.5", "0x"})
        void refusesOtherVersions(String version) {
            refuses(FORMAT, "server.1=a:1:2", version, "is not a hexadecimal version");
        }

        @Test
        void refusesATextOfAnotherVersion() {
            refuses(FORMAT, TEXT, "100000004", "of version 100000003, reported as version 100000004");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '#',
                value = {
                    "server.1=a:1:2\\ngroup.1=1:2 # hierarchical",
                    "weight.1=2 # hierarchical",
                    "server.x=a:1:2 # not understood",
                    "server.01=a:1:2 # not understood",
                    "server.1 # not understood",
                    "server.1=a:1 # has no addresses",
                    "server.1=a # has no addresses",
                    "server.1=a:1:2:leader # is a \"leader\"",
                    "server.1=a:1:2:PARTICIPANT # is a \"PARTICIPANT\"",
                    "{} # not understood",
                    "version=x # is not a hexadecimal version",
                    "version=5 # names no member"
                })
        void refusesWhatItDoesNotUnderstand(String text, String reason) {
            refuses(FORMAT, text.replace("\\n", "\n"), "5", reason);
        }

        @Test
        void refusesAServerThatIsThereTwice() {
            refuses(FORMAT, "server.1=a:1:2\nserver.1=b:1:2", "5", "configured twice");
        }

        @Test
        void refusesNoServerAtAll() {
            refuses(FORMAT, "", "5", "names no member");
        }
    }

    @Nested
    class MembersJsonFormat {
        private static final String FORMAT = "members-json";

        @Test
        void readsMembers() {
            String text = "{\"members\": [{\"id\": \"a\", \"type\": \"voter\", \"attributes\": {\"k\": \"v\"}},"
                    + " {\"id\": \"b\", \"type\": \"arbiter\", \"since\": 5}]}";
            MembershipConfiguration configuration = ConfigurationFormat.parse(FORMAT, text, "12");
            assertThat(configuration.version()).isEqualTo(12);
            assertThat(configuration.members())
                    .isEqualTo(List.of(
                            new ConfiguredMember("a", "voter", Map.of("k", "v")),
                            new ConfiguredMember("b", "arbiter", Map.of())));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "{}",
                    "{\"members\": []}",
                    "{\"members\": [{\"id\": \"a\"}]}",
                    "{\"members\": [{\"type\": \"a\"}]}",
                    "{\"members\": [{\"id\": 1, \"type\": \"a\"}]}",
                    "{\"members\": [null]}",
                    "{\"members\": [{\"id\": \"a\", \"type\": \"t\"}, {\"id\": \"a\", \"type\": \"t\"}]}"
                })
        void refusesOtherTexts(String text) {
            assertThatThrownBy(() -> ConfigurationFormat.parse(FORMAT, text, "1"))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a", "-1", "1.5", "1234567890123456789"})
        void refusesOtherVersions(String version) {
            refuses(FORMAT, "{\"members\": [{\"id\": \"a\", \"type\": \"t\"}]}", version, "is not a decimal version");
        }
    }
}
