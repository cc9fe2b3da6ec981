package io.replicante.examples.server;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicante.examples.server.config.BackendConfig;
import io.replicante.spec.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BackendsTest {
    @Test
    void refusesTypesThatAreNotOnTheClassPath() {
        BackendConfig absent = new BackendConfig("absent", Map.of());
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Backends.store(absent, () -> {
                    throw new AssertionError("must not fall back to memory");
                }))
                .withMessageContaining("store.type")
                .withMessageContaining("absent is not on the class path");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Backends.stream(absent, absent, () -> {
                    throw new AssertionError("must not fall back to memory");
                }))
                .withMessageContaining("stream.type");
    }
}
