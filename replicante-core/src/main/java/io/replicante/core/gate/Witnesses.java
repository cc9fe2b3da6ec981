package io.replicante.core.gate;

import io.replicante.core.state.Finding;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Witness;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What others than our own reading say of the loss of a node, or of a member that is no node we know. Immutable. */
final class Witnesses {
    private static final String MEMBER = "member_id";

    private final GateCase judged;
    private final List<Witness> named;

    Witnesses(GateCase judged) {
        this.judged = judged;
        this.named = judged.definition().map(DatastoreDefinition::witnesses).orElse(List.of());
    }

    /** Whether the definition names anybody who could be asked. */
    boolean areNamed() {
        return !named.isEmpty();
    }

    /** Whether nobody ever read what is lost: that it does not answer us is no evidence then. */
    boolean wasNeverRead(Finding loss) {
        return isMember(loss)
                && judged.view().node(loss.subject().id()).isEmpty()
                && !isDisplaced(loss.evidence().getOrDefault(MEMBER, ""));
    }

    private boolean isDisplaced(String memberId) {
        return judged.view().nodes().values().stream()
                .flatMap(node -> node.remembered().flatMap(NodeRecord::displaced).stream())
                .anyMatch(memberId::equals);
    }

    /** A node, or a member by its name: anything else could not be asked about. */
    boolean canBeAskedAbout(Finding loss) {
        return judged.view().node(loss.subject().id()).isPresent() || isMember(loss);
    }

    private static boolean isMember(Finding loss) {
        return loss.evidence().containsKey(MEMBER);
    }

    /** Whether a node that works sees the loss, too. */
    boolean confirm(Finding loss) {
        return judged.view().nodes().values().stream()
                .filter(NodeView::isUp)
                .map(node -> facts(loss, node))
                .anyMatch(facts -> named.stream()
                        .anyMatch(witness -> witness.confirms().test(facts).isTrue()));
    }

    private Map<String, Object> facts(Finding loss, NodeView witness) {
        Facts facts = Facts.of(judged.view()).node(witness);
        judged.view()
                .node(loss.subject().id())
                .ifPresentOrElse(
                        lost -> facts.subject(lost, Optional.empty()),
                        () -> facts.subject(loss.evidence().getOrDefault(MEMBER, "")));
        return facts.variables();
    }

    /** A person's word that what is lost never comes back. */
    Optional<SafetyOverride> forgotten(Finding loss) {
        return judged.attestation(SafetyOverride.FORGOTTEN, loss.subject().id());
    }
}
