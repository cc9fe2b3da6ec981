package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of each built-in check, whatever it looks at. */
class AllChecksTest {
    private static final List<DesiredStateCheck> CHECKS = Checks.builtIn();

    /** By its name a check that failed is told from the others. */
    @Test
    void hasANameOfItsOwn() {
        assertThat(CHECKS.stream().map(DesiredStateCheck::name).collect(Collectors.toSet()))
                .hasSameSizeAs(CHECKS)
                .allSatisfy(name -> assertThat(name).matches("[a-z]+(-[a-z]+)*"));
    }
}
