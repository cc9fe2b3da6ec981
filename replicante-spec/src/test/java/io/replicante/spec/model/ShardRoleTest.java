package io.replicante.spec.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a copy may be said to do. */
class ShardRoleTest {
    /** Otherwise two copies that both lead would not be of the same role. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void onlyARoleOfTheDatastoresOwnHasAName(ShardRole.Kind kind) {
        assertThat(new ShardRole(kind, "").kind()).isEqualTo(kind);
        assertThatThrownBy(() -> new ShardRole(kind, "leader"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("role " + kind + " has no other name: leader");
    }

    @Test
    void aRoleOfTheDatastoresOwnIsNamed() {
        assertThat(ShardRole.other("Paused")).hasToString("Other:Paused");
    }
}
