package io.replicante.core.http;

import io.replicante.spec.ConflictException;
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
    /** The original lists no more and does not say that it left something out, so a list of this length proves no absence. */
    private static final int LIST_CAP = 50;

    private final AgentCalls calls;

    HttpAgent(AgentCalls calls) {
        this.calls = calls;
    }

    @Override
    public AgentNode node() {
        return calls.read("info/node", Messages.AGENT_NODE::read);
    }

    @Override
    public StoreExtras store() {
        return calls.read("info/store", Messages.AGENT_STORE_EXTRAS::read);
    }

    @Override
    public ShardsInfo shards() {
        return calls.read("info/shards", Messages.SHARDS_INFO::read);
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
        String path = "action/" + id;
        Reply reply = calls.get(path);
        return reply.status() == Reply.NOT_FOUND
                ? Optional.empty()
                : Optional.of(calls.action(path, reply, Messages.ACTION_EXECUTION::read, id));
    }

    @Override
    public void schedule(ActionRequest request) {
        HttpUrl url = calls.url("action");
        byte[] body = Messages.ACTION_EXECUTION_REQUEST.bytes(wire(request));
        Optional<Reply> refused = calls.schedule(url, body, Map.of(), request.id());
        if (refused.isPresent()) {
            throw refusal(Caller.what("POST", url) + refused.get().describe(), refused.get(), request.id());
        }
    }

    /** A server looks at the kind before it looks at the id, but a known id stands, whatever came under it later. */
    private RuntimeException refusal(String what, Reply reply, UUID id) {
        return switch (reply.status()) {
            case Reply.CONFLICT -> new ConflictException(what);
            case Reply.BAD_REQUEST ->
                AgentCalls.isKnown(what, () -> action(id))
                        ? new ConflictException(what)
                        : new UnsupportedException(what);
            default -> AgentCalls.refusal(what, reply);
        };
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
        ActionList list = calls.read(path, Messages.ACTION_EXECUTION_LIST::read);
        return new ActionList(list.actions(), list.complete() || list.actions().size() < LIST_CAP);
    }
}
