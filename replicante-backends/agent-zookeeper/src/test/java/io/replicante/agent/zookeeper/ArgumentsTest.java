package io.replicante.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.InvalidInputException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"3", "server.3=a:1:2:participant;127.0.0.1:4", "node-three"})
    void namesALeaverByIdByAddressAndByNode(String name) {
        ServerNames names = nodeId -> nodeId.equals("node-three")
                ? OptionalLong.of(3)
                : ServerNames.numbers().serverId(nodeId);

        assertThat(of("node", name).serverId("node", names)).isEqualTo(3);
    }

    @Test
    void refusesALeaverThatNobodyKnows() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> of("node", "node-x").serverId("node", ServerNames.numbers()))
                .withMessageContaining("node-x");
    }

    @Test
    void saysWhichArgumentIsMissing() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new Arguments(NullNode.instance).server("join"))
                .withMessageContaining("join");
    }

    private static Arguments of(String name, String value) {
        return new Arguments(JsonNodeFactory.instance.objectNode().put(name, value));
    }
}
