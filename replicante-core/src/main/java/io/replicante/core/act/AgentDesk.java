package io.replicante.core.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.core.connect.Agents;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.IntentMark;
import io.replicante.core.state.Target;
import io.replicante.core.state.Withdrawals;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.action.NodeAction;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.ActionToken;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.AgentEndpoint;
import io.replicante.spec.model.NodeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Hands actions to agents, and withdraws them by occupying their ids. Thread-safe. */
final class AgentDesk {
    /** Doing nothing is right whenever it is done. */
    private static final Duration WITHDRAWAL_LASTS = Duration.ofDays(1);

    private final Agents agents;
    private final BoundedCalls calls;

    AgentDesk(Agents agents, BoundedCalls calls) {
        this.agents = agents;
        this.calls = calls;
    }

    /**
     * Sends an action. An agent that could not be reached is no proof that nothing arrived: what was attempted leaves the
     * footprint only when it is final or withdrawn. An id that is known already arrived earlier. A reply that cannot be
     * understood is no refusal.
     */
    HandOver send(Assignment assignment) {
        Candidate candidate = assignment.intent().candidate();
        String node = assignment.executor().orElse("nobody");
        String what = candidate.kind() + " on " + node;
        ActionRequest request = request(assignment, candidate.kind(), candidate.args(), false);
        try {
            AgentEndpoint endpoint = endpoint(assignment);
            return new HandOver(
                    calls.start(assignment.atMost(), () -> {
                        try (Agent agent = agents.connect(endpoint)) {
                            agent.schedule(request);
                            return new Outcome.Accepted("accepted by the agent of " + node);
                        }
                    }),
                    failure -> failed(what, failure));
        } catch (RuntimeException nobody) {
            return HandOver.of(failed(what, nobody));
        }
    }

    private static Outcome failed(String what, Throwable failure) {
        if (failure instanceof ConflictException) {
            return new Outcome.Accepted("the agent knows the id already");
        }
        return failure instanceof UnsupportedException
                ? new Outcome.Refused(what + " was refused: " + failure.getMessage())
                : new Outcome.Unknown(what + " may or may not have arrived: " + failure.getMessage());
    }

    /** Occupies the id of an action. Accepted: it can never run. Refused: it got there before. */
    Outcome withdraw(Assignment assignment) {
        String what = "withdrawal on " + assignment.executor().orElse("nobody");
        ActionRequest request = request(assignment, ActionKinds.TEST_SUCCESS, NullNode.getInstance(), true);
        try {
            ask(assignment, what, agent -> {
                agent.schedule(request);
                return true;
            });
            return new Outcome.Accepted("its id was occupied, it can never run");
        } catch (ConflictException known) {
            return occupant(assignment);
        } catch (RuntimeException unknown) {
            return new Outcome.Unknown(what + " may or may not have arrived: " + unknown.getMessage());
        }
    }

    /** Whose the occupied id is: an earlier withdrawal's, whose answer got lost, or the action's own. */
    private Outcome occupant(Assignment assignment) {
        try {
            Optional<ActionExecution> known = ask(
                    assignment,
                    "looking up " + assignment.intent().id(),
                    agent -> agent.action(assignment.intent().id()));
            if (known.isEmpty()) {
                return new Outcome.Unknown("its id is known to the agent, and no longer by whose doing");
            }
            boolean isWithdrawal = Withdrawals.isWithdrawal(
                    known.get(), assignment.intent().candidate().kind());
            return isWithdrawal
                    ? new Outcome.Accepted("its id was occupied before, it can never run")
                    : new Outcome.Refused("it reached its agent before it could be withdrawn");
        } catch (RuntimeException unknown) {
            return new Outcome.Unknown("its id is known to the agent, by whose doing is not: " + unknown.getMessage());
        }
    }

    private <T> T ask(Assignment assignment, String what, Function<Agent, T> question) {
        AgentEndpoint endpoint = endpoint(assignment);
        return calls.call(what, assignment.atMost(), () -> {
            try (Agent agent = agents.connect(endpoint)) {
                return question.apply(agent);
            }
        });
    }

    private static AgentEndpoint endpoint(Assignment assignment) {
        String node = assignment
                .executor()
                .orElseThrow(() -> new UnsupportedException("the action names no node whose agent would run it"));
        String address = assignment
                .executorAddress()
                .orElseThrow(() -> new UnavailableException("no address of " + node + " is known"));
        return new AgentEndpoint(new NodeRef(assignment.cluster().ref(), node), address);
    }

    private static ActionRequest request(Assignment assignment, String kind, JsonNode args, boolean isWithdrawal) {
        Candidate candidate = assignment.intent().candidate();
        String node = assignment.executor().orElse("");
        ActionToken token = new ActionToken(
                assignment.issuer(),
                assignment.epoch(),
                assignment.cluster().ref().clusterId(),
                node,
                isWithdrawal ? Optional.empty() : incarnation(candidate, node),
                isWithdrawal
                        ? assignment.now().plus(WITHDRAWAL_LASTS)
                        : assignment.intent().notAfter().orElse(assignment.now()));
        Map<String, String> metadata = new TreeMap<>();
        if (isWithdrawal) {
            metadata.put(Withdrawals.MARK, "true");
        } else {
            assignment.request().ifPresent(asked -> metadata.putAll(asked.metadata()));
            metadata.putAll(IntentMark.of(candidate));
        }
        metadata.putAll(token.toMetadata());
        Instant created = assignment
                .request()
                .filter(asked -> !isWithdrawal)
                .map(NodeAction::createdTime)
                .orElse(assignment.now());
        return new ActionRequest(assignment.intent().id(), kind, args, created, metadata);
    }

    private static Optional<String> incarnation(Candidate candidate, String node) {
        return candidate.targets().stream()
                .filter(target -> target.nodeId().equals(node))
                .findFirst()
                .flatMap(Target::incarnation);
    }
}
