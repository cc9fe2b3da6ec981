package io.replicante.spec.datastore;

import io.replicante.spec.datastore.ActionDefinition.RunsOn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An action that is different for some versions or under some conditions. What it does not say is as the action says.
 *
 * @param versions the versions that all nodes of the cluster must have; empty: any
 * @param when the condition; empty: always
 * @param args the arguments, instead of the action's
 * @param footprint the footprint, instead of the action's
 * @param requires conditions besides the action's
 * @param completeWhen instead of the action's
 * @param runsOn instead of the action's
 * @param deadline instead of the action's
 */
public record ActionVariant(
        Optional<VersionRange> versions,
        Optional<Expression> when,
        Optional<Map<String, Expression>> args,
        Optional<Footprint> footprint,
        List<Expression> requires,
        Optional<Expression> completeWhen,
        Optional<RunsOn> runsOn,
        Optional<Duration> deadline) {
    /** An action as it says itself. */
    static final ActionVariant NONE = new ActionVariant(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /** Refuses nulls, copies the collections. */
    public ActionVariant {
        Objects.requireNonNull(versions, "versions");
        Objects.requireNonNull(when, "when");
        args = args.map(Map::copyOf);
        Objects.requireNonNull(footprint, "footprint");
        requires = List.copyOf(requires);
        Objects.requireNonNull(completeWhen, "completeWhen");
        Objects.requireNonNull(runsOn, "runsOn");
        Objects.requireNonNull(deadline, "deadline");
    }

    /**
     * A variant that runs where the action does, and has as long.
     *
     * @param versions the versions that all nodes of the cluster must have; empty: any
     * @param when the condition; empty: always
     * @param args the arguments, instead of the action's
     * @param footprint the footprint, instead of the action's
     * @param requires conditions besides the action's
     * @param completeWhen instead of the action's
     */
    public ActionVariant(
            Optional<VersionRange> versions,
            Optional<Expression> when,
            Optional<Map<String, Expression>> args,
            Optional<Footprint> footprint,
            List<Expression> requires,
            Optional<Expression> completeWhen) {
        this(versions, when, args, footprint, requires, completeWhen, Optional.empty(), Optional.empty());
    }

    /** Whether it is what holds, for nodes of these versions. */
    Truth applies(List<String> versionsOfNodes, Map<String, Object> facts) {
        if (versions.isPresent()) {
            if (versionsOfNodes.isEmpty()) {
                return Truth.unknown("no node's version is known");
            }
            if (!versionsOfNodes.stream().allMatch(versions.get()::contains)) {
                return Truth.FALSE;
            }
        }
        return when.map(condition -> condition.test(facts)).orElse(Truth.TRUE);
    }
}
