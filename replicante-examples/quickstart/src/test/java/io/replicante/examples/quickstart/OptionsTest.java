package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void writesToTheTargetDirectoryUnlessToldOtherwise() {
        assertThat(Options.parse()).hasValueSatisfying(options -> {
            assertThat(options.report().toString()).endsWith("quickstart/target/quickstart-report.json");
            assertThat(options.keepRunning()).isFalse();
            assertThat(options.sabotage()).isEqualTo(Sabotage.NONE);
        });
    }

    @Test
    void readsEveryOption() {
        assertThat(Options.parse("--keep-running", "--sabotage", "no-role", "--dir", "/tmp/x"))
                .contains(new Options(true, Sabotage.NO_ROLE, Path.of("/tmp/x")));
    }

    @Test
    void namesTheSabotagesThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--sabotage", "none"))
                .withMessageContaining("no-restart|no-provision|no-role");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--fast"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--dir"));
    }

    @Test
    void helps() {
        assertThat(Options.parse("--keep-running", "--help")).isEmpty();
    }
}
