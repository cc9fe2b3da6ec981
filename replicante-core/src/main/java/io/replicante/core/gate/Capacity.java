package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code capacity}: what joins has room for the data.
 *
 * <p>Evidence: what the definition says; no definition names facts yet, so that the datastore itself refuses.
 */
final class Capacity implements SafetyRule {
    @Override
    public String id() {
        return "capacity";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY, WorkClass.REDUNDANCY);
    }

    @Override
    public Reason judge(GateCase judged) {
        boolean moves =
                judged.effect().learner().isPresent() || judged.effect().voter().isPresent();
        return holds(moves ? "the datastore refuses by itself what it has no room for" : "no data is moved");
    }
}
