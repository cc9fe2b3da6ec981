package io.replicante.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x61c, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff, 0xe0041
            })
    void showsWhatCouldForgeALineOrTurnATextAround(int unfit) {
        String text = "a" + Character.toString(unfit) + "b";

        assertThat(PlainText.isPlain(text)).isFalse();
        assertThat(PlainText.escaped(text)).matches("a(\\\\u[0-9a-f]{4})+b");
        assertThat(PlainText.cut(text, 10)).isEqualTo("a b");
        assertThat(new Problem("", 0, text).reason()).isEqualTo("a b");
    }

    @Test
    void leavesLettersOfAllScriptsAlone() {
        String text = "größer, 大きい, أكبر, 🙂 \\ $1";

        assertThat(PlainText.isPlain(text)).isTrue();
        assertThat(PlainText.escaped(text)).isEqualTo(text);
        assertThat(PlainText.cut(text, 100)).isEqualTo(text);
    }

    @Test
    void leavesNoHalfOfACharacterWhereItCuts() {
        assertThat(PlainText.cut("a🙂b", 2)).isEqualTo("a ...");
    }
}
