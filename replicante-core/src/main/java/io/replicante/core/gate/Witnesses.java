package io.replicante.core.gate;

import io.replicante.core.state.Finding;
import io.replicante.core.state.NodeRecord;
import io.replicante.core.view.Testimony;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.DatastoreDefinition;
import java.util.Optional;

/** What others than our own reading say of the loss of a node, or of a member that is no node we know. Immutable. */
final class Witnesses {
    private static final String MEMBER = "member_id";

    private final GateCase judged;

    Witnesses(GateCase judged) {
        this.judged = judged;
    }

    /** Whether the definition names anybody who could be asked. */
    boolean areNamed() {
        return judged.definition()
                .map(DatastoreDefinition::witnesses)
                .filter(named -> !named.isEmpty())
                .isPresent();
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

    /** What the nodes that work say of it. */
    Testimony of(Finding loss) {
        return judged.view()
                .node(loss.subject().id())
                .map(lost -> Testimony.of(judged.view(), lost))
                .orElseGet(() -> Testimony.of(judged.view(), loss.evidence().getOrDefault(MEMBER, "")));
    }

    /** A person's word that what is lost never comes back. */
    Optional<SafetyOverride> forgotten(Finding loss) {
        return judged.attestation(SafetyOverride.FORGOTTEN, loss.subject().id());
    }
}
