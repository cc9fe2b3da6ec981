package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Reason;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of each built-in rule, whatever it asks. */
class AllRulesTest {
    private static final List<SafetyRule> RULES = Gate.builtIn();

    static Stream<Named<Supplier<GateCase>>> cases() {
        return Stream.concat(
                EveryRuleTest.rows()
                        .flatMap(row -> Stream.of(
                                named(row.toString(), () -> row.scene().apply(true)),
                                named(row + ", without it", () -> row.scene().apply(false)))),
                EveryRuleTest.blind().map(row -> named(row.toString(), row.scene())));
    }

    private static Named<Supplier<GateCase>> named(String name, Supplier<GateCase> scene) {
        return Named.of(name, scene);
    }

    /** Also those that a kind of work does not ask: each answers what it is asked, in its own name, and always the same. */
    @ParameterizedTest
    @MethodSource("cases")
    void answersEveryCaseInItsOwnName(Supplier<GateCase> scene) {
        GateCase judged = scene.get();
        List<Reason> answers = RULES.stream().map(rule -> rule.judge(judged)).toList();

        assertThat(answers)
                .doesNotContainNull()
                .extracting(Reason::rule)
                .containsExactlyElementsOf(RULES.stream().map(SafetyRule::id).toList());
        assertThat(answers)
                .extracting(Reason::message)
                .allSatisfy(message -> assertThat(message).isNotBlank());
        assertThat(RULES.stream().map(rule -> rule.judge(judged)).toList()).isEqualTo(answers);
    }

    @Test
    void saysWhatWouldUnblockItAsNoOtherDoes() {
        assertThat(RULES.stream().map(SafetyRule::unblockedBy).collect(Collectors.toSet()))
                .hasSameSizeAs(RULES)
                .allSatisfy(help -> assertThat(help).isNotBlank());
    }

    @Test
    void saysWhatItIsForAndHowMuchItWeighs() {
        assertThat(RULES).allSatisfy(rule -> {
            assertThat(rule.appliesTo()).isNotEmpty();
            assertThat(rule.severity()).isNotNull();
        });
    }
}
