package io.replicante.core.http;

import io.replicante.spec.ConflictException;
import io.replicante.spec.IndeterminateException;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.UnavailableException;
import io.replicante.spec.UnsupportedException;
import io.replicante.spec.agent.ActionExecution;
import io.replicante.spec.agent.ActionExecutionRequest;
import io.replicante.spec.agent.ActionList;
import io.replicante.spec.agent.ActionRequest;
import io.replicante.spec.agent.Agent;
import io.replicante.spec.model.AgentNode;
import io.replicante.spec.model.ShardsInfo;
import io.replicante.spec.model.StoreExtras;
import io.replicante.spec.protocol.Messages;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okhttp3.HttpUrl;

/** An agent behind the protocol's current API. Thread-safe; holds nothing that must be let go. */
final class HttpAgent implements Agent {
    private static final String PREFIX = "api/unstable/";
    /** The original lists no more and does not say that it left something out, so a list of this length proves no absence. */
    private static final int LIST_CAP = 50;

    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int TIMEOUT = 408;

    private final Caller caller;
    private final HttpUrl base;

    HttpAgent(Caller caller, HttpUrl base) {
        this.caller = caller;
        this.base = base;
    }

    @Override
    public AgentNode node() {
        return caller.read(url("info/node"), Messages.AGENT_NODE::read);
    }

    @Override
    public StoreExtras store() {
        return caller.read(url("info/store"), Messages.AGENT_STORE_EXTRAS::read);
    }

    @Override
    public ShardsInfo shards() {
        return caller.read(url("info/shards"), Messages.SHARDS_INFO::read);
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
        HttpUrl url = url("action/" + id);
        Reply reply = caller.get(url);
        if (reply.status() == Reply.NOT_FOUND) {
            return Optional.empty();
        }
        ActionExecution action = caller.decode(url, reply, Messages.ACTION_EXECUTION::read);
        if (!action.id().equals(id)) {
            throw new UnavailableException(Caller.what("GET", url) + "the answer is about action " + action.id());
        }
        return Optional.of(action);
    }

    @Override
    public void schedule(ActionRequest request) {
        HttpUrl url = url("action");
        Reply reply = caller.post(url, Messages.ACTION_EXECUTION_REQUEST.bytes(wire(request)), Map.of());
        if (reply.isSuccess()) {
            requireId(url, reply, request.id());
            return;
        }
        String what = Caller.what("POST", url) + reply.describe();
        switch (reply.status()) {
            case Reply.CONFLICT -> throw new ConflictException(what);
            case Reply.BAD_REQUEST -> throw refusal(what, request.id());
            case PAYLOAD_TOO_LARGE -> throw new UnsupportedException(what);
            case TIMEOUT -> throw new IndeterminateException(what);
            default -> {
                // Below 500 the server says that it did not do it.
                throw reply.isServerError() ? new IndeterminateException(what) : new UnavailableException(what);
            }
        }
    }

    /** A server looks at the kind before it looks at the id, but a known id stands, whatever came under it later. */
    private RuntimeException refusal(String what, UUID id) {
        try {
            return action(id).isPresent() ? new ConflictException(what) : new UnsupportedException(what);
        } catch (UnavailableException unknown) {
            return new IndeterminateException(
                    what + "; whether the agent knows the id is not known: " + unknown.getMessage(), unknown);
        }
    }

    static void requireId(HttpUrl url, Reply reply, UUID id) {
        String what = Caller.what("POST", url) + "the request was taken, and ";
        try {
            UUID accepted = Messages.ACTION_SCHEDULED.read(reply.body());
            if (!accepted.equals(id)) {
                throw new IndeterminateException(what + "the answer names " + accepted + " instead of " + id);
            }
        } catch (InvalidInputException unreadable) {
            throw new IndeterminateException(
                    what + "the answer cannot be read: " + Reply.plain(String.valueOf(unreadable.getMessage())),
                    unreadable);
        }
    }

    private static ActionExecutionRequest wire(ActionRequest request) {
        return new ActionExecutionRequest(
                Optional.of(request.id()),
                request.kind(),
                request.args(),
                Optional.of(request.createdTime().atOffset(ZoneOffset.UTC)),
                request.metadata());
    }

    private ActionList list(String path) {
        ActionList list = caller.read(url(path), Messages.ACTION_EXECUTION_LIST::read);
        return new ActionList(list.actions(), list.complete() || list.actions().size() < LIST_CAP);
    }

    private HttpUrl url(String path) {
        return base.newBuilder().addPathSegments(PREFIX + path).build();
    }
}
