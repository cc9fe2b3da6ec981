package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.cluster.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code in-window}: voluntary work is begun in a maintenance window only, and early enough that an absence with an end is over before
 * the window closes.
 *
 * <p>Evidence: the declaration, and the time.
 */
final class InWindow implements SafetyRule {
    @Override
    public String id() {
        return "in-window";
    }

    @Override
    public String unblockedBy() {
        return "the next maintenance window";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY);
    }

    @Override
    public Severity severity() {
        return Severity.WAITS;
    }

    @Override
    public Reason judge(GateCase judged) {
        List<MaintenanceWindow> windows = judged.view().spec().declaration().windows();
        if (windows.isEmpty()) {
            return holds("no maintenance window is declared: always");
        }
        Instant now = judged.view().now();
        Optional<Instant> closes = windows.stream()
                .flatMap(window -> window.openUntil(now).stream())
                .max(Instant::compareTo);
        Instant next = windows.stream()
                .map(window -> window.opensAfter(now))
                .min(Instant::compareTo)
                .orElseThrow();
        if (closes.isEmpty()) {
            return violated("no maintenance window is open; the next one opens at " + next)
                    .with("now", now);
        }
        Duration away = judged.effect().awayAtMost();
        boolean fits = away.isNegative() || !now.plus(away).isAfter(closes.get());
        return fits
                ? holds("a maintenance window is open until " + closes.get())
                : violated("the node may be away for " + away.toSeconds() + " s, and the maintenance window closes at "
                        + closes.get() + "; the next one opens at " + next);
    }
}
