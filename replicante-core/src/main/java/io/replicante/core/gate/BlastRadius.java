package io.replicante.core.gate;

import io.replicante.core.state.ClusterFacts;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.FleetFacts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.Evidence;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code blast-radius}: voluntary work disturbs only so many clusters, and so few failure domains, at one time. A node of unknown domain
 * counts as one domain more, where others report theirs.
 *
 * <p>Evidence: the declaration, the actions in flight, which members are up, and the failure domains of nodes, as last known; a member that
 * is dead is out of service. What is known of the other clusters, which must not be old.
 */
final class BlastRadius implements SafetyRule {
    @Override
    public String id() {
        return "blast-radius";
    }

    @Override
    public String unblockedBy() {
        return "the end of voluntary work elsewhere";
    }

    @Override
    public Set<WorkClass> appliesTo() {
        return EnumSet.of(WorkClass.VOLUNTARY);
    }

    @Override
    public Severity severity() {
        return Severity.WAITS;
    }

    @Override
    public Reason judge(GateCase judged) {
        List<Intent> underWay = judged.others().stream()
                .filter(Intent::takesShare)
                .filter(other -> !judged.supersedes(other))
                .toList();
        NavigableSet<String> domains = Disturbed.domains(judged.view(), judged.effect());
        underWay.forEach(other -> domains.addAll(
                Disturbed.domains(judged.view(), other.candidate().effect())));
        Optional<Reason> here = ofDomains(judged, underWay, domains)
                .map(reason -> violated(reason, "the end of what is under way in this cluster"))
                .or(() -> ofMembers(judged, underWay)
                        .map(reason -> violated(
                                reason,
                                "members of this cluster back in service, the end of what is under way in it, or a"
                                        + " declared blast radius that lets more be out")));
        if (here.isPresent()) {
            return here.get();
        }
        Evidence<FleetFacts> fleet = judged.fleet();
        if (fleet instanceof Evidence.Known<FleetFacts> known) {
            return across(judged, known.value(), domains)
                    .map(this::violated)
                    .orElseGet(() -> holds("there is room for voluntary work in this cluster and its failure domains"))
                    .with("fleet_observed_at", known.observedAt());
        }
        return unknown(
                "where else voluntary work is under way: " + ((Evidence.Unknown<FleetFacts>) fleet).reason(),
                "a fresh look at the other clusters");
    }

    /** What alone is more than may be disturbed at one time cannot be done in parts. */
    private static Optional<String> ofDomains(GateCase judged, List<Intent> underWay, NavigableSet<String> domains) {
        int most = declared(judged).domains();
        return domains.size() > most && !underWay.isEmpty()
                ? Optional.of(
                        "with what is under way, " + domains + " would be disturbed; at one time " + most + " may be")
                : Optional.empty();
    }

    /** Members that are out of service by themselves leave less room for what could as well be left. */
    private static Optional<String> ofMembers(GateCase judged, List<Intent> underWay) {
        NavigableSet<String> out = Disturbed.nodes(judged.view(), judged.effect());
        List<NodeView> members = members(judged.view());
        OptionalInt most = declared(judged).nodesOf(members.size());
        if (out.isEmpty() || most.isEmpty()) {
            return Optional.empty();
        }
        underWay.forEach(other ->
                out.addAll(Disturbed.nodes(judged.view(), other.candidate().effect())));
        members.stream().filter(member -> !member.isUp()).map(NodeView::nodeId).forEach(out::add);
        return out.size() > most.getAsInt()
                ? Optional.of(out + " would be out of service at one time; of " + members.size() + " members "
                        + most.getAsInt() + " may be")
                : Optional.empty();
    }

    private static List<NodeView> members(ClusterView view) {
        Optional<Ensemble> configured = view.ensemble().toOptional();
        return view.nodes().values().stream()
                .filter(node -> configured
                        .map(ensemble -> ensemble.ofNode(node.nodeId()).isPresent())
                        .orElse(node.everMember()))
                .toList();
    }

    private static Declaration.BlastRadius declared(GateCase judged) {
        return judged.view().spec().declaration().blastRadius();
    }

    private static Optional<String> across(GateCase judged, FleetFacts fleet, NavigableSet<String> own) {
        SafetySettings settings = judged.settings();
        NavigableMap<ClusterRef, ClusterFacts> others =
                fleet.workingBeside(judged.view().ref());
        int most = settings.clustersAtOnce(fleet.clusters());
        if (others.size() >= most) {
            return Optional.of("voluntary work is under way in " + others.size() + " other clusters of "
                    + fleet.clusters() + ", " + others.firstKey() + " among them; at one time it may be in " + most);
        }
        NavigableSet<String> elsewhere = new TreeSet<>();
        others.values().forEach(other -> elsewhere.addAll(other.domains()));
        NavigableSet<String> all = new TreeSet<>(elsewhere);
        all.addAll(own);
        return all.size() > settings.fleetDomains() && !own.isEmpty()
                ? Optional.of(
                        "voluntary work is under way in " + elsewhere + " of other clusters, and this is in " + own)
                : Optional.empty();
    }
}
