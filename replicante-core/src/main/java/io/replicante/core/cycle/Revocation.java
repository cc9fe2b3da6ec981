package io.replicante.core.cycle;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Fence;
import io.replicante.core.state.Finding;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.Acknowledgers;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Outcome;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What proves, without any action of ours, that an old primary which does not answer acknowledges nothing more. All of it is read in
 * this cycle, after the primary was found dead. That nobody can reach it is no proof.
 */
record Revocation(ClusterView view) {
    Optional<Fence.Cause> of(NodeView old) {
        Optional<Finding> dead =
                Optional.ofNullable(view.state().findings().get(FindingCodes.DEAD_PRIMARY + "/node/" + old.nodeId()));
        boolean asked = dead.isPresent()
                && !old.observation().node().isKnown()
                && !view.leadership().primary().isKnown()
                && new Fences(view).oldPrimaries().contains(old);
        if (!asked) {
            return Optional.empty();
        }
        if (isDestroyed(old, dead.get())) {
            return Optional.of(Fence.Cause.DESTROYED);
        }
        if (isSelfFenced(old, dead.get())) {
            return Optional.of(Fence.Cause.SELF_FENCED);
        }
        return isLeft(old) ? Optional.of(Fence.Cause.DETACHED) : Optional.empty();
    }

    /** Whoever did not say so in this cycle may still acknowledge for it. */
    private boolean isLeft(NodeView old) {
        Optional<Expression> detached = commands().flatMap(Failover.Commands::detached);
        return detached.isPresent()
                && Acknowledgers.of(view, old)
                        .toOptional()
                        .filter(known -> known.names().stream()
                                        .filter(name -> !isDetached(detached.get(), old, name))
                                        .count()
                                < known.copies())
                        .isPresent();
    }

    private boolean isDetached(Expression detached, NodeView old, String name) {
        return view.node(name)
                .filter(node -> node.observation().store().isKnown())
                .map(node -> Facts.of(view).subject(old, Optional.empty()).node(node))
                .filter(facts -> detached.test(facts.variables()).isTrue())
                .isPresent();
    }

    /** Each peer that it may be in touch with has to say that it was not, for long enough; and so must our own readings. */
    private boolean isSelfFenced(NodeView old, Finding dead) {
        Optional<Failover.SelfFence> fence = commands().flatMap(Failover.Commands::selfFence);
        if (fence.isEmpty()) {
            return false;
        }
        Duration enough = fence.get().after().plus(fence.get().margin());
        boolean unseen = old.remembered()
                .flatMap(NodeRecord::upAt)
                .filter(at -> !at.plus(enough).isAfter(view.now()))
                .filter(at -> !dead.since().plus(enough).isAfter(view.now()))
                .isPresent();
        NavigableSet<String> peers = Acknowledgers.others(view, old);
        return unseen
                && !peers.isEmpty()
                && peers.stream()
                        .allMatch(name -> lastContact(fence.get().contact(), old, name)
                                .filter(ago -> ago.compareTo(enough) >= 0)
                                .isPresent());
    }

    private Optional<Duration> lastContact(Expression contact, NodeView old, String name) {
        return view.node(name)
                .filter(node -> node.observation().store().isKnown())
                .map(node -> Facts.of(view).subject(old, Optional.empty()).node(node))
                .map(facts -> contact.evaluate(facts.variables()))
                .filter(Outcome.Value.class::isInstance)
                .map(outcome -> ((Outcome.Value) outcome).value())
                .filter(Long.class::isInstance)
                .map(seconds -> Duration.ofSeconds((Long) seconds));
    }

    /** A listing that began earlier says nothing of now. */
    private boolean isDestroyed(NodeView old, Finding dead) {
        boolean told = view.surroundings()
                .platform()
                .filter(platform -> platform.unlisted() == PlatformSpec.Unlisted.DESTROYED)
                .isPresent();
        boolean fresh = view.discovery()
                .toOptional()
                .filter(listing -> listing.observedAt().isAfter(dead.since()))
                .isPresent();
        Absence absence = new Absence(view);
        return told && fresh && absence.isWhole() && old.discovered().isEmpty() && absence.isConfirmed(old);
    }

    private Optional<Failover.Commands> commands() {
        return view.definition()
                .toOptional()
                .map(definition -> definition.failover().commands());
    }
}
