package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FixtureWorld;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.agent.ActionKinds;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** A rule for voluntary work that is not harmless, which waits, and of which one method throws. */
    private record Throwing(Method method) implements SafetyRule {
        private <T> T answer(Method asked, T answer) {
            if (asked == method) {
                throw new IllegalStateException("no idea");
            }
            return answer;
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
        SafetyRule rule = new Guarded(new Throwing(Method.NONE));

        assertThat(rule.id()).isEqualTo("acme");
        assertThat(rule.appliesTo()).containsExactly(WorkClass.VOLUNTARY);
        assertThat(rule.appliesToHarmless()).isFalse();
        assertThat(rule.severity()).isEqualTo(SafetyRule.Severity.WAITS);
        assertThat(rule.unblockedBy()).isEqualTo("a quiet day");
        assertThat(rule.judge(judged).message()).isEqualTo("all is well");
        assertThat(rule.judge(judged).answer()).isEqualTo(Reason.Answer.HOLDS);
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whateverThrowsIsUnknown(Method method) {
        SafetyRule rule = new Guarded(new Throwing(method));

        assertThat(rule.judge(judged).answer()).isEqualTo(Reason.Answer.UNKNOWN);
        assertThat(rule.judge(judged).message())
                .startsWith("the rule failed to answer: ")
                .contains("no idea");
        assertThat(rule.judge(judged).rule()).isEqualTo(method == Method.ID ? Throwing.class.getName() : "acme");
    }

    @Test
    void whatThrowsAppliesToEverythingAndRefuses() {
        assertThat(new Guarded(new Throwing(Method.ID)).id()).isEqualTo(Throwing.class.getName());
        assertThat(new Guarded(new Throwing(Method.APPLIES_TO)).appliesTo()).containsExactly(WorkClass.values());
        assertThat(new Guarded(new Throwing(Method.APPLIES_TO_HARMLESS)).appliesToHarmless())
                .isTrue();
        assertThat(new Guarded(new Throwing(Method.SEVERITY)).severity()).isEqualTo(SafetyRule.Severity.REFUSES);
        assertThat(new Guarded(new Throwing(Method.UNBLOCKED_BY)).unblockedBy()).isEqualTo("a rule that does not fail");
    }
}
