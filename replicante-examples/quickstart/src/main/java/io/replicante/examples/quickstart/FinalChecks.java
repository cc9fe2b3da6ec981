package io.replicante.examples.quickstart;

import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must be so at the end of every run, and what only when nothing was sabotaged. */
record FinalChecks(Stage stage, Sabotage sabotage) {
    List<Check> all(boolean goesOn) {
        List<Check> checks = new ArrayList<>(stage.checks());
        List<Event> events = stage.timeline().events();
        if (sabotage == Sabotage.NONE) {
            checks.add(VoteOrder.learntBeforeVoting(events));
            checks.add(Confirmation.check(events));
            checks.add(RestartOrder.check(events, Stage.SIZE));
            checks.add(Check.of(
                    "the ensemble has its three members",
                    stage.watch().voters().size() == Stage.SIZE,
                    "servers " + stage.watch().voters() + " vote"));
        }
        checks.add(Check.of(
                "never were two voters away together",
                stage.watch().mostAway() <= 1,
                "at most " + stage.watch().mostAway() + " at any look"));
        checks.add(VoteOrder.neverFourWithOneDead(
                events, stage.lostServer(), stage.watch().dangers()));
        checks.add(acknowledgedWrites());
        checks.add(gapless());
        if (!goesOn) {
            checks.add(nothingLeft());
        }
        return checks;
    }

    private Check acknowledgedWrites() {
        int acknowledged = stage.ledger().count();
        return Check.of(
                "no acknowledged write was lost",
                acknowledged > 0 && stage.readBack() == acknowledged,
                stage.readBack() + " of " + acknowledged + " read back, the longest pause between two was "
                        + stage.ledger().longestPause().toMillis() + " ms");
    }

    /** That everything had arrived was awaited before; the engine has gone on since, and may have told more. */
    private Check gapless() {
        Map<StreamKey, Long> last = stage.timeline().sequences().last();
        List<String> gaps = stage.timeline().sequences().gaps();
        return Check.of(
                "events are without gaps", gaps.isEmpty(), gaps.isEmpty() ? "the last are " + last : gaps.toString());
    }

    private Check nothingLeft() {
        List<Long> alive = stage.watch().pids().stream()
                .filter(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                .toList();
        return Check.of(
                "no process is left behind",
                alive.isEmpty(),
                alive.isEmpty() ? stage.watch().pids().size() + " processes ran" : "still alive: " + alive);
    }
}
