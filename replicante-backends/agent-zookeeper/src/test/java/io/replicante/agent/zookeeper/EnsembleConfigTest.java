package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleConfigTest {

    private static final String TEXT = """
            server.10=127.0.0.1:2:3:observer;127.0.0.1:4
            server.2=127.0.0.1:5:6:participant;127.0.0.1:7
            version=100003ce3""";

    @Test
    void readsMembersAndHexadecimalVersion() {
        EnsembleConfig config = EnsembleConfig.parse(TEXT);

        assertThat(config.version()).isEqualTo(0x100003ce3L);
        assertThat(config.participants()).extracting(EnsembleMember::serverId).containsExactly(2L);
        assertThat(config.member(10).orElseThrow().type()).isEqualTo(MemberType.OBSERVER);
        assertThat(config.member(3)).isEmpty();
    }

    @Test
    void writesServersInTheOrderOfTheirIdsWhateverTheOrderTheyCameIn() {
        assertThat(EnsembleConfig.parse(TEXT).render()).isEqualTo("""
                        server.2=127.0.0.1:5:6:participant;127.0.0.1:7
                        server.10=127.0.0.1:2:3:observer;127.0.0.1:4
                        version=100003ce3""");
    }

    @Test
    void keepsWeightsAndGroupsAndSkipsComments() {
        String text = """
                # written by hand

                server.1=a:1:2
                group.1=1
                weight.1=2
                version=0""";

        assertThat(EnsembleConfig.parse(text).render()).isEqualTo("""
                        server.1=a:1:2:participant
                        group.1=1
                        weight.1=2
                        version=0""");
    }

    @Test
    void startsFilesWithoutTheVersion() {
        assertThat(EnsembleConfig.parse(TEXT).renderEntries()).doesNotContain("version");
    }

    @Test
    void keepsItsVersionWhenAMemberIsAdded() {
        EnsembleConfig grown = EnsembleConfig.parse(TEXT).with(EnsembleMember.parse("server.3=c:1:2;3"));

        assertThat(grown.members()).containsOnlyKeys(2L, 3L, 10L);
        assertThat(grown.version()).isEqualTo(0x100003ce3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.1=a:1:2\nserver.1=b:1:2", "server.1", "version=xyz", "server.x=a:1:2"})
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EnsembleConfig.parse(text));
    }
}
