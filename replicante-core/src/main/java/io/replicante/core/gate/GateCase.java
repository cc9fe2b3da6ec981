package io.replicante.core.gate;

import io.replicante.core.plan.Described;
import io.replicante.core.plan.Situation;
import io.replicante.core.state.Approval;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Effect;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Subject;
import io.replicante.core.state.Target;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.FleetFacts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.datastore.ActionDefinition;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rule judges: a candidate and everything that is known.
 *
 * @param candidate the candidate
 * @param situation the cluster and what is wrong with it
 * @param settings the numbers that the rules use
 * @param shards the copies of all shards that are no quorum of voters
 * @param forgiven shards that are left out of the answer, because a person takes the responsibility for them
 * @param approvals whether people's approvals are looked at
 */
public record GateCase(
        Candidate candidate,
        Situation situation,
        SafetySettings settings,
        ShardsReading shards,
        List<SafetyOverride> forgiven,
        boolean approvals) {
    /** Refuses nulls. */
    public GateCase {
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(situation, "situation");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(shards, "shards");
        forgiven = List.copyOf(forgiven);
    }

    /**
     * A case in which no shard is left out.
     *
     * @param candidate the candidate
     * @param situation the cluster and what is wrong with it
     * @param settings the numbers that the rules use
     * @param shards the copies of all shards that are no quorum of voters
     */
    public GateCase(Candidate candidate, Situation situation, SafetySettings settings, ShardsReading shards) {
        this(candidate, situation, settings, shards, List.of(), true);
    }

    /**
     * A case by itself.
     *
     * @param candidate the candidate
     * @param situation the cluster and what is wrong with it
     * @param settings the numbers that the rules use
     */
    public GateCase(Candidate candidate, Situation situation, SafetySettings settings) {
        this(candidate, situation, settings, ShardsReading.of(situation.view(), settings.caughtUpMax()));
    }

    /**
     * The cluster.
     *
     * @return the view
     */
    public ClusterView view() {
        return situation.view();
    }

    /**
     * The candidate's footprint.
     *
     * @return the effect
     */
    public Effect effect() {
        return candidate.effect();
    }

    /**
     * What the datastore software is.
     *
     * @return the definition, if it is known
     */
    public Optional<DatastoreDefinition> definition() {
        return situation.definition();
    }

    /** What the definition says of the candidate's kind of action here; unknown also where it does not describe it. */
    Evidence<ActionDefinition> described() {
        return Described.action(
                view(),
                candidate.kind(),
                subject(),
                effect().leaves()
                        .flatMap(member -> view().ensemble().toOptional().flatMap(ensemble -> ensemble.byId(member))));
    }

    /**
     * The other actions whose effects must be reckoned with.
     *
     * @return the intents in flight but the candidate's own
     */
    public List<Intent> others() {
        return view().inFlight().stream()
                .filter(intent -> !intent.candidate().key().equals(candidate.key()))
                .toList();
    }

    /** What is known of all clusters, if that is not too old to rely on. */
    Evidence<FleetFacts> fleet() {
        Evidence<FleetFacts> fleet = view().surroundings().fleet();
        if (!(fleet instanceof Evidence.Known<FleetFacts> known)) {
            return fleet;
        }
        Instant now = view().now();
        Duration limit = settings.fleetMax();
        boolean recent = !known.observedAt().plus(limit).isBefore(now)
                && !known.observedAt().isAfter(now.plus(limit));
        return recent
                ? fleet
                : Evidence.unknown("what is known of the fleet is of " + known.observedAt() + ", more than " + limit
                        + " from now");
    }

    /**
     * The node that is the candidate's main subject.
     *
     * @return the node, if it is known
     */
    public Optional<NodeView> subject() {
        return candidate.subject().map(Target::nodeId).flatMap(view()::node);
    }

    /**
     * The findings that the candidate would resolve.
     *
     * @return the findings
     */
    public List<Finding> resolved() {
        return situation.findings().values().stream()
                .filter(finding -> candidate.resolves().contains(finding.code()))
                .filter(finding -> isAboutTargets(finding.subject()))
                .toList();
    }

    /** A finding about a node concerns a candidate that is aimed at that node, at none, or that takes its place. */
    boolean isAboutTargets(Subject subject) {
        return candidate.targets().isEmpty()
                || effect().shift().promoted().isPresent()
                || !subject.kind().equals("node")
                || candidate.targets().stream()
                        .anyMatch(target -> target.nodeId().equals(subject.id()));
    }

    /**
     * Whether an action in flight is late and this candidate is aimed at its subject or its executor: then this candidate may
     * take its place.
     *
     * @param other the action in flight
     * @return true when it is superseded
     */
    public boolean supersedes(Intent other) {
        if (!other.isOverdue(view().now())) {
            return false;
        }
        List<String> ours = candidate.targets().stream().map(Target::nodeId).toList();
        boolean subjects = !other.candidate().targets().isEmpty()
                && other.candidate().targets().stream().map(Target::nodeId).allMatch(ours::contains);
        boolean executor = other.candidate().executor().filter(ours::contains).isPresent();
        return subjects || executor;
    }

    /**
     * Whether this candidate goes on with what an action in flight began: that stops writes so that the primary can be moved.
     *
     * @param other the action in flight
     * @return true when this is a later step of the same change
     */
    boolean continues(Intent other) {
        Optional<String> paused = other.candidate().effect().shift().pauses();
        return paused.isPresent()
                && (effect().shift().demoted().equals(paused)
                        || effect().shift().promoted().isPresent());
    }

    /**
     * A person's agreement to the candidate.
     *
     * @return the approval, if there is one that still counts
     */
    public Optional<Approval> approval() {
        return !approvals
                ? Optional.empty()
                : Optional.ofNullable(view().state().approvals().get(candidate.key()))
                        .filter(approval -> approval.isValid(view().now()));
    }

    /**
     * A person's word for a node, such as that an old primary takes no more writes.
     *
     * @param rule the rule that asks for it
     * @param nodeId the node
     * @return who vouches, why and until when, if somebody does and it lasts until the action should be over
     */
    public Optional<SafetyOverride> attestation(String rule, String nodeId) {
        return view().state().attestation(rule, nodeId, view().now()).filter(word -> Overriding.lasts(this, word));
    }

    /**
     * The voters as they must be assumed to be, before any action in flight.
     *
     * @return the voters, or why they are not known
     */
    public Evidence<Voters> voters() {
        return Observed.against(this).<Evidence<Voters>>map(Evidence::unknown).orElseGet(() -> Voters.of(view()));
    }

    /**
     * A node that answers, and does not say that it is healthy, counts as down; all the same it may serve. To take it away is judged
     * by what the others are able to do.
     */
    boolean takesAwayWhatAnswers() {
        return effect().away()
                .flatMap(view()::node)
                .filter(node -> !node.isSilent() && !node.isUp())
                .isPresent();
    }

    /** The shards that the candidate touches, each as it must be assumed to be before any action in flight. */
    Evidence<List<Shard>> touched() {
        return unforgiven(Touching.of(this));
    }

    /** The shards of which a node holds copies. */
    Evidence<List<Shard>> shardsOf(String nodeId) {
        return unforgiven(Touching.of(this, nodeId));
    }

    /** This case as if nobody had approved anything. */
    GateCase unapproved() {
        return new GateCase(candidate, situation, settings, shards, forgiven, false);
    }

    /** This case without the shards that are named. */
    GateCase forgiving(List<SafetyOverride> named) {
        return new GateCase(candidate, situation, settings, shards, named, approvals);
    }

    /** The quorum of the voters is no shard that could be named. */
    private Evidence<List<Shard>> unforgiven(Evidence<List<Shard>> found) {
        return forgiven.isEmpty()
                ? found
                : found.map(list -> list.stream()
                        .filter(shard -> shard.name().isEmpty()
                                || forgiven.stream().noneMatch(word -> word.forgives(shard.name())))
                        .toList());
    }
}
