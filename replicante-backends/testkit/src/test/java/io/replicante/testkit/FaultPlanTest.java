package io.replicante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.replicante.spec.IndeterminateException;
import io.replicante.spec.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class FaultPlanTest {
    private final FaultPlan plan = new FaultPlan();
    private final List<String> effects = new ArrayList<>();

    private String call(Boundary boundary) {
        return plan.call(boundary, () -> {
            effects.add(boundary.name());
            return "answer " + effects.size();
        });
    }

    @Test
    void leavesCallsAloneThatHaveNoFault() {
        plan.next(Boundary.STORE_COMMIT, Fault.unavailable());

        assertThat(call(Boundary.STORE_LOAD)).isEqualTo("answer 1");

        assertThat(plan.isPending()).isTrue();
        assertThat(plan.calls()).containsExactly(Boundary.STORE_LOAD);
    }

    @Test
    void unavailableHasNoEffect() {
        plan.next(Boundary.STORE_COMMIT, Fault.unavailable());

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));

        assertThat(effects).isEmpty();
        assertThat(call(Boundary.STORE_COMMIT)).isEqualTo("answer 1");
    }

    @Test
    void anUnknownOutcomeMayBeEither() {
        plan.next(Boundary.STORE_COMMIT, Fault.indeterminateBefore());
        plan.next(Boundary.STORE_LOAD, Fault.indeterminateAfter());

        assertThatExceptionOfType(IndeterminateException.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));
        assertThatExceptionOfType(IndeterminateException.class).isThrownBy(() -> call(Boundary.STORE_LOAD));

        assertThat(effects).containsExactly("STORE_LOAD");
    }

    @Test
    void countsTheCallsThatItIsPlannedFor() {
        plan.at(2, Set.of(Boundary.STORE_COMMIT, Boundary.STORE_LOAD), Fault.unavailable());

        call(Boundary.STORE_NOW);
        call(Boundary.STORE_COMMIT);
        call(Boundary.STORE_NOW);

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> call(Boundary.STORE_LOAD));
        assertThat(plan.isPending()).isFalse();
    }

    @Test
    void severalFaultsBefallOneCallAfterTheOther() {
        plan.next(Boundary.STORE_COMMIT, Fault.unavailable()).next(Boundary.STORE_COMMIT, Fault.indeterminateBefore());

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));
        assertThatExceptionOfType(IndeterminateException.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));
        assertThat(call(Boundary.STORE_COMMIT)).isEqualTo("answer 1");
    }

    @Test
    void faultsForAlwaysStayUntilHealed() {
        plan.always(Boundary.STORE_COMMIT, Fault.unavailable());
        plan.next(Boundary.STORE_COMMIT, Fault.indeterminateAfter());

        assertThatExceptionOfType(IndeterminateException.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));

        plan.next(Boundary.STORE_COMMIT, Fault.unavailable());
        plan.heal();
        assertThat(call(Boundary.STORE_COMMIT)).isEqualTo("answer 2");
    }

    @Test
    void aCrashedProcessDoesNothingAnyMore() {
        plan.next(Boundary.STORE_COMMIT, Fault.crashAfter());

        assertThatExceptionOfType(SimulatedCrash.class)
                .isThrownBy(() -> call(Boundary.STORE_COMMIT))
                .withMessageContaining("after STORE_COMMIT");
        assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> call(Boundary.STORE_RELEASE));
        plan.heal();
        assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> call(Boundary.STREAM_PUBLISH));

        assertThat(effects).containsExactly("STORE_COMMIT");
        assertThat(plan.calls()).containsExactly(Boundary.STORE_COMMIT);
    }

    @Test
    void aCrashBeforeACallHasNoEffect() {
        plan.next(Boundary.STORE_COMMIT, Fault.crashBefore());

        assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> call(Boundary.STORE_COMMIT));

        assertThat(effects).isEmpty();
    }

    @Test
    void aProcessStoppedFromOutsideNeverSeesTheAnswerOfItsCall() {
        plan.next(Boundary.STORE_COMMIT, Fault.after(() -> plan.crash("by the test")));

        assertThatExceptionOfType(SimulatedCrash.class)
                .isThrownBy(() -> call(Boundary.STORE_COMMIT))
                .withMessageContaining("by the test");

        assertThat(effects).containsExactly("STORE_COMMIT");
    }

    @Test
    void somethingHappensBeforeOrAfter() {
        plan.next(Boundary.STORE_COMMIT, Fault.before(() -> effects.add("before")));
        plan.next(Boundary.STORE_LOAD, Fault.after(() -> effects.add("after")));

        call(Boundary.STORE_COMMIT);
        call(Boundary.STORE_LOAD);

        assertThat(effects).containsExactly("before", "STORE_COMMIT", "STORE_LOAD", "after");
    }

    @Test
    void aCallMayTakeEffectTwice() {
        plan.next(Boundary.AGENT_SCHEDULE, Fault.twice());

        assertThat(call(Boundary.AGENT_SCHEDULE)).isEqualTo("answer 1");

        assertThat(effects).hasSize(2);
    }

    @Test
    void hangsUntilInterrupted() throws InterruptedException {
        plan.next(Boundary.AGENT_NODE, Fault.hangBefore()).next(Boundary.AGENT_SCHEDULE, Fault.hangAfter());

        assertThat(hanging(Boundary.AGENT_NODE)).isInstanceOf(UnavailableException.class);
        assertThat(effects).isEmpty();
        assertThat(hanging(Boundary.AGENT_SCHEDULE)).isInstanceOf(IndeterminateException.class);
        assertThat(effects).containsExactly("AGENT_SCHEDULE");
    }

    private Throwable hanging(Boundary boundary) throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        CountDownLatch flagged = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            thrown.add(catchThrowable(() -> call(boundary)));
            if (Thread.currentThread().isInterrupted()) {
                flagged.countDown();
            }
        });
        caller.start();
        while (!plan.calls().contains(boundary)) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        assertThat(flagged.getCount()).isZero();
        return thrown.get(0);
    }

    @Test
    void refusesToCountFromNought() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan.at(0, FaultPlan.ANY, Fault.unavailable()));
    }

    @Test
    void doesNotHideWhatIsNotDeclared() {
        assertThatIllegalStateException()
                .isThrownBy(() -> plan.call(Boundary.STORE_LOAD, () -> {
                    throw new IOException("refused by the test");
                }))
                .withCauseInstanceOf(IOException.class);
    }
}
