package io.replicante.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnsembleTest {
    /** It is spoken of in lines that people read. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1\nnothing is wrong", "1\u001b[2J", "1\u202e2", "1\u2028"})
    void noMemberHasANameThatForgesALine(String name) {
        assertThatThrownBy(() -> member(name, "participant"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("\u001b");
        assertThatThrownBy(() -> member("1", name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMembersNameHasAnEnd() {
        assertThat(member("n".repeat(256), "participant").id()).hasSize(256);
        assertThatThrownBy(() -> member("n".repeat(257), "participant")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Ensemble.Member member(String id, String type) {
        return new Ensemble.Member(id, type, 1, true, true, true, Optional.empty());
    }
}
