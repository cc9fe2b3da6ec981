package io.replicante.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.replicante.core.check.DeclaredGroups;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Target;
import io.replicante.core.state.WorkClass;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.event.Actor;
import io.replicante.spec.platform.DiscoveredNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes candidates from what a definition says of an action. */
public final class Candidates {
    private static final int MAX_KEY = 500;

    private final ClusterView view;
    private final String remedy;

    Candidates(ClusterView view, String remedy) {
        this.view = view;
        this.remedy = remedy;
    }

    /**
     * Candidates for one remedy.
     *
     * @param situation the cluster
     * @param remedy the remedy's name
     * @return a maker of candidates
     */
    public static Candidates of(Situation situation, String remedy) {
        return new Candidates(situation.view(), remedy);
    }

    /**
     * An action of an agent.
     *
     * @param described what the definition says of it
     * @param subject the node that it is about
     * @param lost the member that is lost, when the action is about one
     * @param findings what it would resolve
     * @return the candidate
     */
    public Candidate action(
            ActionDefinition described,
            Optional<NodeView> subject,
            Optional<Ensemble.Member> lost,
            List<Finding> findings) {
        ActionDefinition action = Described.asFarAsKnown(view, described, subject, lost);
        List<Target> targets = new ArrayList<>();
        subject.map(Candidates::target).ifPresent(targets::add);
        lost.map(this::target).ifPresent(targets::add);
        return new Candidate(
                key(action.kind(), targets, incident(findings)),
                action.kind(),
                WorkClass.REDUNDANCY,
                remedy,
                Execution.executor(view, action, subject, lost),
                targets,
                Optional.empty(),
                Execution.args(view, action, subject, lost),
                Effects.of(view, action.kind(), action.footprint(), subject, lost),
                codes(findings),
                Optional.empty(),
                Actor.engine(remedy),
                action.idempotent());
    }

    /**
     * An action of an agent as the declaration wants it, with the footprint that the definition gives its kind; where none does,
     * with the one that the protocol means.
     *
     * @param kind what
     * @param subject the node that it is about
     * @param runsOn the node whose agent is to run it
     * @param args with what; a JSON null for what the definition says
     * @param findings what it would resolve
     * @return the candidate
     */
    Candidate declared(String kind, NodeView subject, NodeView runsOn, JsonNode args, List<Finding> findings) {
        Optional<ActionDefinition> defined = view.definition()
                .toOptional()
                .flatMap(definition -> definition.action(kind))
                .map(action -> Described.asFarAsKnown(view, action, Optional.of(subject), Optional.empty()));
        boolean forms = kind.equals(ActionKinds.CLUSTER_INIT);
        Optional<String> voter = forms ? Optional.empty() : Optional.of(subject.nodeId());
        Effect meant = new Effect(
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                voter,
                Optional.empty(),
                Optional.empty(),
                forms,
                false,
                false);
        List<Target> targets = List.of(target(subject));
        return new Candidate(
                key(kind, targets, incident(findings)),
                kind,
                WorkClass.REDUNDANCY,
                remedy,
                Optional.of(runsOn.nodeId()),
                targets,
                Optional.empty(),
                args.isNull()
                        ? defined.<JsonNode>map(
                                        action -> Execution.args(view, action, Optional.of(subject), Optional.empty()))
                                .orElse(args)
                        : args,
                defined.map(action ->
                                Effects.of(view, kind, action.footprint(), Optional.of(subject), Optional.empty()))
                        .orElse(meant),
                codes(findings),
                Optional.empty(),
                Actor.engine(remedy),
                defined.map(ActionDefinition::idempotent).orElse(false));
    }

    /**
     * A new machine.
     *
     * @param group for which group
     * @param forms whether it forms the cluster
     * @param findings what it would resolve
     * @return the candidate
     */
    public Candidate provision(String group, boolean forms, List<Finding> findings) {
        return new Candidate(
                key(Candidate.PROVISION + "|" + group, List.of(), incident(findings)),
                Candidate.PROVISION,
                WorkClass.REDUNDANCY,
                remedy,
                Optional.empty(),
                List.of(),
                Optional.of(group),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("node_group_id", group)
                        .put("count", 1),
                Effect.provisioning(forms),
                codes(findings),
                Optional.empty(),
                Actor.engine(remedy),
                false);
    }

    /**
     * A machine is given back.
     *
     * @param node the node
     * @param findings what it would resolve
     * @return the candidate
     */
    public Candidate deprovision(NodeView node, List<Finding> findings) {
        List<Target> targets = List.of(target(node));
        return new Candidate(
                key(Candidate.DEPROVISION, targets, incident(findings)),
                Candidate.DEPROVISION,
                WorkClass.REDUNDANCY,
                remedy,
                Optional.empty(),
                targets,
                DeclaredGroups.of(view, node),
                JsonNodeFactory.instance.objectNode().put("node_id", node.nodeId()),
                Effect.losing(node.nodeId()),
                codes(findings),
                Optional.empty(),
                Actor.engine(remedy),
                true);
    }

    /**
     * A node as a target.
     *
     * @param node the node
     * @return the target
     */
    static Target target(NodeView node) {
        return new Target(
                node.nodeId(),
                node.incarnation().toOptional(),
                node.discovered().map(DiscoveredNode::machine));
    }

    private Target target(Ensemble.Member member) {
        return member.nodeId()
                .flatMap(view::node)
                .map(Candidates::target)
                .orElseGet(() -> new Target(member.label(), Optional.empty(), Optional.empty()));
    }

    private static String key(String kind, List<Target> targets, String incident) {
        String subjects = targets.stream()
                .map(target -> target.nodeId()
                        + target.incarnation().map(each -> "@" + each).orElse(""))
                .collect(Collectors.joining(","));
        String key = kind + "|" + subjects + "|" + incident;
        return key.length() <= MAX_KEY ? key : kind.split("\\|", 2)[0] + "|" + hash(key) + "|" + incident;
    }

    private static String hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String incident(List<Finding> findings) {
        return findings.stream()
                .findFirst()
                .map(finding -> finding.incident().toString())
                .orElse("");
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).distinct().toList();
    }
}
