package io.replicante.spec.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicante.spec.model.OffsetUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardClassTest {
    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*, '', true",
        "data, data, true",
        "data, data2, false",
        "data*, data2, true",
        "data*, my-data, false",
        "*-meta, x-meta, true",
        "*-meta, x-meta-y, false",
        "a*b*c, a-b-c, true",
        "a*b*c, abc, true",
        "a*b*c, ac, false",
        "a*b*c, a-c-b, false",
        "ab*ba, aba, false",
        "ab*ba, abba, true",
        "a*bc*cd, abcd, false",
        "a*bc*cd, abccd, true",
        "*ab*bc*, abc, false",
        "*ab*bc*, abbc, true",
        "*aa*aa, aaa, false",
        "a.c, abc, false",
        "**, x, true"
    })
    void matchesWholeIds(String match, String shardId, boolean matches) {
        ShardClass shardClass = new ShardClass(
                match,
                ShardClass.Layout.BY_ID,
                new ShardClass.Primaries(0, 1),
                new Durability.Quorum(),
                new Offsets(OffsetUnit.SECONDS, Optional.empty()));
        assertThat(shardClass.matches(shardId)).isEqualTo(matches);
    }

    @Test
    void refusesPrimariesThatCannotBe() {
        assertThatThrownBy(() -> new ShardClass.Primaries(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShardClass.Primaries(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
