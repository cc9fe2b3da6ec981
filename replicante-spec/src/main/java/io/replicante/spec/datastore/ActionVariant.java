package io.replicante.spec.datastore;

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
 */
public record ActionVariant(
        Optional<VersionRange> versions,
        Optional<Expression> when,
        Optional<Map<String, Expression>> args,
        Optional<Footprint> footprint,
        List<Expression> requires,
        Optional<Expression> completeWhen) {
    /** Refuses nulls, copies the collections. */
    public ActionVariant {
        Objects.requireNonNull(versions, "versions");
        Objects.requireNonNull(when, "when");
        args = args.map(Map::copyOf);
        Objects.requireNonNull(footprint, "footprint");
        requires = List.copyOf(requires);
        Objects.requireNonNull(completeWhen, "completeWhen");
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
