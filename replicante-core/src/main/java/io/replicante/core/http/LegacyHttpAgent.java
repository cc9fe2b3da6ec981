package io.replicante.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.ConflictException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.protocol.Messages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okhttp3.HttpUrl;

/**
 * An agent behind the API of versions 0.4 and 0.5. What such an agent does not say is not made up: its node has no status, and
 * while the datastore does not answer the node itself is not available, since nobody then says which it is.
 *
 * <p>Actions may be switched off; nothing is concluded from what such an agent does not list. Tokens arrive and are not checked.
 * Thread-safe; holds nothing that must be let go.
 */
final class LegacyHttpAgent implements Agent {
    /** The agents list no more and do not say that they left something out. */
    private static final int LIST_CAP = 100;

    private static final String KNOWN = "ActionAlreadyExists";
    /** They would lead out of the path. */
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final AgentCalls calls;

    LegacyHttpAgent(AgentCalls calls) {
        this.calls = calls;
    }

    @Override
    public AgentNode node() {
        JsonNode datastore = calls.read("info/datastore", LegacyMessages::datastore);
        return calls.read("info/agent", body -> LegacyMessages.node(body, datastore));
    }

    @Override
    public StoreExtras store() {
        return calls.read("info/datastore", LegacyMessages::extras);
    }

    @Override
    public ShardsInfo shards() {
        return calls.read("shards", Messages.SHARDS_INFO::read);
    }

    @Override
    public ActionList queuedActions() {
        return list("actions/queue");
    }

    @Override
    public ActionList finishedActions() {
        return list("actions/finished");
    }

    @Override
    public Optional<ActionExecution> action(UUID id) {
        String path = "actions/info/" + id;
        Reply reply = calls.get(path);
        if (reply.status() != Reply.NOT_FOUND) {
            return Optional.of(calls.action(path, reply, LegacyMessages::action, id));
        }
        if (!actionsEnabled()) {
            throw new UnavailableException(Caller.what("GET", calls.url(path)) + "actions are switched off");
        }
        return Optional.empty();
    }

    @Override
    public void schedule(ActionRequest request) {
        HttpUrl url = kindUrl(LegacyRequest.oldKind(request.kind()));
        Map<String, String> headers = Map.of(LegacyRequest.HEADER, LegacyRequest.header(request));
        Optional<Reply> refused = calls.schedule(url, LegacyMessages.request(request), headers, request.id());
        if (refused.isPresent()) {
            throw refusal(Caller.what("POST", url) + refused.get().describe(), refused.get(), request.id());
        }
    }

    private RuntimeException refusal(String what, Reply reply, UUID id) {
        return switch (reply.status()) {
            case Reply.CONFLICT -> conflict(what, reply, id);
            case Reply.BAD_REQUEST -> isKnown(what, id) ? new ConflictException(what) : new UnsupportedException(what);
            case Reply.NOT_FOUND -> absent(what);
            default -> AgentCalls.refusal(what, reply);
        };
    }

    private RuntimeException conflict(String what, Reply reply, UUID id) {
        boolean isKnown =
                LegacyMessages.variant(reply.body()).filter(KNOWN::equals).isPresent();
        return isKnown || isKnown(what, id) ? new ConflictException(what) : new UnavailableException(what);
    }

    private RuntimeException absent(String what) {
        try {
            return actionsEnabled()
                    ? new UnavailableException(what)
                    : new UnsupportedException(what + "; actions are switched off");
        } catch (UnavailableException unknown) {
            return new UnavailableException(what + "; " + unknown.getMessage(), unknown);
        }
    }

    private boolean isKnown(String what, UUID id) {
        return AgentCalls.isKnown(what, () -> action(id));
    }

    private ActionList list(String path) {
        Reply reply = calls.get(path);
        if (reply.status() == Reply.NOT_FOUND && !actionsEnabled()) {
            return new ActionList(List.of(), false);
        }
        ActionList list = calls.decode(path, reply, LegacyMessages::list);
        return new ActionList(list.actions(), list.actions().size() < LIST_CAP);
    }

    /** Which of two paths exists depends on the answer. */
    private boolean actionsEnabled() {
        String path = "actions/";
        Reply reply = calls.get(path);
        if (reply.status() == Reply.NOT_FOUND) {
            path = "actions";
            reply = calls.get(path);
        }
        return calls.decode(path, reply, LegacyMessages::enabled);
    }

    private HttpUrl kindUrl(String kind) {
        HttpUrl.Builder url = calls.url("actions/schedule").newBuilder();
        for (String segment : kind.split("/", -1)) {
            if (NO_NAMES.contains(segment)) {
                throw new UnsupportedException("no old agent has a kind of this name: " + Reply.plain(kind));
            }
            url.addPathSegment(segment);
        }
        return url.build();
    }
}
