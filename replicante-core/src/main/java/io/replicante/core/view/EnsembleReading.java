package io.replicante.core.view;

import io.replicante.core.state.ClusterRecord;
import io.replicante.spec.datastore.ConfigurationFormat;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.datastore.MembershipConfiguration;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.StoreExtras;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the datastore's own configuration among what its members report: the newest version wins; a report counts only from a
 * node that votes in the configuration which it reports, in this cluster of the datastore. Not believed is what is older than a
 * version seen before, what has no member in common with those that ever were, and what a majority of an older one contradicts.
 */
final class EnsembleReading {
    private final Evidence<DatastoreDefinition> definition;
    private final ClusterRecord record;

    EnsembleReading(Evidence<DatastoreDefinition> definition, ClusterRecord record) {
        this.definition = definition;
        this.record = record;
    }

    private record Report(String nodeId, Ensemble ensemble, Instant readAt) {}

    Evidence<Ensemble> read(Collection<NodeView> nodes) {
        if (definition instanceof Evidence.Unknown<DatastoreDefinition> unknown) {
            return Evidence.unknown(unknown.reason());
        }
        List<Report> reports = new ArrayList<>();
        for (NodeView node : nodes) {
            try {
                report(node, nodes).ifPresent(reports::add);
            } catch (IllegalArgumentException unreadable) {
                return Evidence.unknown("the configuration that " + node.nodeId() + " reports cannot be read: "
                        + unreadable.getMessage());
            }
        }
        return newest(reports, nodes);
    }

    private Evidence<Ensemble> newest(List<Report> reports, Collection<NodeView> nodes) {
        Optional<Report> newest = reports.stream()
                .max(Comparator.comparingLong(report -> report.ensemble().version()));
        if (newest.isEmpty()) {
            boolean allIdle = nodes.stream().allMatch(NodeView::isIdle);
            return record.initialisedAt().isEmpty() && allIdle
                    ? Evidence.known(Ensemble.EMPTY, Instant.EPOCH, "the cluster was never initialised")
                    : Evidence.unknown("no voter reports the configuration");
        }
        Ensemble found = newest.get().ensemble();
        return against(found, reports, nodes)
                .<Evidence<Ensemble>>map(Evidence::unknown)
                .orElseGet(() -> Evidence.known(
                        found, newest.get().readAt(), "agent " + newest.get().nodeId()));
    }

    /** What stands against believing the newest configuration. */
    private Optional<String> against(Ensemble found, List<Report> reports, Collection<NodeView> nodes) {
        if (found.version() < record.configurationVersion().orElse(Long.MIN_VALUE)) {
            return Optional.of("the newest configuration reported has version " + found.version() + ", but version "
                    + record.configurationVersion().getAsLong() + " was seen before");
        }
        boolean known = record.configurationVersion().isPresent();
        if (known && nodes.stream().filter(NodeView::everMember).noneMatch(node -> isIn(found, node))) {
            return Optional.of("configuration " + found.version() + " has no member that ever was one before");
        }
        for (Report other : reports) {
            if (other.ensemble().version() == found.version()
                    && !other.ensemble().members().equals(found.members())) {
                return Optional.of("configuration " + found.version() + " is reported with different members");
            }
            if (other.ensemble().version() < found.version() && holdsMajority(other.ensemble(), reports)) {
                return Optional.of("configuration " + found.version() + " is reported, and a majority of configuration "
                        + other.ensemble().version() + " still reports that one");
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(Ensemble ensemble, NodeView node) {
        return ensemble.ofNode(node.nodeId()).isPresent();
    }

    /** Whether voters with more than half of a configuration's votes report that configuration. */
    private static boolean holdsMajority(Ensemble ensemble, List<Report> reports) {
        long total =
                ensemble.voters().stream().mapToLong(Ensemble.Member::votes).sum();
        long reporting = reports.stream()
                .filter(report -> report.ensemble().version() == ensemble.version())
                .flatMap(report -> ensemble.ofNode(report.nodeId()).stream())
                .mapToLong(Ensemble.Member::votes)
                .sum();
        return reporting > total / 2;
    }

    private Optional<Report> report(NodeView node, Collection<NodeView> nodes) {
        if (!(node.observation().store() instanceof Evidence.Known<StoreExtras> extras)) {
            return Optional.empty();
        }
        if (record.storeClusterId()
                .filter(id -> !id.equals(extras.value().clusterId()))
                .isPresent()) {
            return Optional.empty();
        }
        Members members = definition.toOptional().orElseThrow().members();
        Map<String, AttributeValue> attributes = extras.value().attributes();
        AttributeValue text = attributes.get(members.configuration().from());
        AttributeValue version = attributes.get(members.configuration().version());
        if (!(text instanceof AttributeValue.Text) || version == null) {
            return Optional.empty();
        }
        MembershipConfiguration configuration =
                ConfigurationFormat.parse(members.configuration().format(), text.asText(), version.asText());
        Ensemble ensemble = ensemble(configuration, members, nodes);
        boolean votes = ensemble.ofNode(node.nodeId())
                .filter(member -> member.votes() > 0)
                .isPresent();
        return votes ? Optional.of(new Report(node.nodeId(), ensemble, extras.observedAt())) : Optional.empty();
    }

    private static Ensemble ensemble(
            MembershipConfiguration configuration, Members members, Collection<NodeView> nodes) {
        List<Ensemble.Member> list = configuration.members().stream()
                .map(member -> {
                    Map<String, Object> facts = Facts.member(member.id(), member.type(), member.attributes());
                    return new Ensemble.Member(
                            member.id(),
                            member.type(),
                            number(members.votes(), facts),
                            members.holdsData().test(facts).isTrue(),
                            nodeOf(member.id(), nodes));
                })
                .toList();
        return new Ensemble(configuration.version(), configuration.text(), list);
    }

    private static Optional<String> nodeOf(String memberId, Collection<NodeView> nodes) {
        List<String> claimants = nodes.stream()
                .filter(node -> node.memberId().equals(Optional.of(memberId)))
                .map(NodeView::nodeId)
                .toList();
        return claimants.size() == 1 ? Optional.of(claimants.get(0)) : Optional.empty();
    }

    private static long number(Expression votes, Map<String, Object> facts) {
        if (votes.evaluate(facts) instanceof Outcome.Value value && value.value() instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("the votes of a member cannot be told by " + votes);
    }
}
