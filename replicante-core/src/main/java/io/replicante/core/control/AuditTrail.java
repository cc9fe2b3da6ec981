package io.replicante.core.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.store.Commit;
import io.replicante.store.Scope;
import io.replicante.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Tells as events who called the host, and what it decided. Thread-safe. */
public final class AuditTrail {
    /** Of its own: whoever decides by what is common to the fleet must not begin anew because somebody looked at something. */
    private static final Scope SCOPE = new Scope("audit");

    private final Store store;

    /**
     * Creates it.
     *
     * @param store keeps the events
     */
    public AuditTrail(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Tells of calls, in this order. When this returns, that will not be lost.
     *
     * @param calls the calls
     */
    public void record(List<Authorisation> calls) {
        if (calls.isEmpty()) {
            return;
        }
        Instant now = store.now();
        Commit.Builder commit = Commit.to(SCOPE);
        calls.forEach(call -> commit.event(new NewEvent(
                StreamKey.audit(),
                EventCodes.AUDIT_AUTHORISATION,
                now,
                payload(call),
                call.actor(),
                Optional.empty())));
        store.commit(commit.build());
    }

    private static ObjectNode payload(Authorisation call) {
        ObjectNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("action", call.action())
                .put("decision", call.decision().word());
        entity(call.actor(), payload.putObject("entity"));
        Authorisation.Resource resource = call.resource();
        ObjectNode metadata = payload.putObject("resource")
                .put("kind", resource.kind())
                .put("resource_id", resource.id())
                .putObject("metadata");
        new TreeMap<>(resource.metadata()).forEach(metadata::put);
        if (!call.reason().isEmpty()) {
            payload.put("reason", call.reason());
        }
        return payload.put("trace_id", call.traceId().orElse(null));
    }

    private static void entity(Actor actor, ObjectNode entity) {
        switch (actor.kind()) {
            case "person" -> {
                entity.put("kind", "user").put("user_id", actor.name()).putNull("session_id");
                entity.putArray("roles");
                entity.putObject("metadata");
            }
            case "service" ->
                entity.put("kind", "service").put("service_id", actor.name()).putNull("role");
            case "engine" -> entity.put("kind", "system").put("component", actor.name());
            default -> entity.put("kind", "anonymous");
        }
    }
}
