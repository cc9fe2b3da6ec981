package io.replicante.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestartOrderTest {
    @Test
    void acceptsOneAfterTheOther() {
        Told told = new Told()
                .restartBegins("node-1")
                .restartEnds("node-1", "COMPLETE")
                .restartBegins("node-2")
                .restartEnds("node-2", "COMPLETE");

        assertThat(RestartOrder.check(told.events(), 2).passed()).isTrue();
    }

    @Test
    void refusesTwoAtATime() {
        Told told = new Told()
                .restartBegins("node-1")
                .restartBegins("node-2")
                .restartEnds("node-1", "COMPLETE")
                .restartEnds("node-2", "COMPLETE");

        assertThat(RestartOrder.check(told.events(), 2)).satisfies(check -> {
            assertThat(check.passed()).isFalse();
            assertThat(check.detail()).contains("node-2 began before the end of restart the server of node-1");
        });
    }

    @Test
    void refusesAFailure() {
        Told told = new Told().restartBegins("node-1").restartEnds("node-1", "FAILED");

        assertThat(RestartOrder.check(told.events(), 1).passed()).isFalse();
    }

    @Test
    void missesWhatWasNotDone() {
        Told told = new Told().restartBegins("node-1").restartEnds("node-1", "COMPLETE");

        assertThat(RestartOrder.check(told.events(), 3).passed()).isFalse();
    }

    @Test
    void missesAnEnd() {
        Told told = new Told().restartBegins("node-1");

        assertThat(RestartOrder.check(told.events(), 0).passed()).isFalse();
    }
}
