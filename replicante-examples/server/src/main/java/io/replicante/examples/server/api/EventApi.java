package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.replicante.core.Replicante;
import io.replicante.spec.event.Event;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of a cluster, oldest first, in parts. Thread-safe. */
final class EventApi {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    /** How many parts of the log one request looks through when few of its events are wanted. */
    private static final int MAX_PARTS = 20;

    private final Replicante engine;

    EventApi(Replicante engine) {
        this.engine = engine;
    }

    private record Wanted(long after, int limit, Optional<String> code, Optional<Instant> since) {
        boolean includes(Event event) {
            return code.filter(each -> !each.equals(event.code())).isEmpty()
                    && since.filter(event.time()::isBefore).isEmpty();
        }
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v0/list/replicante.io/v0/event/{ns}/{cluster}", this::list);
    }

    private void list(Context context) {
        ClusterRef cluster = Requests.cluster(context);
        long after = Requests.parsed(context, "after", "a sequence", Long::parseUnsignedLong)
                .orElse(0L);
        int limit = Requests.parsed(context, "limit", "a number from 1 to " + MAX_LIMIT, EventApi::limit)
                .orElse(DEFAULT_LIMIT);
        Optional<Instant> since = Requests.parsed(
                context, "since", "a time such as 2031-03-09T07:15:42Z", text -> OffsetDateTime.parse(text)
                        .toInstant());
        if (after < 0) {
            throw RefusedException.badRequest("after: must be a sequence");
        }
        Answers.send(
                context,
                Answers.OK,
                page(cluster, new Wanted(after, limit, Requests.query(context, "code"), since)));
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException();
        }
        return limit;
    }

    private ObjectNode page(ClusterRef cluster, Wanted wanted) {
        List<Event> found = new ArrayList<>();
        long seen = wanted.after();
        boolean more = true;
        for (int part = 0; part < MAX_PARTS && more; part++) {
            List<Event> events = engine.events(cluster, seen, MAX_LIMIT);
            more = events.size() == MAX_LIMIT;
            for (Event event : events) {
                boolean fits = wanted.includes(event);
                if (fits && found.size() == wanted.limit()) {
                    return body(found, Optional.of(seen));
                }
                if (fits) {
                    found.add(event);
                }
                seen = event.sequence();
            }
        }
        return body(found, more ? Optional.of(seen) : Optional.empty());
    }

    private static ObjectNode body(List<Event> events, Optional<Long> next) {
        ObjectNode body = Answers.list(events, EventApi::item);
        next.ifPresent(sequence -> body.put("next", sequence));
        return body;
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
