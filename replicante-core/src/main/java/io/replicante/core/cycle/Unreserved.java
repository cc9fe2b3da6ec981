package io.replicante.core.cycle;

import io.replicante.core.state.ClusterState;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.spec.event.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a cycle concludes instead, if the store refuses the share of the fleet's budget that its step needs: the same, but that the step
 * waits.
 *
 * @param next what is to be remembered then
 * @param events what is to be told then, in order
 */
public record Unreserved(ClusterState next, List<NewEvent> events) {
    /** The rule that only the store can answer. */
    public static final String RULE = "reserved";

    /** Why a step waits for a share. */
    public static final String WHY =
            "voluntary work is under way in as many clusters, or as many failure domains, as may be at one time";

    private static final String UNBLOCKED_BY = RULE + ": the end of voluntary work in other clusters";

    /** Refuses nulls, copies the list. */
    public Unreserved {
        Objects.requireNonNull(next, "next");
        events = List.copyOf(events);
    }

    /**
     * A state in which a step waits for its share.
     *
     * @param next the state in which it is allowed
     * @param step the step
     * @return the state in which it waits
     */
    public static ClusterState waiting(ClusterState next, Intent step) {
        NavigableMap<UUID, Intent> intents = new TreeMap<>(next.intents());
        intents.put(step.id(), step.become(Intent.Phase.PLANNED, RULE + ": " + WHY));
        List<Decision> decisions = next.decisions().stream()
                .map(decision -> decision.candidate().equals(step.candidate()) ? waiting(decision) : decision)
                .toList();
        return next.toBuilder().intents(intents).decisions(decisions).build();
    }

    private static Decision waiting(Decision allowed) {
        List<Reason> reasons = new ArrayList<>(allowed.reasons());
        reasons.add(new Reason(RULE, Reason.Answer.VIOLATED, WHY));
        return new Decision(allowed.candidate(), Decision.Verdict.WAITING, reasons, List.of(UNBLOCKED_BY));
    }
}
