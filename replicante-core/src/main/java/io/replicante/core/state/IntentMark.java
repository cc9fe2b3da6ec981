package io.replicante.core.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.json.Json;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided, written on the action that an agent keeps: a control plane whose store has lost the intent finds it there again.
 * Stateless.
 */
public final class IntentMark {
    /** The metadata of an action that touches something. */
    public static final String KEY = "replicante.io/intent";

    /** Agents bound what they keep; what is longer is left out, and then the action is somebody's whom nobody knows. */
    private static final int MAX_LENGTH = 2_000;

    private IntentMark() {}

    /**
     * The mark of an action.
     *
     * @param candidate what was decided
     * @return metadata; empty for what touches nothing, or would be too long
     */
    public static Map<String, String> of(Candidate candidate) {
        if (candidate.effect().isNone()) {
            return Map.of();
        }
        String text = Json.canonical(with(candidate, candidate.executor(), NullNode.getInstance()));
        return text.length() <= MAX_LENGTH ? Map.of(KEY, text) : Map.of();
    }

    /**
     * What was decided when an action was begun.
     *
     * @param told the action, as its agent tells it
     * @param nodeId the node of that agent
     * @return what was decided, to be run by that node with the arguments that the agent has; empty when nothing readable says so
     */
    public static Optional<Candidate> read(ActionExecution told, String nodeId) {
        String text = told.metadata().get(KEY);
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Candidate decided = Json.read(text, Candidate.class);
            return decided.kind().equals(told.kind())
                    ? Optional.of(with(decided, Optional.of(nodeId), told.args()))
                    : Optional.empty();
        } catch (InvalidInputException unreadable) {
            return Optional.empty();
        }
    }

    private static Candidate with(Candidate decided, Optional<String> executor, JsonNode args) {
        return new Candidate(
                decided.key(),
                decided.kind(),
                decided.work(),
                decided.remedy(),
                executor,
                decided.targets(),
                decided.group(),
                args,
                decided.effect(),
                decided.resolves(),
                decided.request(),
                decided.actor(),
                decided.idempotent());
    }
}
