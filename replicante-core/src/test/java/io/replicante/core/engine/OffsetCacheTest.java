package io.replicante.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.fixture.Shell;
import io.replicante.core.state.PrimaryOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OffsetCacheTest {
    private static final Instant NOW = Instant.parse("2031-03-09T07:00:00Z");
    private static final List<PrimaryOffset> READ = List.of(new PrimaryOffset("tree", "n1", 1, "zxid", 100, NOW));

    @Test
    void whatAPersonForgotIsReadAnewAndWrittenAtOnce() {
        OffsetCache cache = new OffsetCache(Duration.ofMinutes(1));
        cache.keep(Shell.CLUSTER, READ, true, NOW);
        assertThat(cache.newest(Shell.CLUSTER, List.of())).isEqualTo(READ);
        assertThat(cache.isDue(Shell.CLUSTER, NOW)).isFalse();

        cache.forget(Shell.CLUSTER);

        assertThat(cache.newest(Shell.CLUSTER, List.of())).isEmpty();
        assertThat(cache.isDue(Shell.CLUSTER, NOW)).isTrue();
    }
}
