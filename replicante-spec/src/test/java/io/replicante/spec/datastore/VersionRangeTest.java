package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource({
        "'>=3.5.0 <4.0.0', 3.5.0, true",
        "'>=3.5.0 <4.0.0', 3.5, true",
        "'>=3.5.0 <4.0.0', 3.9.5, true",
        "'>=3.5.0 <4.0.0', 3.10, true",
        "'>=3.5.0 <4.0.0', 3.99.99.99, true",
        "'>=3.5.0 <4.0.0', 3.4.14, false",
        "'>=3.5.0 <4.0.0', 4, false",
        "'>=3.5.0 <4.0.0', 4.0.0, false",
        "'>=3.5.0 <4.0.0', 3.9.5-cdh7, true",
        "'>=3.5.0 <4.0.0', 3.9.5+build.7, true",
        "'>=3.5.0 <4.0.0', 3.5.0-alpha, false",
        "'>=3.5.0 <4.0.0', 4.0.0-beta, false",
        "'>=3.5.0 <4.0.0', 4.0.0+build, false",
        "'>3.5 <=3.6', 3.5.0, false",
        "'>3.5 <=3.6', 3.5.1, true",
        "'>3.5 <=3.6', 3.5-x, false",
        "'>3.5 <=3.6', 3.6, true",
        "'>3.5 <=3.6', 3.6.1, false",
        "=3.6, 3.6.0, true",
        "=3.6, 3.6.1, false",
        "=3.6, 3.6-rc1, false",
        ">=0, 0, true",
        ">=3, unknown, false",
        ">=3, '', false",
        ">=3, 3.x, false",
        ">=3, 3..5, false",
        ">=3, v3.5, false",
        ">=3, 3.5 (Debian), false",
        ">=3, 1234567890123456789, false",
        ">=3, -1, false",
        ">=3, +1, false",
        "<3.1, 3.1.1.1.1.1.1.1, false",
        ">=3.1.1.1.1.1.1.1, 3.1.1.1.1.1.1.1, true",
        ">=3, 3.1.1.1.1.1.1.1.1, false"
    })
    void containsWhatItWasWrittenFor(String range, String version, boolean contained) {
        assertThat(new VersionRange(range).contains(version)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "3.5", "~3.5", ">= 3.5", ">=", ">=x", ">=3.5-beta", "3.5 - 4", ">=3 ||<2"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> new VersionRange(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheText() {
        assertThat(new VersionRange(" >=3  <4 ")).hasToString(" >=3  <4 ");
        assertThat(new VersionRange(" >=3  <4 ").contains("3.1")).isTrue();
    }
}
