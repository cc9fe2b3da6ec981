package io.replicante.spec.datastore;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that a node can be asked to do.
 *
 * @param kind names the action
 * @param runsOn which node runs it
 * @param args its arguments by name; one that is Unknown forbids the action
 * @param footprint what it may do to the data
 * @param requires conditions that hold before it may begin
 * @param completeWhen when it has had its effect; empty: never
 * @param deadline how long after its begin it is overdue
 * @param idempotent whether running it twice does what running it once does
 */
public record ActionDefinition(
        String kind,
        RunsOn runsOn,
        Map<String, Expression> args,
        Footprint footprint,
        List<Expression> requires,
        Optional<Expression> completeWhen,
        Duration deadline,
        boolean idempotent) {
    /** Which node runs an action. */
    public enum RunsOn {
        /** The node that it is about. */
        SUBJECT,
        /** The primary. */
        PRIMARY,
        /** Any member but the one that it is about. */
        MEMBER_OTHER_THAN_SUBJECT
    }

    /** Refuses nulls and a deadline that is not positive, copies the collections. */
    public ActionDefinition {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(runsOn, "runsOn");
        args = Collections.unmodifiableMap(new TreeMap<>(args));
        Objects.requireNonNull(footprint, "footprint");
        requires = List.copyOf(requires);
        Objects.requireNonNull(completeWhen, "completeWhen");
        Objects.requireNonNull(deadline, "deadline");
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be positive");
        }
    }
}
