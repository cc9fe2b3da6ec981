package io.replicante.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of each built-in remedy, whatever it proposes. */
class AllRemediesTest {
    /** By its name it is told who proposed an action. */
    @Test
    void hasANameOfItsOwn() {
        assertThat(Planner.with(List.of()).remedies())
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("[a-z]+(-[a-z]+)*"));
    }
}
