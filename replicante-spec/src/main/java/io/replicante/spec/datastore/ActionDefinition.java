package io.replicante.spec.datastore;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
 * @param variants how it is different for some versions or under some conditions; the first that applies counts
 * @param undoneBy the kind of action that takes its effect back; empty: none does
 */
public record ActionDefinition(
        String kind,
        RunsOn runsOn,
        Map<String, Expression> args,
        Footprint footprint,
        List<Expression> requires,
        Optional<Expression> completeWhen,
        Duration deadline,
        boolean idempotent,
        List<ActionVariant> variants,
        Optional<String> undoneBy) {
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
        variants = List.copyOf(variants);
        Objects.requireNonNull(undoneBy, "undoneBy");
    }

    /**
     * An action that is always the same and that nothing takes back.
     *
     * @param kind names the action
     * @param runsOn which node runs it
     * @param args its arguments by name
     * @param footprint what it may do to the data
     * @param requires conditions that hold before it may begin
     * @param completeWhen when it has had its effect; empty: never
     * @param deadline how long after its begin it is overdue
     * @param idempotent whether running it twice does what running it once does
     */
    public ActionDefinition(
            String kind,
            RunsOn runsOn,
            Map<String, Expression> args,
            Footprint footprint,
            List<Expression> requires,
            Optional<Expression> completeWhen,
            Duration deadline,
            boolean idempotent) {
        this(kind, runsOn, args, footprint, requires, completeWhen, deadline, idempotent, List.of(), Optional.empty());
    }

    /**
     * The action as it is in one cluster.
     *
     * @param versions the versions of all its nodes, as far as known
     * @param facts the facts for conditions, as for {@link Expression#test}
     * @return the action without variants; empty when it cannot be told which variant applies
     */
    public Optional<ActionDefinition> in(List<String> versions, Map<String, Object> facts) {
        for (ActionVariant variant : variants) {
            Truth applies = variant.applies(versions, facts);
            if (applies.isUnknown()) {
                return Optional.empty();
            }
            if (applies.isTrue()) {
                return Optional.of(with(variant));
            }
        }
        return Optional.of(with(ActionVariant.NONE));
    }

    /** The action as a variant makes it. */
    ActionDefinition with(ActionVariant variant) {
        List<Expression> all =
                Stream.concat(requires.stream(), variant.requires().stream()).toList();
        return new ActionDefinition(
                kind,
                variant.runsOn().orElse(runsOn),
                variant.args().orElse(args),
                variant.footprint().orElse(footprint),
                all,
                variant.completeWhen().or(() -> completeWhen),
                variant.deadline().orElse(deadline),
                idempotent,
                List.of(),
                undoneBy);
    }
}
