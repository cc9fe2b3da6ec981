package io.replicante.spec.datastore;

import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.ActionDefinition.RunsOn;
import io.replicante.spec.json.Fields;
import io.replicante.spec.json.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what nodes can be asked to do. Confined to one reading. */
final class ActionReader {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Map<String, RunsOn> RUNS_ON = Map.of(
            "subject", RunsOn.SUBJECT,
            "primary", RunsOn.PRIMARY,
            "member-other-than-subject", RunsOn.MEMBER_OTHER_THAN_SUBJECT);

    private final boolean incarnations;
    private final Set<String> kinds = new TreeSet<>();

    /**
     * Begins a reading.
     *
     * @param incarnations whether the definition says how a restart of a node is seen
     */
    ActionReader(boolean incarnations) {
        this.incarnations = incarnations;
    }

    /** The kinds that were read, also those with problems. */
    Set<String> kinds() {
        return kinds;
    }

    Map<String, ActionDefinition> read(Fields spec) {
        Map<String, ActionDefinition> actions = new TreeMap<>();
        Map<String, Fields> all = spec.objectsByName("actions");
        kinds.addAll(all.keySet());
        all.forEach((kind, fields) -> {
            action(kind, fields).ifPresent(action -> actions.put(kind, action));
        });
        return actions;
    }

    private Optional<ActionDefinition> action(String kind, Fields fields) {
        checkKind(kind, fields);
        Optional<RunsOn> runsOn = fields.choice("runsOn", RUNS_ON);
        Map<String, Expression> args =
                fields.optionalObject("args").flatMap(ActionReader::args).orElseGet(Map::of);
        Footprint footprint = FootprintReader.read(fields, incarnations);
        List<Expression> requires = fields.parsedList("requires", text -> Conditions.truth(text, Place.ACTION));
        Optional<Expression> completeWhen =
                fields.optionalParsed("completeWhen", text -> Conditions.truth(text, Place.ACTION));
        Optional<Duration> deadline = deadline(fields);
        List<ActionVariant> variants = fields.objects("variants").stream()
                .flatMap(each -> variant(each, footprint, deadline).stream())
                .toList();
        Optional<String> undoneBy = fields.optionalParsed("undoneBy", other -> described(other, kinds));
        boolean idempotent = fields.flag("idempotent", false);
        deadline.ifPresent(limit -> inTime(fields, footprint, limit));
        return fields.build(() -> new ActionDefinition(
                kind,
                runsOn.orElseThrow(),
                args,
                footprint,
                requires,
                completeWhen,
                deadline.orElseThrow(),
                idempotent,
                variants,
                undoneBy));
    }

    /**
     * Reads a variant.
     *
     * @param otherwise the action's footprint
     * @param limit the action's deadline
     */
    private Optional<ActionVariant> variant(Fields fields, Footprint otherwise, Optional<Duration> limit) {
        Optional<VersionRange> versions = fields.optionalParsed("versions", VersionRange::new);
        Optional<Expression> when = fields.optionalParsed("when", text -> Conditions.truth(text, Place.ACTION));
        if (!fields.has("versions") && !fields.has("when")) {
            fields.problem("needs versions or when: without them it always applies");
        }
        Optional<Map<String, Expression>> args = fields.optionalObject("args").flatMap(ActionReader::args);
        Optional<Footprint> footprint =
                fields.has("footprint") ? Optional.of(FootprintReader.read(fields, incarnations)) : Optional.empty();
        List<Expression> requires = fields.parsedList("requires", text -> Conditions.truth(text, Place.ACTION));
        Optional<Expression> completeWhen =
                fields.optionalParsed("completeWhen", text -> Conditions.truth(text, Place.ACTION));
        Optional<RunsOn> runsOn = fields.optionalChoice("runsOn", RUNS_ON);
        Optional<Duration> deadline = fields.optionalDuration("deadline", SHORTEST);
        deadline.or(() -> limit).ifPresent(end -> inTime(fields, footprint.orElse(otherwise), end));
        return fields.build(
                () -> new ActionVariant(versions, when, args, footprint, requires, completeWhen, runsOn, deadline));
    }

    private static void inTime(Fields fields, Footprint footprint, Duration deadline) {
        if (footprint.awayAtMost().filter(away -> away.compareTo(deadline) > 0).isPresent()) {
            fields.problem("deadline", "must not end before atMost of the footprint");
        }
    }

    private static Optional<Duration> deadline(Fields fields) {
        if (!fields.has("deadline")) {
            fields.problem("deadline", "is required");
        }
        return fields.optionalDuration("deadline", SHORTEST);
    }

    /** A kind that is named elsewhere in the definition and must be described. */
    static String described(String kind, Set<String> kinds) {
        if (!kinds.contains(kind)) {
            throw new IllegalArgumentException("there is no action \"" + kind + "\" here" + Nearest.to(kind, kinds));
        }
        return kind;
    }

    private static void checkKind(String kind, Fields fields) {
        if (ActionKinds.isTest(kind)) {
            fields.problem("is a test of the agent and is not described: it touches no datastore");
        } else if (!kind.matches("[^/\\s]+/[^/\\s]+")) {
            fields.problem("must be named domain/name, such as agent.replicante.io/store.restart");
        } else if (kind.startsWith(ActionKinds.DOMAIN) && !ActionKinds.all().contains(kind)) {
            fields.problem("is no kind that agents know" + Nearest.to(kind, describable()));
        }
    }

    private static Set<String> describable() {
        return ActionKinds.all().stream()
                .filter(kind -> !ActionKinds.isTest(kind))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Map<String, Expression>> args(Fields fields) {
        Map<String, Expression> args = new TreeMap<>();
        fields.names()
                .forEach(name -> fields.parsed(name, text -> Expression.compile(text, Place.ACTION))
                        .ifPresent(expression -> args.put(name, expression)));
        return fields.build(() -> args);
    }
}
