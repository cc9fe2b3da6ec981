package io.replicante.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Reason;

/** Asserts what a rule answers, and by which of its reasons. */
final class Reasons {
    private Reasons() {}

    static void assertAnswer(Reason reason, Reason.Answer answer, String message) {
        assertThat(reason.message()).contains(message);
        assertThat(reason.answer()).as(reason.message()).isEqualTo(answer);
    }
}
