package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.control.EventLog;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * Events, oldest first, in parts: of a cluster, of a namespace or a platform as such, or of nothing in particular, which holds
 * who called. Thread-safe.
 */
final class EventApi {
    private static final String LIST = "/api/v0/list/replicante.io/v0/event";
    private static final int DEFAULT_LIMIT = 100;

    private final EventLog events;

    EventApi(EventLog events) {
        this.events = events;
    }

    void register(RoutesConfig routes) {
        routes.get(LIST + "/{ns}/{cluster}", context -> list(context, StreamKey.of(Requests.cluster(context))));
        routes.get(LIST + "/{ns}", context -> list(context, StreamKey.namespace(Requests.namespace(context))));
        routes.get(
                LIST + "/{ns}/platform/{name}",
                context ->
                        list(context, StreamKey.platform(Requests.namespace(context), Requests.name(context, "name"))));
        routes.get(LIST, context -> list(context, StreamKey.audit()));
    }

    private void list(Context context, StreamKey key) {
        long after = Requests.parsed(context, "after", "a sequence", Long::parseUnsignedLong)
                .orElse(0L);
        int limit = Requests.parsed(context, "limit", "a number from 1 to " + EventLog.MAX_LIMIT, EventApi::limit)
                .orElse(DEFAULT_LIMIT);
        Optional<Instant> since = Requests.time(context, "since");
        if (after < 0) {
            throw RefusedException.badRequest("after: must be a sequence");
        }
        EventLog.EventPage page =
                events.read(new EventLog.Wanted(key, after, limit, Requests.query(context, "code"), since));
        ObjectNode body = Answers.list(page.items(), EventApi::item);
        page.next().ifPresent(sequence -> body.put("next", sequence));
        Answers.send(context, Answers.OK, body);
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > EventLog.MAX_LIMIT) {
            throw new IllegalArgumentException();
        }
        return limit;
    }

    private static ObjectNode item(Event event) {
        ObjectNode item = Answers.object()
                .put("id", event.id().toString())
                .put("sequence", event.sequence())
                .put("code", event.code())
                .put("time", event.time().toString());
        item.set("payload", event.payload());
        item.set("actor", Json.tree(event.actor()));
        return item.put("cause", event.cause().orElse(null));
    }
}
