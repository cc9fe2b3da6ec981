package io.replicante.examples.quickstart;

import io.replicante.spec.ReplicanteException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the steps on the stage, and says at the end whether all was as it should be. */
final class Play {
    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int CANNOT_BEGIN = 2;
    static final int SABOTAGE_DETECTED = 3;

    private static final Duration AFTERTHOUGHT = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(Play.class);

    private final Options options;
    private final Stage stage;
    private final Timeline timeline;
    private final Map<String, Double> durations = new LinkedHashMap<>();
    private final long beganNanos = System.nanoTime();
    private boolean detected;
    private boolean failed;

    Play(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
        this.timeline = stage.timeline();
    }

    private static List<Step> steps(Sabotage sabotage) {
        return switch (sabotage) {
            case NONE ->
                List.of(
                        new ConvergeStep(),
                        new KillLeaderStep(),
                        new EarlyRestartStep(),
                        new ReplaceStep(),
                        new RestartAllStep());
            case NO_RESTART -> List.of(new ConvergeStep(), new RestartAllStep());
            case NO_PROVISION -> List.of(new ConvergeStep());
            case NO_ROLE -> List.of(new ConvergeStep(), new SabotageStep());
        };
    }

    /**
     * Plays.
     *
     * @return the exit code
     */
    int run() throws InterruptedException, IOException {
        stage.begin();
        if (options.sabotage() == Sabotage.NO_PROVISION) {
            stage.beginSabotage();
        }
        for (Step step : steps(options.sabotage())) {
            if (!failed && !detected) {
                play(step);
            }
        }
        play(new ReadBackStep());
        play(new EventsStep());
        if (options.keepRunning() && !failed && !detected) {
            finish(true);
            stayUp();
        }
        stage.close();
        return finish(false);
    }

    private void play(Step step) throws InterruptedException {
        timeline.title(step.title());
        long began = System.nanoTime();
        try {
            step.run(stage, new Patience(step.deadline(), detected ? () -> {} : this::lookForSabotage));
        } catch (SabotageDetectedException found) {
            detected = true;
            timeline.note("the engine has noticed: " + found.getMessage());
            explain();
        } catch (StepFailedException failure) {
            fail(failure);
            explain();
        } catch (RuntimeException unexpected) {
            LOGGER.atError().setCause(unexpected).log("A step failed unexpectedly");
            fail(unexpected);
        } finally {
            durations.put(step.name(), seconds(System.nanoTime() - began));
        }
    }

    private void fail(RuntimeException failure) {
        failed = true;
        timeline.note("FAILED: " + failure.getMessage());
    }

    private void lookForSabotage() {
        Set<String> codes = options.sabotage().detectedBy();
        stage.engine().findings().stream()
                .filter(finding -> codes.contains(finding.code()) && stage.isSabotaged(finding.since()))
                .findFirst()
                .ifPresent(finding -> {
                    throw new SabotageDetectedException(finding.code() + ": " + finding.message());
                });
    }

    /** Gives the engine the time to say what it thinks of it, and prints that. */
    private void explain() throws InterruptedException {
        timeline.title("What the engine says of the cluster");
        try {
            if (detected) {
                new Patience(AFTERTHOUGHT, () -> {})
                        .await("the engine goes on", stage.engine().nextCycle());
            }
            timeline.print(stage.engine().explain());
        } catch (StepFailedException | ReplicanteException silent) {
            timeline.print("nothing: " + silent.getMessage());
        }
    }

    private int finish(boolean goesOn) throws IOException {
        List<Check> checks = new FinalChecks(stage, options.sabotage()).all(goesOn);
        boolean clean = !failed && checks.stream().allMatch(Check::passed);
        boolean passed = clean && options.sabotage() == Sabotage.NONE;
        report(passed, checks);
        tell(checks, passed, clean && detected);
        return passed ? PASSED : clean && detected ? SABOTAGE_DETECTED : FAILED;
    }

    private void report(boolean passed, List<Check> checks) throws IOException {
        durations.put("total", seconds(System.nanoTime() - beganNanos));
        Ledger ledger = stage.ledger();
        Report report = new Report(
                passed,
                options.sabotage().word(),
                stage.watch().pids(),
                new Report.Writes(
                        ledger.count(),
                        stage.readBack(),
                        ledger.uncertainCount(),
                        seconds(ledger.longestPause().toNanos())),
                durations,
                stage.engine().effort(),
                checks,
                Report.Decided.of(timeline.events()),
                timeline.entries());
        report.write(options.report());
    }

    private void tell(List<Check> checks, boolean passed, boolean asPlanned) {
        timeline.title("What happened, when and why");
        timeline.print(Story.table(timeline.events(), event -> timeline.since(event.time())));
        timeline.title("What had to be so");
        checks.forEach(check ->
                timeline.print((check.passed() ? "  yes  " : "  NO   ") + check.name() + " (" + check.detail() + ")"));
        timeline.print("");
        timeline.print(stage.engine().effort().words());
        timeline.print(String.format("Report: %s%nLog:    %s", options.report(), options.log()));
        String total = Optional.ofNullable(durations.get("total")).orElse(0.0) + " s";
        if (passed) {
            timeline.print("PASSED in " + total);
        } else if (asPlanned) {
            timeline.print("The sabotage was detected and nothing was lost, in " + total);
        } else {
            timeline.print("FAILED after " + total);
        }
    }

    private void stayUp() throws InterruptedException {
        timeline.print("");
        timeline.print("The ensemble stays up: " + stage.ensemble().clientAddresses());
        timeline.print("Kill one of its servers and see. Ctrl-C ends everything.");
        Thread.currentThread().join();
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0;
    }
}
