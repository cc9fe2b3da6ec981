package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.replicante.agent.zookeeper.ServerAnswer.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAnswerTest {

    private static final String MEMBERS = "server.1=127.0.0.1:2:3:participant;127.0.0.1:4\nversion=100000000";
    private static final String CONF = Answers.conf(1, "/d/data", MEMBERS);

    @Test
    void readsWhatAServingServerSays() {
        ServerAnswer answer =
                ServerAnswer.read(Answers.srvr("leader", "0x1000000fc"), CONF).orElseThrow();

        assertThat(answer.mode()).isEqualTo(Mode.LEADER);
        assertThat(answer.lastZxid()).isEqualTo(0x1000000fcL);
        assertThat(answer.outstandingRequests()).isEqualTo(3);
        assertThat(answer.version()).isEqualTo("3.9.5");
        assertThat(answer.revision()).contains("293c895a8d966a3ecb92872be4a1daf87d725da2");
        assertThat(answer.serverId()).isEqualTo(1);
        assertThat(answer.dataDirectory()).isEqualTo("/d/data/version-2");
        assertThat(answer.members()).isEqualTo(EnsembleConfig.parse(MEMBERS));
    }

    @Test
    void isEmptyWhenEitherAnswerSaysThatTheServerDoesNotServe() {
        assertThat(ServerAnswer.read(Answers.NOT_SERVING, CONF)).isEmpty();
        assertThat(ServerAnswer.read(Answers.srvr("leader", "0x1"), Answers.NOT_SERVING))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "Zookeeper version: 3.9.5\nMode: king\nZxid: 0x1\nOutstanding: 1\n"})
    void refusesWhatItDoesNotUnderstand(String srvr) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAnswer.read(srvr, CONF));
    }

    @Test
    void refusesAnAnswerWithoutMembers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAnswer.read(Answers.srvr("leader", "0x1"), "serverId=1\ndataDir=/d\n"))
                .withMessageContaining("members");
    }
}
