package io.replicante.examples.server.api;

import io.javalin.http.Context;
import io.replicante.core.control.Authorisation;
import io.replicante.core.control.Authorisation.Decision;
import io.replicante.http.OwnHosts;
import io.replicante.spec.event.Actor;
import io.replicante.spec.protocol.ErrorBody;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for every call whether it is allowed, and has that told. Thread-safe. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;
    private static final int MAX_URI = 2_000;
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private final OwnHosts hosts;
    private final Authoriser authoriser;
    private final Audit audit;

    Gate(OwnHosts hosts, Authoriser authoriser, Audit audit) {
        this.hosts = hosts;
        this.authoriser = authoriser;
        this.audit = audit;
    }

    /** Returns when the call is allowed and, if it may change something, that was told. */
    void pass(Context context) {
        boolean reads = READS.contains(context.method().name());
        Actor actor = actor(context);
        if (!hosts.contains(context.req().getServerName())) {
            throw denied(context, actor, "this is not the host that the request is for");
        }
        if (!reads && isForeign(context)) {
            throw denied(context, actor, "requests from pages of other hosts are refused");
        }
        if (!isAllowed(context, actor)) {
            throw denied(context, actor, "the caller may not do this");
        }
        Authorisation allowed = call(context, actor, Decision.ALLOW, "");
        if (reads) {
            audit.reading(allowed);
        } else {
            audit.change(allowed);
        }
    }

    private Actor actor(Context context) {
        try {
            return Requests.actor(context);
        } catch (RefusedException nobody) {
            audit.refusal(call(context, Actor.anonymous(), Decision.ERROR, String.valueOf(nobody.getMessage())));
            throw nobody;
        }
    }

    private boolean isAllowed(Context context, Actor actor) {
        try {
            return authoriser.allows(actor, context.method().name(), context.path());
        } catch (RuntimeException undecided) {
            LOG.atError().setCause(undecided).log("it cannot be told whether a call is allowed");
            String reason = "it cannot be told whether the caller may do this";
            audit.refusal(call(context, actor, Decision.ERROR, reason));
            throw new RefusedException(UNAVAILABLE, Answers.error(ErrorBody.of(reason)));
        }
    }

    private RefusedException denied(Context context, Actor actor, String reason) {
        audit.refusal(call(context, actor, Decision.DENY, reason));
        return new RefusedException(FORBIDDEN, Answers.error(ErrorBody.of(reason)));
    }

    private static Authorisation call(Context context, Actor actor, Decision decision, String reason) {
        String query = context.queryString();
        String uri = query == null ? context.path() : context.path() + "?" + query;
        return new Authorisation(
                actor,
                "http:" + context.method().name().toLowerCase(Locale.ROOT),
                decision,
                new Authorisation.Resource("HttpEndpoint", cut(context.path()), Map.of("uri", cut(uri))),
                reason,
                trace(context));
    }

    private static Optional<String> trace(Context context) {
        return Optional.ofNullable(context.header("traceparent"))
                .map(TRACE_PARENT::matcher)
                .filter(Matcher::matches)
                .map(parent -> parent.group(1));
    }

    private static String cut(String text) {
        return text.length() <= MAX_URI ? text : text.substring(0, MAX_URI);
    }

    /** Nobody logs in, so a page of somebody else in a browser on this machine must not be able to change anything. */
    private static boolean isForeign(Context context) {
        String origin = context.header("Origin");
        return origin != null && !isOwn(origin, String.valueOf(context.host()));
    }

    private static boolean isOwn(String origin, String host) {
        try {
            return host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
