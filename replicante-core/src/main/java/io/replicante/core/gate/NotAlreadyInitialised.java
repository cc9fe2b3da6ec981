package io.replicante.core.gate;

import io.replicante.core.state.DiscoveryRecord;
import io.replicante.core.state.Reason;
import io.replicante.spec.datastore.Membership;
import io.replicante.spec.model.Evidence;
import java.util.List;

/**
 * {@code not-already-initialised}: a cluster is formed only when none ever was: a fresh discovery record is known, every node
 * discovered or remembered was read freshly and says that it belongs to no cluster, and no record says otherwise. A machine that
 * does not form needs a configured member to join, if the datastore's machines could form a cluster by themselves.
 *
 * <p>Evidence: the discovery record, every node's reading of this cycle, the cluster's record. A silent node is a refusal.
 */
final class NotAlreadyInitialised implements SafetyRule {
    @Override
    public String id() {
        return "not-already-initialised";
    }

    @Override
    public String unblockedBy() {
        return "every node that there is answering, and saying that it belongs to no cluster";
    }

    @Override
    public Reason judge(GateCase judged) {
        if (!judged.effect().forms()) {
            return joins(judged);
        }
        if (judged.view().everInitialised()) {
            return violated(
                    "the cluster was, or may have been, initialised at "
                            + judged.view().state().record().initialisedAt().orElseThrow(),
                    "nothing: a cluster that ever held data is not initialised again");
        }
        if (judged.view().discovery() instanceof Evidence.Unknown<DiscoveryRecord> unknown) {
            return unknown(unknown.reason(), "a fresh listing of the nodes that there are");
        }
        List<String> others = judged.view().nodes().values().stream()
                .filter(node -> !node.isIdle())
                .map(node -> node.nodeId() + " (" + node.status() + ")")
                .toList();
        return others.isEmpty()
                ? holds("every node says that it belongs to no cluster, and no record says otherwise")
                : violated("not every node says that it belongs to no cluster: " + String.join(", ", others));
    }

    private Reason joins(GateCase judged) {
        boolean machine =
                judged.effect().provisions() || judged.effect().learner().isPresent();
        boolean formsItself = judged.definition()
                .map(definition -> definition.membership().initialise().startForms())
                .filter(forms -> forms == Membership.Initialise.StartForms.FIRST)
                .isPresent();
        if (!machine || !formsItself) {
            return holds("nothing is formed");
        }
        boolean memberUp = judged.voters().toOptional().stream()
                .flatMap(voters -> voters.list().stream())
                .anyMatch(Voters.Voter::up);
        return memberUp
                ? holds("a configured member is up, so that a newcomer joins it")
                : unknown(
                        "no configured member is known to be up for a newcomer to join",
                        "a configured member that is up");
    }
}
