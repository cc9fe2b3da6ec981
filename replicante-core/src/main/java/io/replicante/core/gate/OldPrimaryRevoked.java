package io.replicante.core.gate;

import io.replicante.core.state.Effect;
import io.replicante.core.state.Fence;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.state.Shift;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.Fences;
import io.replicante.core.view.LastPrimary;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.model.AgentShard;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code old-primary-revoked}: before a node is made the primary it is proven that nobody else acknowledges anything any more: an
 * action of ours took each old primary out of its place, and that was observed; or of those whose acknowledgement it waits for too
 * few are left; or it certainly stopped by itself; or its machine is destroyed; or a person vouches for it. That a node cannot be
 * reached, or that its status is UNAVAILABLE, proves nothing. Nor does a fenced node come back by an action that leaves it its claim.
 *
 * <p>Nor does voluntary work take a working primary out of its place, or stop its writes, where its successor would not be let into
 * it. The datastore's own switch-over takes care of all that itself.
 *
 * <p>Evidence: what nodes say now, or said last, of their role, each of them; the fences that hold in this cycle; attestations; the actions in flight.
 * An old primary that is dead is either fenced or vouched for.
 */
final class OldPrimaryRevoked implements SafetyRule {
    private static final String BY_WORD =
            "the word of a person that the old primary takes no more writes (an override of rule "
                    + SafetyOverride.OLD_PRIMARY_REVOKED + " that names the node)";

    @Override
    public String id() {
        return SafetyOverride.OLD_PRIMARY_REVOKED;
    }

    @Override
    public String unblockedBy() {
        return "the old primary stopped by its agent, or " + BY_WORD;
    }

    @Override
    public Reason judge(GateCase judged) {
        Optional<Reason> back = comesBack(judged);
        if (back.isPresent()) {
            return back.get();
        }
        Optional<String> promoted = judged.effect().shift().promoted();
        if (promoted.isEmpty()) {
            return begins(judged).orElseGet(() -> holds("nobody becomes the primary"));
        }
        if (handsOver(judged)) {
            return holds("the datastore itself takes the primary's place from one and gives it to the other");
        }
        return inFlight(judged, promoted.get()).orElseGet(() -> revoked(judged, promoted.get()));
    }

    private static String proven(Fence.Cause by) {
        return switch (by) {
            case ACTION -> " was taken out of the primary's place";
            case DETACHED -> " is left by so many that nobody acknowledges for it any more";
            case SELF_FENCED -> " has been without its peers for so long that it stopped by itself";
            case DESTROYED -> " has no machine any more";
            case SUCCEEDED, YIELDED -> throw new IllegalArgumentException(by + " proves nothing");
        };
    }

    static boolean handsOver(GateCase judged) {
        return judged.definition()
                .map(definition -> definition.failover().commands())
                .flatMap(Failover.Commands::switchover)
                .equals(Optional.of(judged.candidate().kind()));
    }

    /** A fenced node that is started as it is would take its place again, beside the primary of now. */
    private Optional<Reason> comesBack(GateCase judged) {
        Optional<NodeView> away = judged.effect().away().flatMap(judged.view()::node);
        Optional<String> successor = away.flatMap(node -> judged.others().stream()
                .flatMap(other -> other.candidate().effect().shift().promoted().stream())
                .filter(next -> old(judged, next).contains(node))
                .findFirst());
        if (successor.isPresent()) {
            return Optional.of(
                    violated("an action in flight may yet make " + successor.get() + " the primary in its place"));
        }
        Optional<NodeView> fenced = away.filter(
                        node -> new Fences(judged.view()).left(node).isPresent())
                .filter(node -> !judged.effect().shift().demoted().equals(Optional.of(node.nodeId())));
        if (fenced.isEmpty()) {
            return Optional.empty();
        }
        boolean follows = judged.effect().shift().rebuilt().isPresent()
                || judged.definition()
                        .flatMap(definition -> definition.failover().commands().follow())
                        .equals(Optional.of(judged.candidate().kind()));
        if (!follows) {
            return Optional.of(violated(
                    fenced.get().nodeId()
                            + " was taken out of the primary's place; only as a follower does it come back",
                    "an action that makes it follow the primary, or its own word that it does"));
        }
        return judged.view().leadership().primary().isKnown()
                ? Optional.empty()
                : Optional.of(unknown("it is not known whom " + fenced.get().nodeId() + " would follow"));
    }

    private Optional<Reason> inFlight(GateCase judged, String promoted) {
        for (Intent other : judged.others()) {
            Effect effect = other.candidate().effect();
            if (effect.shift().promoted().filter(node -> !node.equals(promoted)).isPresent()) {
                return Optional.of(violated(other.candidate().kind() + " may yet make "
                        + effect.shift().promoted().get() + " the primary"));
            }
            Optional<String> back = effect.away().or(() -> effect.shift().rebuilt());
            if (back.flatMap(judged.view()::node)
                    .filter(node -> !node.nodeId().equals(promoted))
                    .filter(node -> old(judged, promoted).contains(node))
                    .isPresent()) {
                return Optional.of(violated(other.candidate().kind() + " may yet start the old primary " + back.get()));
            }
        }
        return Optional.empty();
    }

    private Reason revoked(GateCase judged, String promoted) {
        List<NodeView> old = old(judged, promoted);
        Optional<Reason> stranger = stranger(judged, promoted);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        if (old.isEmpty()) {
            return judged.view().leadership().isPrimary(promoted)
                    ? holds(promoted + " is the primary, and nobody else was")
                    : byWordAlone(judged, promoted);
        }
        StringBuilder proofs = new StringBuilder();
        for (NodeView node : old) {
            Optional<String> proof = proof(judged, node);
            if (proof.isEmpty()) {
                return unproven(judged, node);
            }
            proofs.append(proofs.length() == 0 ? "" : "; ").append(proof.get());
        }
        return holds(proofs.toString());
    }

    private Reason unproven(GateCase judged, NodeView node) {
        return violated(node.nodeId() + " (" + node.status()
                + ") may still acknowledge writes as the primary: nothing proves that it does not"
                + notCounted(judged, node) + tooShort(judged, node.nodeId()));
    }

    /** Nobody says, or said last, that it is the primary: then a person may know who was. */
    private Reason byWordAlone(GateCase judged, String promoted) {
        List<SafetyOverride> words = new LastPrimary(judged.view()).words(promoted);
        return words.stream()
                .filter(word -> Overriding.lasts(judged, word))
                .findFirst()
                .map(word -> holds(vouches(word)))
                .orElseGet(() -> unknown(
                        "it is not known who was the primary"
                                + words.stream().map(Overriding::tooShort).collect(Collectors.joining()),
                        BY_WORD));
    }

    private static String vouches(SafetyOverride word) {
        return word.actor() + " vouches for " + word.nodeId().orElse("nobody") + ": " + word.reason();
    }

    /** What takes a working primary out of its place is not begun where its successor would not be let into it. */
    private Optional<Reason> begins(GateCase judged) {
        Shift shift = judged.effect().shift();
        return shift.demoted()
                .or(shift::pauses)
                .filter(node -> judged.candidate().work() == WorkClass.VOLUNTARY)
                .flatMap(node -> stranger(judged, node).or(() -> another(judged, node)));
    }

    private Optional<Reason> another(GateCase judged, String node) {
        if (isAmbiguous(judged, node)) {
            return Optional.of(violated(
                    "positions in the term of " + node
                            + " do not tell, as another node was the primary in it, too, or it began twice: nobody would be known to have"
                            + " all of it, and be let into its place",
                    "a new term, which begins once a person moves the primary"));
        }
        Fences fences = new Fences(judged.view());
        if (fences.oldPrimaries().stream().noneMatch(old -> old.nodeId().equals(node))) {
            return Optional.empty();
        }
        return fences.oldPrimaries(node).stream()
                .filter(old -> proof(judged, old).isEmpty())
                .findFirst()
                .map(old -> unproven(judged, old));
    }

    private static boolean isAmbiguous(GateCase judged, String node) {
        return judged.view()
                .node(node)
                .filter(primary -> judged.view().leadership().isPrimary(node))
                .flatMap(NodeView::copy)
                .flatMap(AgentShard::term)
                .filter(term -> new Fences(judged.view())
                        .isAmbiguous(judged.view().node(node).orElseThrow(), term))
                .isPresent();
    }

    private Optional<Reason> stranger(GateCase judged, String except) {
        return judged.view().nodes().values().stream()
                .filter(node -> !node.nodeId().equals(except))
                .filter(node -> !node.isIdle() && !wasRoleRead(node))
                .filter(node -> attested(judged, node).isEmpty())
                .findFirst()
                .map(node -> unknown(
                        "the role of node " + node.nodeId() + " was never read: it may be the primary",
                        "a reading of its copies, or, while it is silent, " + BY_WORD));
    }

    /** That its agent describes the node says nothing of it; nor does a copy without a role. */
    private static boolean wasRoleRead(NodeView node) {
        return node.lastCopies().stream()
                .flatMap(List::stream)
                .anyMatch(copy -> copy.role().isPresent());
    }

    private static List<NodeView> old(GateCase judged, String promoted) {
        return new Fences(judged.view()).oldPrimaries(promoted);
    }

    private Optional<String> proof(GateCase judged, NodeView node) {
        Optional<Fence> fence = new Fences(judged.view()).of(node);
        if (fence.isPresent()) {
            return Optional.of(node.nodeId() + proven(fence.get().by()) + ", since "
                    + fence.get().since());
        }
        return attested(judged, node).map(OldPrimaryRevoked::vouches);
    }

    /** A person's word, which does not count against what the node says. */
    private Optional<SafetyOverride> attested(GateCase judged, NodeView node) {
        boolean silent = !node.observation().node().isKnown() || node.isStopped();
        return judged.attestation(id(), node.nodeId()).filter(word -> silent);
    }

    private String notCounted(GateCase judged, NodeView node) {
        return judged.attestation(id(), node.nodeId())
                .map(word ->
                        "; the word of " + word.actor() + " does not count while it answers: stop its process first")
                .orElse("");
    }

    private String tooShort(GateCase judged, String nodeId) {
        return judged.view()
                .state()
                .attestation(id(), nodeId, judged.view().now())
                .filter(word -> !Overriding.lasts(judged, word))
                .map(Overriding::tooShort)
                .orElse("");
    }
}
