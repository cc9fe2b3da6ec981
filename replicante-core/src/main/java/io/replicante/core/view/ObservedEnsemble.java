package io.replicante.core.view;

import io.replicante.core.state.ClusterState;
import io.replicante.core.state.NodeRecord;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.datastore.Members.ConfigurationSource;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import io.replicante.spec.model.NodeStatus;
import io.replicante.spec.model.ShardRole;
import io.replicante.spec.model.ShardsInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is a member of a datastore whose agents report no configuration: every node that ever said that it is, whether it answers or
 * not, until a person vouches that it is forgotten.
 */
final class ObservedEnsemble {
    private final DatastoreDefinition definition;
    private final ClusterState state;
    private final Instant now;

    ObservedEnsemble(DatastoreDefinition definition, ClusterState state, Instant now) {
        this.definition = definition;
        this.state = state;
        this.now = now;
    }

    /** The members; empty where the definition wants a report, or where somebody gives one, or ever gave one. */
    Optional<Evidence<Ensemble>> read(Collection<NodeView> nodes) {
        ConfigurationSource source = definition.members().configuration();
        boolean reported = state.record().configurationText().isPresent()
                || nodes.stream()
                        .flatMap(node -> node.lastExtras().stream())
                        .anyMatch(extras -> extras.attributes().containsKey(source.from()));
        if (source.otherwise() != ConfigurationSource.Otherwise.OBSERVED || reported) {
            return Optional.empty();
        }
        List<Ensemble.Member> members = new ArrayList<>();
        for (NodeView node : nodes) {
            if ((node.everMember() || node.isMemberByItself(state.record())) && !isForgotten(node)) {
                Optional<Ensemble.Member> member = member(node);
                if (member.isEmpty()) {
                    return Optional.of(
                            Evidence.unknown("it cannot be told what node " + node.nodeId() + " does as a member"));
                }
                members.add(member.get());
            }
        }
        return Optional.of(
                members.isEmpty()
                        ? Evidence.unknown(
                                "nobody reports the configuration, and no node ever said that it is a member")
                        : Evidence.known(new Ensemble(0, "", members, true), now, "what nodes say of themselves"));
    }

    /** A person's word counts for a node that is silent or says that it is in no cluster, and not against one that works. */
    private boolean isForgotten(NodeView node) {
        boolean gone = node.isSilent() || node.isIdle() || node.status().is(NodeStatus.Code.UNKNOWN);
        return gone
                && state.overrides().values().stream()
                        .filter(each -> each.rule().equals(SafetyOverride.FORGOTTEN))
                        .filter(each -> each.isValid(now))
                        .anyMatch(each -> each.nodeId().equals(Optional.of(node.nodeId())));
    }

    /** What a configuration would call its type is the role of its copy, now or last. */
    private Optional<Ensemble.Member> member(NodeView node) {
        Members roles = definition.members();
        String type = node
                .observation()
                .shards()
                .toOptional()
                .map(ShardsInfo::shards)
                .or(() -> node.remembered().map(NodeRecord::shards))
                .orElse(List.of())
                .stream()
                .flatMap(copy -> role(copy).stream())
                .findFirst()
                .orElse("unknown");
        String id = node.memberId().orElse(node.nodeId());
        Map<String, Object> facts = Facts.member(id, type, Map.of());
        return Ensemble.Member.isName(id)
                        && Ensemble.Member.isName(type)
                        && !roles.acknowledges().test(facts).isUnknown()
                        && roles.votes().evaluate(facts) instanceof Outcome.Value value
                        && value.value() instanceof Number votes
                ? Optional.of(new Ensemble.Member(
                        id,
                        type,
                        votes.longValue(),
                        roles.holdsData().test(facts).isTrue(),
                        roles.electable().test(facts).isTrue(),
                        roles.acknowledges().test(facts).isTrue(),
                        Optional.of(node.nodeId())))
                : Optional.empty();
    }

    private static Optional<String> role(AgentShard copy) {
        return copy.role()
                .map(role -> role.kind() == ShardRole.Kind.OTHER
                        ? role.other()
                        : role.kind().name());
    }
}
