package io.replicante.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void takesAConfigurationOrNone() {
        assertThat(Options.parse()).isEqualTo(new Options(Optional.empty(), false));
        assertThat(Options.parse("--config", "a.yaml").config()).isEqualTo(Optional.of(Path.of("a.yaml")));
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--confg", "a"))
                .withMessageContaining("--confg");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--config"));
    }
}
