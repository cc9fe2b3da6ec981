package io.replicante.core.check;

import io.replicante.core.state.Finding.Severity;
import io.replicante.core.state.Subject;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.Fences;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.ShardClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at how the members lie across failure domains, and at whether there are too many or too few of them. */
final class TopologyCheck implements DesiredStateCheck {
    @Override
    public String name() {
        return "topology";
    }

    @Override
    public List<Signal> check(ClusterView view) {
        List<Signal> signals = new ArrayList<>();
        view.ensemble().toOptional().filter(known -> known.version() >= 0).ifPresent(ensemble -> {
            domains(view, ensemble, signals);
            counts(view, ensemble, signals);
            succession(view, ensemble, signals);
        });
        return signals;
    }

    private static void domains(ClusterView view, Ensemble ensemble, List<Signal> signals) {
        NavigableMap<String, Long> votes = new TreeMap<>();
        for (Ensemble.Member voter : ensemble.voters()) {
            voter.nodeId()
                    .flatMap(view::node)
                    .flatMap(NodeView::domain)
                    .ifPresent(domain -> votes.merge(domain, voter.votes(), Long::sum));
        }
        view.nodes().values().stream()
                .filter(NodeView::isIdle)
                .flatMap(node -> node.domain().stream())
                .forEach(domain -> votes.merge(domain, 0L, Long::sum));
        if (votes.size() < 2) {
            return;
        }
        long total = Quorums.votes(ensemble);
        boolean quorum = isQuorum(view) && total > 2;
        votes.forEach((domain, held) -> {
            if (quorum && votes.size() > 2 && total - held < Quorums.majority(total)) {
                signals.add(new Signal(
                        FindingCodes.REPLICAS_CO_LOCATED,
                        Severity.WARNING,
                        new Subject("domain", domain),
                        "Without failure domain " + domain + " no quorum is left, and there are others to use.",
                        Map.of("votes", held + " of " + total)));
            }
        });
        long most = votes.values().stream().mapToLong(each -> each).max().orElse(0);
        long least = votes.values().stream().mapToLong(each -> each).min().orElse(0);
        if (most - least > 1) {
            signals.add(new Signal(
                    FindingCodes.ZONE_IMBALANCE,
                    Severity.INFO,
                    Subject.cluster(view.ref().clusterId()),
                    "The members are spread unevenly over the failure domains.",
                    Map.of("votes", votes.toString())));
        }
    }

    private static boolean isQuorum(ClusterView view) {
        return view.definition().toOptional().map(DatastoreDefinition::shardClasses).stream()
                .flatMap(List::stream)
                .anyMatch(each -> each.durability() instanceof Durability.Quorum);
    }

    private static void counts(ClusterView view, Ensemble ensemble, List<Signal> signals) {
        Subject cluster = Subject.cluster(view.ref().clusterId());
        int voters = ensemble.voters().size();
        Optional<Integer> declared = view.spec().declaration().definition().map(ClusterDefinition::desiredNodes);
        if (declared.filter(size -> voters > size).isPresent()) {
            signals.add(Signal.of(
                    FindingCodes.OVER_REPLICATED,
                    Severity.INFO,
                    cluster,
                    voters + " voters are configured, " + declared.get() + " nodes are declared."));
        }
        int smallest = view.definition()
                .toOptional()
                .map(known -> known.membership().smallest())
                .orElse(1);
        if (voters < smallest) {
            signals.add(Signal.of(
                    FindingCodes.BELOW_SMALLEST,
                    Severity.WARNING,
                    cluster,
                    voters + " voters are configured; the datastore wants at least " + smallest + "."));
        }
    }

    /** Where the one shard that all share is a quorum, only who votes in it may lead it. */
    private static boolean isLedByVoter(ClusterView view) {
        return view.definition().toOptional().stream()
                .flatMap(known -> known.shardClasses().stream())
                .filter(each -> each.layout() == ShardClass.Layout.SINGLE)
                .anyMatch(each -> each.durability() instanceof Durability.Quorum);
    }

    /** Somebody leads, and nobody else that may lead is up, though there are others who should. */
    private static void succession(ClusterView view, Ensemble ensemble, List<Signal> signals) {
        Optional<String> primary = view.leadership().primary().toOptional();
        if (primary.isEmpty() || ensemble.members().size() < 2) {
            return;
        }
        boolean elected = isLedByVoter(view);
        boolean heir = ensemble.members().stream()
                .filter(member -> member.electable() && (member.votes() > 0 || !elected))
                .filter(member -> !member.nodeId().equals(primary))
                .anyMatch(member -> member.nodeId()
                        .flatMap(view::node)
                        .filter(NodeView::isUp)
                        .filter(node -> new Fences(view).isElectable(node).orElse(true))
                        .isPresent());
        if (!heir) {
            signals.add(Signal.of(
                    FindingCodes.FAILOVER_IMPOSSIBLE,
                    Severity.WARNING,
                    Subject.node(primary.get()),
                    "If node " + primary.get() + " fails, no member that may become the primary is up."));
        }
    }
}
