package io.replicante.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {
    private static final String ID = "0f3c2d4e-1111-4aaa-8bbb-00000000000a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                "0F3C2D4E-1111-4AAA-8BBB-00000000000A",
                "0f3c2d4e11114aaa8bbb00000000000a",
                "{" + ID + "}",
                "urn:uuid:" + ID,
                "URN:UUID:" + ID
            })
    void readsEachForm(String form) {
        assertThat(Uuids.parse(form)).contains(UUID.fromString(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "urn:uuid:",
                "1-1-1-1-1",
                "{" + ID,
                ID + "}",
                "urn:uuid:{" + ID + "}",
                "0f3c2d4e-1111-4aaa-8bbb-00000000000g",
                "0f3c2d4e11114aaa-8bbb-0000-00000000a"
            })
    void takesNothingElse(String text) {
        assertThat(Uuids.parse(text)).isEmpty();
    }

    @Test
    void marksWhatIsRandomAsSuch() {
        RandomGenerator random = new SplittableRandom(7);
        Set<UUID> made = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            UUID id = Uuids.random(random);
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            made.add(id);
        }
        assertThat(made).hasSize(100);
    }
}
