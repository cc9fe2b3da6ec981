package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.agent.ActionKinds;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's rule that works is asked as it is; one of which any method throws stands against everything. */
class GuardedTest {
    private final GateCase judged = FixtureCases.of(FixtureWorld.of("").then(4, ""), ActionKinds.STORE_RESTART, "b");

    private enum Method {
        ID,
        APPLIES_TO,
        APPLIES_TO_HARMLESS,
        SEVERITY,
        UNBLOCKED_BY,
        JUDGE,
        NONE
    }

    /** A rule for voluntary work that is not harmless, which waits, and of which one method throws, or answers nothing. */
    private record Failing(Method method, boolean silently) implements SafetyRule {
        @SuppressWarnings("NullAway") // what a host's code may do all the same
        private <T> T answer(Method asked, T answer) {
            if (asked != method) {
                return answer;
            }
            if (silently) {
                return null;
            }
            throw new IllegalStateException("no idea");
        }

        @Override
        public String id() {
            return answer(Method.ID, "acme");
        }

        @Override
        public Set<WorkClass> appliesTo() {
            return answer(Method.APPLIES_TO, EnumSet.of(WorkClass.VOLUNTARY));
        }

        @Override
        public boolean appliesToHarmless() {
            return answer(Method.APPLIES_TO_HARMLESS, false);
        }

        @Override
        public Severity severity() {
            return answer(Method.SEVERITY, Severity.WAITS);
        }

        @Override
        public String unblockedBy() {
            return answer(Method.UNBLOCKED_BY, "a quiet day");
        }

        @Override
        public Reason judge(GateCase judged) {
            return answer(Method.JUDGE, new Reason("acme", Reason.Answer.HOLDS, "all is well"));
        }
    }

    @Test
    void whatWorksIsAskedAsItIs() {
        SafetyRule rule = new Guarded(new Failing(Method.NONE, false));

        assertThat(rule.id()).isEqualTo("acme");
        assertThat(rule.appliesTo()).containsExactly(WorkClass.VOLUNTARY);
        assertThat(rule.appliesToHarmless()).isFalse();
        assertThat(rule.severity()).isEqualTo(SafetyRule.Severity.WAITS);
        assertThat(rule.unblockedBy()).isEqualTo("a quiet day");
        assertThat(rule.judge(judged).message()).isEqualTo("all is well");
        assertThat(rule.judge(judged).answer()).isEqualTo(Reason.Answer.HOLDS);
    }

    static Stream<Failing> failing() {
        return Stream.of(Method.values())
                .filter(method -> method != Method.NONE)
                .flatMap(method -> Stream.of(new Failing(method, false), new Failing(method, true)));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void whateverFailsIsUnknown(Failing failing) {
        Reason reason = new Guarded(failing).judge(judged);

        assertThat(reason.answer()).isEqualTo(Reason.Answer.UNKNOWN);
        assertThat(reason.message()).startsWith("the rule failed to answer: ");
        assertThat(reason.rule()).isEqualTo(failing.method() == Method.ID ? Failing.class.getName() : "acme");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatFailsAppliesToEverythingAndRefuses(boolean silently) {
        assertThat(failing(Method.ID, silently).id()).isEqualTo(Failing.class.getName());
        assertThat(failing(Method.APPLIES_TO, silently).appliesTo()).containsExactly(WorkClass.values());
        assertThat(failing(Method.APPLIES_TO_HARMLESS, silently).appliesToHarmless())
                .isTrue();
        assertThat(failing(Method.SEVERITY, silently).severity()).isEqualTo(SafetyRule.Severity.REFUSES);
        assertThat(failing(Method.UNBLOCKED_BY, silently).unblockedBy()).isEqualTo("a rule that does not fail");
    }

    private static SafetyRule failing(Method method, boolean silently) {
        return new Guarded(new Failing(method, silently));
    }
}
