package io.replicante.core.plan;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Finding;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Forgets a configured member that is silent and whose machine a fresh listing does not show any more. Where it is declared what the
 * cluster is made of, a lost voter is replaced instead, which may begin with forgetting it.
 */
final class ForgetRemedy implements Remedy {
    @Override
    public String name() {
        return "forget";
    }

    @Override
    public List<Candidate> propose(Situation situation) {
        Optional<ActionDefinition> forget =
                situation.definition().flatMap(definition -> definition.action(ActionKinds.CLUSTER_REMOVE));
        List<Candidate> proposed = new ArrayList<>();
        for (Finding gone : situation.of(FindingCodes.MISSING_FROM_DISCOVERY)) {
            Optional<Ensemble.Member> member = situation
                    .ensemble()
                    .flatMap(ensemble -> ensemble.ofNode(gone.subject().id()))
                    .filter(each -> isForThis(situation, each));
            if (member.isPresent() && forget.isPresent()) {
                List<Finding> findings = Stream.concat(Stream.of(gone), loss(situation, gone).stream())
                        .toList();
                proposed.add(Candidates.of(situation, name()).action(forget.get(), Optional.empty(), member, findings));
            }
        }
        return proposed;
    }

    private static boolean isForThis(Situation situation, Ensemble.Member member) {
        boolean silent = member.nodeId()
                .flatMap(situation.view()::node)
                .filter(NodeView::isSilent)
                .isPresent();
        boolean unlisted = situation.view().discovery().isKnown();
        boolean replaced = situation.declared().isPresent() && member.votes() > 0;
        return silent && unlisted && !replaced;
    }

    private static List<Finding> loss(Situation situation, Finding gone) {
        return situation.of(FindingCodes.VOTER_LOST).stream()
                .filter(lost -> lost.subject().equals(gone.subject()))
                .toList();
    }
}
