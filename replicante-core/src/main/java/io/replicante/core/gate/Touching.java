package io.replicante.core.gate;

import io.replicante.core.state.Effect;
import io.replicante.spec.model.Evidence;
import java.util.Optional;

/** Says whether a footprint touches voters at all. */
final class Touching {
    private Touching() {}

    static boolean voters(GateCase judged) {
        Effect effect = judged.effect();
        if (effect.voter().isPresent() || effect.leaves().isPresent()) {
            return true;
        }
        return isVoterOrUnknown(judged, effect.away()) || isVoterOrUnknown(judged, effect.lost());
    }

    private static boolean isVoterOrUnknown(GateCase judged, Optional<String> nodeId) {
        if (nodeId.isEmpty()) {
            return false;
        }
        return judged.view()
                .ensemble()
                .toOptional()
                .map(ensemble -> ensemble.ofNode(nodeId.get())
                        .filter(member -> member.votes() > 0)
                        .isPresent())
                .orElse(true);
    }

    static String reason(Evidence<?> evidence) {
        return evidence instanceof Evidence.Unknown<?> unknown ? unknown.reason() : "";
    }
}
