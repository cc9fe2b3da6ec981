package io.replicante.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.action.ActionBounds;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.json.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What every request for an action must be. Pure. */
final class OrderCheck {
    /** The longest time that may be declared or asked for; clocks can be set ahead by it without harm. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int MAX_METADATA = 64;
    private static final int MAX_TEXT = 1024;
    private static final int MAX_MACHINES = 65_535;
    private static final int MAX_SECONDS = 86_400;
    /** Nothing that cannot be seen: what people approve must be what they read. */
    private static final String WORD = "[^/\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]{1,200}";

    private static final Pattern KIND = Pattern.compile(WORD + "/" + WORD);

    private OrderCheck() {}

    static void check(String kind, JsonNode args, Map<String, String> metadata) {
        if (!KIND.matcher(kind).matches()) {
            throw invalid("kind", "must be domain/name, and is " + kind);
        }
        if (kind.startsWith(ActionKinds.DOMAIN)
                && !ActionKinds.isTest(kind)
                && !ActionKinds.all().contains(kind)) {
            throw invalid("kind", kind + " is no kind that agents know" + Nearest.to(kind, ActionKinds.all()));
        }
        ActionBounds.fault(args).ifPresent(reason -> {
            throw invalid("args", reason);
        });
        if (metadata.size() > MAX_METADATA) {
            throw invalid("metadata", "has more than " + MAX_METADATA + " entries");
        }
        metadata.forEach((name, value) -> {
            if (name.length() > MAX_TEXT || value.length() > MAX_TEXT) {
                throw invalid("metadata", "has a text of more than " + MAX_TEXT + " characters");
            }
            if (name.startsWith("replicante.io/")) {
                throw invalid("metadata." + name, "the names of replicante.io are reserved");
            }
        });
    }

    /** A request for machines: how many, for which group, and how long they have to be listed. */
    static void provision(JsonNode args) {
        JsonNode request = args.path("request");
        if (!request.path("node_group_id").isTextual()) {
            throw invalid("args.request.node_group_id", "must name the group");
        }
        whole(request.path("count"), "args.request.count", 1, MAX_MACHINES);
        whole(args.path("stable_after"), "args.stable_after", 0, MAX_SECONDS);
    }

    private static void whole(JsonNode number, String path, long least, long most) {
        boolean fits = number.isIntegralNumber()
                && number.canConvertToLong()
                && number.asLong() >= least
                && number.asLong() <= most;
        if (!number.isMissingNode() && !fits) {
            throw invalid(path, "must be a whole number from " + least + " to " + most);
        }
    }

    /** A time that an action may take. */
    static void timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw invalid("timeout", "must be more than nothing and at most " + LONGEST + ", and is " + timeout);
        }
    }

    static InvalidInputException invalid(String path, String reason) {
        return new InvalidInputException("request", List.of(new Problem(path, 0, reason)));
    }
}
