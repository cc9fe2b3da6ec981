package io.replicante.spec.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdSetTest {
    @Test
    void agreesWithAHashSetOverManyIds() {
        Random random = new Random(20260301);
        IdSet ids = new IdSet();
        Set<UUID> expected = new HashSet<>();
        for (int step = 0; step < 20_000; step++) {
            UUID id = new UUID(random.nextInt(100), random.nextInt(100));
            assertThat(ids.contains(id)).isEqualTo(expected.contains(id));
            ids.add(id);
            expected.add(id);
        }
        assertThat(ids.size()).isEqualTo(expected.size());
        assertThat(expected).allMatch(ids::contains);
    }

    @Test
    void holdsTheIdThatIsAllZero() {
        IdSet ids = new IdSet();
        assertThat(ids.contains(new UUID(0, 0))).isFalse();
        ids.add(new UUID(0, 0));
        ids.add(new UUID(0, 0));

        assertThat(ids.contains(new UUID(0, 0))).isTrue();
        assertThat(ids.size()).isEqualTo(1);
    }
}
