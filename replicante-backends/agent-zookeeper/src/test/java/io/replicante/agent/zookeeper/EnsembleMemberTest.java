package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleMemberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "server.1=zk1:2888:3888:participant;0.0.0.0:2181 server.1=zk1:2888:3888:participant;0.0.0.0:2181",
                "server.2=zk2:2888:3888 server.2=zk2:2888:3888:participant",
                "server.3=[::1]:2888:3888:observer;2181 server.3=[::1]:2888:3888:observer;2181",
                "server.4=a:1:2|b:3:4:participant;[::1]:5 server.4=a:1:2|b:3:4:participant;[::1]:5",
            })
    void readsEveryFormAndWritesItInFull(String text, String full) {
        assertThat(EnsembleMember.parse(text).render()).isEqualTo(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "server.1",
                "member.1=a:1:2",
                "server.-1=a:1:2",
                "server.1=a",
                "server.1=a:1",
                "server.1=:1:2",
                "server.1=a:0:2",
                "server.1=a:1:65536",
                "server.1=a:1:2:leader",
                "server.1=::1:1:2",
            })
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EnsembleMember.parse(text));
    }

    @Test
    void isTheSameServerWhateverItsType() {
        EnsembleMember voter = EnsembleMember.parse("server.1=a:1:2:participant;3");

        assertThat(voter.isSameServerAs(voter.as(MemberType.OBSERVER))).isTrue();
        assertThat(voter.isSameServerAs(EnsembleMember.parse("server.1=b:1:2:participant;3")))
                .isFalse();
        assertThat(voter.isSameServerAs(EnsembleMember.parse("server.2=a:1:2:participant;3")))
                .isFalse();
    }
}
