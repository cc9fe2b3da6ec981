package io.replicante.core.gate;

import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.model.Evidence;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code primary-moved-first}: no primary is taken away, unless the datastore hands over by itself, without loss, when it stops.
 *
 * <p>Evidence: who the primary is, and what the definition says of a stop.
 */
final class PrimaryMovedFirst implements SafetyRule {
    @Override
    public String id() {
        return "primary-moved-first";
    }

    @Override
    public String unblockedBy() {
        return "another node as primary, or the primary as the last in turn";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY);
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<String> away = judged.effect().away();
        if (away.isEmpty()) {
            return holds("nobody is taken away");
        }
        boolean handsOver = judged.definition()
                .filter(definition -> definition.failover().onStop() == Failover.OnStop.LOSSLESS_HANDOVER)
                .isPresent();
        if (handsOver) {
            return holds("the datastore hands over by itself, without loss, when its primary stops");
        }
        if (!(judged.touched() instanceof Evidence.Known<List<Shard>> touched)) {
            return unknown(Touching.reason(judged.touched()));
        }
        if (Touching.leads(touched.value(), away.get())) {
            return violated(away.get() + " is the primary of some shard; its role has to be moved first");
        }
        boolean remembered = judged.view()
                .node(away.get())
                .filter(node -> !node.copiesRead() && !node.isStopped())
                .isPresent();
        if (remembered && touched.value().stream().anyMatch(shard -> shard.state() instanceof Copies)) {
            return unknown("whether " + away.get() + " is the primary of some shard could not be read in this cycle");
        }
        boolean single = touched.value().stream().anyMatch(shard -> shard.state() instanceof Voters)
                || touched.value().isEmpty();
        if (single && !judged.view().leadership().primary().isKnown()) {
            return unknown("it is not known who the primary is");
        }
        return judged.view().leadership().isPrimary(away.get())
                ? violated(away.get() + " is the primary; its role has to be moved first")
                : holds(away.get() + " is not the primary");
    }
}
