package io.replicante.core.view;

import io.replicante.core.state.ClusterRecord;
import io.replicante.spec.datastore.ConfigurationFormat;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.datastore.Members.ConfigurationSource;
import io.replicante.spec.datastore.MembershipConfiguration;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.datastore.Truth;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.StoreExtras;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the datastore's own configuration among what its members report: the newest version wins; a report counts only from a
 * node that votes in the configuration which it reports, in this cluster of the datastore. A configuration newer than the one seen
 * before, or the same version with other members, is believed once a majority of the voters of that one report it, the first one once a majority of its own voters do; what is
 * older than a version seen before never is.
 */
final class EnsembleReading {
    private static final AttributeValue NO_VERSION = AttributeValue.of("0");

    private final Evidence<DatastoreDefinition> definition;
    private final ClusterRecord record;
    private final Map<String, Optional<String>> nodesByMember = new HashMap<>();
    private final Map<List<String>, Read> known = new HashMap<>();
    private @Nullable Read last;

    EnsembleReading(Evidence<DatastoreDefinition> definition, ClusterRecord record) {
        this.definition = definition;
        this.record = record;
    }

    private record Read(String text, String version, Ensemble ensemble) {}

    private record Report(String nodeId, Ensemble ensemble, Instant readAt) {}

    Evidence<Ensemble> read(Collection<NodeView> nodes) {
        if (definition instanceof Evidence.Unknown<DatastoreDefinition> unknown) {
            return Evidence.unknown(unknown.reason());
        }
        index(nodes);
        List<Report> reports = new ArrayList<>();
        for (NodeView node : nodes) {
            try {
                report(node).ifPresent(reports::add);
            } catch (IllegalArgumentException unreadable) {
                return Evidence.unknown("the configuration that " + node.nodeId() + " reports cannot be read: "
                        + unreadable.getMessage());
            }
        }
        try {
            return newest(reports, nodes);
        } catch (IllegalArgumentException unreadable) {
            return Evidence.unknown("the configuration seen before cannot be read: " + unreadable.getMessage());
        }
    }

    /** A member that two nodes claim to be is neither. */
    private void index(Collection<NodeView> nodes) {
        for (NodeView node : nodes) {
            node.memberId().ifPresent(member -> {
                boolean claimedBefore = nodesByMember.containsKey(member);
                nodesByMember.put(member, claimedBefore ? Optional.empty() : Optional.of(node.nodeId()));
            });
        }
    }

    private Evidence<Ensemble> newest(List<Report> reports, Collection<NodeView> nodes) {
        Optional<Report> newest = reports.stream()
                .max(Comparator.comparingLong(report -> report.ensemble().version()));
        if (newest.isEmpty()) {
            boolean allIdle = nodes.stream().allMatch(NodeView::isIdle);
            return record.initialisedAt().isEmpty() && allIdle
                    ? Evidence.known(Ensemble.EMPTY, Instant.EPOCH, "the cluster was never initialised")
                    : Evidence.unknown("no voter reports the configuration" + why(nodes));
        }
        Ensemble found = newest.get().ensemble();
        return (isEveryView() ? dissent(found, reports, nodes) : against(found, reports))
                .<Evidence<Ensemble>>map(Evidence::unknown)
                .orElseGet(() -> Evidence.known(
                        found, newest.get().readAt(), "agent " + newest.get().nodeId()));
    }

    /** What is missing on the nodes whose datastore could be read. */
    private String why(Collection<NodeView> nodes) {
        ConfigurationSource source =
                definition.toOptional().orElseThrow().members().configuration();
        List<Map<String, AttributeValue>> read = nodes.stream()
                .flatMap(node -> node.observation().store().toOptional().stream())
                .map(StoreExtras::attributes)
                .toList();
        if (read.isEmpty()) {
            return ": no node's datastore could be read";
        }
        for (String attribute : isEveryView() ? List.of(source.from()) : List.of(source.from(), source.version())) {
            if (read.stream().noneMatch(attributes -> attributes.containsKey(attribute))) {
                return ": attribute " + attribute + " is absent";
            }
        }
        return ": no node that reports it is a voter of it by its " + source.member();
    }

    private boolean isEveryView() {
        return definition.toOptional().orElseThrow().members().configuration().views() == ConfigurationSource.Views.ALL;
    }

    /** What stands against believing what nodes see, each for itself. */
    private Optional<String> dissent(Ensemble found, List<Report> reports, Collection<NodeView> nodes) {
        for (Report other : reports) {
            if (!other.ensemble().members().equals(found.members())) {
                return Optional.of("nodes do not see the same members, among them " + other.nodeId());
            }
        }
        Optional<String> silent = nodes.stream()
                .filter(NodeView::isUp)
                .map(NodeView::nodeId)
                .filter(id ->
                        reports.stream().noneMatch(report -> report.nodeId().equals(id)))
                .findFirst();
        if (silent.isPresent()) {
            return silent.map(id -> "node " + id + ", which is up, does not see itself among the members");
        }
        boolean confirmed = isConfirmedBy(found, found, reports)
                && recorded()
                        .map(before -> isConfirmedBy(before, found, reports))
                        .orElse(true);
        return confirmed
                ? Optional.empty()
                : Optional.of("who is a member is not told by a majority of the members, of now or seen before");
    }

    /** What stands against believing the newest configuration. */
    private Optional<String> against(Ensemble found, List<Report> reports) {
        if (found.version() < record.configurationVersion().orElse(Long.MIN_VALUE)) {
            return Optional.of("the newest configuration reported has version " + found.version() + ", but version "
                    + record.configurationVersion().getAsLong() + " was seen before");
        }
        Optional<Ensemble> recorded = recorded();
        if (recorded.isPresent()
                && found.version() > recorded.get().version()
                && !isConfirmedBy(recorded.get(), found, reports)) {
            return Optional.of(
                    "configuration " + found.version() + " is reported, and not by a majority of the voters of "
                            + "configuration " + recorded.get().version() + ", which was seen before");
        }
        boolean other = recorded.isPresent() && !recorded.get().members().equals(found.members());
        if (other && !isConfirmedBy(recorded.get(), found, reports)) {
            return Optional.of("configuration " + found.version()
                    + " is reported with other members than were seen before, and not "
                    + "by a majority of the voters of then");
        }
        if (recorded.isEmpty() && !isConfirmedBy(found, found, reports)) {
            return Optional.of("configuration " + found.version() + " is not reported by a majority of its voters");
        }
        for (Report report : reports) {
            if (report.ensemble().version() == found.version()
                    && !report.ensemble().members().equals(found.members())) {
                return Optional.of("configuration " + found.version() + " is reported with different members");
            }
        }
        return Optional.empty();
    }

    private Optional<Ensemble> recorded() {
        if (record.configurationVersion().isEmpty()
                || record.configurationText().isEmpty()) {
            return Optional.empty();
        }
        Members members = definition.toOptional().orElseThrow().members();
        String version = ConfigurationFormat.versionText(
                members.configuration().format(), record.configurationVersion().getAsLong());
        return Optional.of(ensemble(members, record.configurationText().get(), version));
    }

    /** Whether voters with more than half of the votes of one configuration report another. */
    private static boolean isConfirmedBy(Ensemble voters, Ensemble found, List<Report> reports) {
        long total = voters.voters().stream().mapToLong(Ensemble.Member::votes).sum();
        long reporting = reports.stream()
                .filter(report -> report.ensemble().version() == found.version())
                .flatMap(report -> voters.ofNode(report.nodeId()).stream())
                .mapToLong(Ensemble.Member::votes)
                .sum();
        return reporting > total / 2;
    }

    private Optional<Report> report(NodeView node) {
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
        AttributeValue version = isEveryView()
                ? NO_VERSION
                : attributes.get(members.configuration().version());
        if (!(text instanceof AttributeValue.Text) || version == null) {
            return Optional.empty();
        }
        Ensemble ensemble = ensemble(members, text.asText(), version.asText());
        boolean votes = ensemble.ofNode(node.nodeId())
                .filter(member -> member.votes() > 0)
                .isPresent();
        return votes ? Optional.of(new Report(node.nodeId(), ensemble, extras.observedAt())) : Optional.empty();
    }

    /**
     * Members report the same configuration, which is read once. It is as long as there are members, and each reports it: to compare
     * it with what the one before said is much less work than to look it up.
     */
    private Ensemble ensemble(Members members, String text, String version) {
        Read read = last;
        if (read == null || !read.text().equals(text) || !read.version().equals(version)) {
            read = known.computeIfAbsent(
                    List.of(text, version), each -> new Read(text, version, parsed(members, text, version)));
            last = read;
        }
        return read.ensemble();
    }

    private Ensemble parsed(Members members, String text, String version) {
        MembershipConfiguration configuration =
                ConfigurationFormat.parse(members.configuration().format(), text, version);
        List<Ensemble.Member> list = configuration.members().stream()
                .map(member -> {
                    Map<String, Object> facts = Facts.member(member.id(), member.type(), member.attributes());
                    return new Ensemble.Member(
                            member.id(),
                            member.type(),
                            number(members.votes(), facts),
                            members.holdsData().test(facts).isTrue(),
                            members.electable().test(facts).isTrue(),
                            told(members.acknowledges(), facts),
                            nodesByMember.getOrDefault(member.id(), Optional.empty()));
                })
                .toList();
        return new Ensemble(configuration.version(), configuration.text(), list);
    }

    private static boolean told(Expression acknowledges, Map<String, Object> facts) {
        Truth answer = acknowledges.test(facts);
        if (answer.isUnknown()) {
            throw new IllegalArgumentException("whether a member acknowledges cannot be told by " + acknowledges);
        }
        return answer.isTrue();
    }

    private static long number(Expression votes, Map<String, Object> facts) {
        if (votes.evaluate(facts) instanceof Outcome.Value value && value.value() instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("the votes of a member cannot be told by " + votes);
    }
}
