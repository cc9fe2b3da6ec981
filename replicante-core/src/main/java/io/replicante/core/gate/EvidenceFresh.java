package io.replicante.core.gate;

import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.model.Evidence;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code evidence-fresh}: every fact that the other rules use was read in this cycle, or was tried and is taken at its worst.
 *
 * <p>Evidence: the readings of the node that runs the action, of the nodes that it is aimed at, and of all voters. A dead subject of
 * of a removal or a replacement may be silent; whoever is asked to do something may not. Who is to go away without need has to say
 * which copies it holds, and in which role, unless it is stopped.
 */
final class EvidenceFresh implements SafetyRule {
    @Override
    public String id() {
        return "evidence-fresh";
    }

    @Override
    public String unblockedBy() {
        return "an answer of the agents and of the platform concerned";
    }

    @Override
    public boolean appliesToHarmless() {
        return true;
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> executor = judged.candidate().executor();
        if (!judged.candidate().onPlatform() && executor.isEmpty()) {
            return unknown("it is not known which node should run the action: "
                    + reason(judged.view().leadership().primary()));
        }
        if (executor.isPresent() && !isRead(judged, executor.get())) {
            return unknown("node " + executor.get() + ", which should run the action, could not be read in this cycle");
        }
        if (judged.candidate().onPlatform()
                && judged.view().discovery() instanceof Evidence.Unknown<DiscoveryRecord> old) {
            return unknown(old.reason());
        }
        Effect effect = judged.effect();
        if (judged.candidate().work() == WorkClass.VOLUNTARY
                && effect.away().filter(node -> !areCopiesRead(judged, node)).isPresent()) {
            return unknown("the copies of node " + effect.away().get() + " could not be read in this cycle");
        }
        return Stream.of(
                        effect.voter(),
                        effect.learner(),
                        effect.away(),
                        effect.shift().promoted(),
                        effect.shift().demoted(),
                        effect.shift().pauses(),
                        effect.shift().yields(),
                        effect.shift().rebuilt())
                .flatMap(Optional::stream)
                .filter(node -> !isRead(judged, node))
                .findFirst()
                .map(node -> unknown("node " + node + " could not be read in this cycle"))
                .orElseGet(() -> holds("what could not be read is taken at its worst"));
    }

    private static boolean isRead(GateCase judged, String nodeId) {
        return judged.view()
                .node(nodeId)
                .filter(node -> node.observation().node().isKnown())
                .filter(node -> node.observation().actions().isKnown())
                .isPresent();
    }

    /** What does not run cannot be asked, and takes nothing away by not running. */
    private static boolean areCopiesRead(GateCase judged, String nodeId) {
        return judged.view()
                .node(nodeId)
                .filter(node -> node.copiesRead() || node.isStopped())
                .isPresent();
    }

    private static String reason(Evidence<String> primary) {
        return primary instanceof Evidence.Unknown<String> unknown ? unknown.reason() : "it does not qualify";
    }
}
