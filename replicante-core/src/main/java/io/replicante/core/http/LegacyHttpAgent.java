package io.replicante.core.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
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
    private static final String PREFIX = "api/unstable/";
    /** The agents list no more and do not say that they left something out. */
    private static final int LIST_CAP = 100;

    private static final String KNOWN = "ActionAlreadyExists";
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int TIMEOUT = 408;
    /** They would lead out of the path. */
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final Caller caller;
    private final HttpUrl base;

    LegacyHttpAgent(Caller caller, HttpUrl base) {
        this.caller = caller;
        this.base = base;
    }

    @Override
    public AgentNode node() {
        JsonNode datastore = caller.read(url("info/datastore"), LegacyMessages::datastore);
        return caller.read(url("info/agent"), body -> LegacyMessages.node(body, datastore));
    }

    @Override
    public StoreExtras store() {
        return caller.read(url("info/datastore"), LegacyMessages::extras);
    }

    @Override
    public ShardsInfo shards() {
        return caller.read(url("shards"), Messages.SHARDS_INFO::read);
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
        HttpUrl url = url("actions/info/" + id);
        Reply reply = caller.get(url);
        if (reply.status() == Reply.NOT_FOUND) {
            if (actionsEnabled()) {
                return Optional.empty();
            }
            throw new UnavailableException(Caller.what("GET", url) + "actions are switched off");
        }
        ActionExecution action = caller.decode(url, reply, LegacyMessages::action);
        if (!action.id().equals(id)) {
            throw new UnavailableException(Caller.what("GET", url) + "the answer is about action " + action.id());
        }
        return Optional.of(action);
    }

    @Override
    public void schedule(ActionRequest request) {
        HttpUrl url = kindUrl(LegacyRequest.oldKind(request.kind()));
        Map<String, String> headers = Map.of(LegacyRequest.HEADER, LegacyRequest.header(request));
        Reply reply = caller.post(url, LegacyMessages.request(request), headers);
        if (reply.isSuccess()) {
            HttpAgent.requireId(url, reply, request.id());
            return;
        }
        String what = Caller.what("POST", url) + reply.describe();
        switch (reply.status()) {
            case Reply.CONFLICT -> throw conflict(what, reply, request.id());
            case Reply.BAD_REQUEST -> throw refusal(what, request.id());
            case Reply.NOT_FOUND -> throw absent(what);
            case PAYLOAD_TOO_LARGE -> throw new UnsupportedException(what);
            case TIMEOUT -> throw new IndeterminateException(what);
            default -> {
                // Below 500 the server says that it did not do it.
                throw reply.isServerError() ? new IndeterminateException(what) : new UnavailableException(what);
            }
        }
    }

    private RuntimeException conflict(String what, Reply reply, UUID id) {
        boolean isKnown =
                LegacyMessages.variant(reply.body()).filter(KNOWN::equals).isPresent();
        return isKnown || isKnown(what, id) ? new ConflictException(what) : new UnavailableException(what);
    }

    private RuntimeException refusal(String what, UUID id) {
        return isKnown(what, id) ? new ConflictException(what) : new UnsupportedException(what);
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
        try {
            return action(id).isPresent();
        } catch (UnavailableException unknown) {
            throw new IndeterminateException(
                    what + "; whether the agent knows the id is not known: " + unknown.getMessage(), unknown);
        }
    }

    private ActionList list(String path) {
        HttpUrl url = url(path);
        Reply reply = caller.get(url);
        if (reply.status() == Reply.NOT_FOUND && !actionsEnabled()) {
            return new ActionList(List.of(), false);
        }
        ActionList list = caller.decode(url, reply, LegacyMessages::list);
        return new ActionList(list.actions(), list.actions().size() < LIST_CAP);
    }

    /** Which of two paths exists depends on the answer. */
    private boolean actionsEnabled() {
        HttpUrl url = url("actions/");
        Reply reply = caller.get(url);
        if (reply.status() == Reply.NOT_FOUND) {
            url = url("actions");
            reply = caller.get(url);
        }
        return caller.decode(url, reply, LegacyMessages::enabled);
    }

    private HttpUrl kindUrl(String kind) {
        HttpUrl.Builder url = url("actions/schedule").newBuilder();
        for (String segment : kind.split("/", -1)) {
            if (NO_NAMES.contains(segment)) {
                throw new UnsupportedException("no old agent has a kind of this name: " + Reply.plain(kind));
            }
            url.addPathSegment(segment);
        }
        return url.build();
    }

    private HttpUrl url(String path) {
        return base.newBuilder().addPathSegments(PREFIX + path).build();
    }
}
