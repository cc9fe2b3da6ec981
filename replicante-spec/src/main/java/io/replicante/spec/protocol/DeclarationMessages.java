package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.cluster.Declaration.BlastRadius;
import io.replicante.spec.cluster.Declaration.Confirmation;
import io.replicante.spec.cluster.Declaration.Expand;
import io.replicante.spec.cluster.Declaration.Graces;
import io.replicante.spec.cluster.Declaration.Initialise;
import io.replicante.spec.cluster.Declaration.Tolerate;
import io.replicante.spec.cluster.MaintenanceWindow;
import io.replicante.spec.cluster.NodeSearch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a cluster should be. Members that only we know are written where they differ from their defaults. Stateless. */
final class DeclarationMessages {
    static final Declaration DEFAULT = Declaration.defaults();

    private static final long SECONDS_PER_MINUTE = 60;

    private static final Map<String, Acknowledgement.Level> LEVELS = Map.of(
            "one", Acknowledgement.Level.ONE,
            "quorum", Acknowledgement.Level.QUORUM,
            "all", Acknowledgement.Level.ALL,
            "model", Acknowledgement.Level.MODEL);

    private DeclarationMessages() {}

    static Declaration declaration(Cursor json) {
        return new Declaration(
                json.orElse("active", Cursor::flag, true),
                json.orElse("approval", Words::approval, Approval.GRANTED),
                json.optional("definition", PlatformMessages::definition),
                json.optional("datastore", Cursor::text),
                json.orElse("graces", DeclarationMessages::graces, Graces.DEFAULT),
                json.orElse("confirmation", DeclarationMessages::confirmation, Confirmation.DEFAULT),
                json.orElse("tolerate", DeclarationMessages::tolerate, Tolerate.DEFAULT),
                json.optional("pauses", pauses -> pauses.optional("max", Cursor::isoDuration))
                        .flatMap(max -> max),
                json.orElse("expand", DeclarationMessages::expand, Expand.DEFAULT),
                json.orElse("initialise", DeclarationMessages::initialise, Initialise.DEFAULT),
                json.orElse("acknowledges", each -> each.list(DeclarationMessages::acknowledgement), List.of()),
                json.orElse("windows", each -> each.list(DeclarationMessages::window), List.of()),
                json.orElse("blast_radius", DeclarationMessages::blastRadius, BlastRadius.DEFAULT),
                json.optional("failover", failover -> failover.optional("max_loss", Cursor::isoDuration))
                        .flatMap(max -> max));
    }

    private static MaintenanceWindow window(Cursor json) {
        List<String> days = json.orElse("days", each -> each.list(Cursor::text), List.of());
        String from = json.member("from").text();
        Duration lasts = json.member("lasts").isoDuration();
        String zone = json.member("zone").text();
        return json.build(() -> MaintenanceWindow.of(days, from, lasts, zone));
    }

    private static Acknowledgement acknowledgement(Cursor json) {
        String shards = json.orElse("shards", Cursor::text, "*");
        Acknowledgement.Level by = json.member("by").word(LEVELS, "one, quorum, all or model");
        return json.build(() -> new Acknowledgement(shards, by));
    }

    static JsonNode declaration(Declaration declaration) {
        ObjectNode json = Trees.object();
        json.put("active", declaration.active());
        json.set("approval", Words.approval(declaration.approval()));
        json.set("definition", Trees.optional(declaration.definition(), PlatformMessages::definition));
        json.set("expand", expand(declaration.expand()));
        json.set("graces", graces(declaration.graces()));
        json.set("initialise", initialise(declaration.initialise()));
        declaration.datastore().ifPresent(datastore -> json.put("datastore", datastore));
        if (!declaration.confirmation().equals(Confirmation.DEFAULT)) {
            json.putObject("confirmation")
                    .put("cycles", declaration.confirmation().cycles())
                    .put("loss", declaration.confirmation().loss().toString());
        }
        if (!declaration.tolerate().equals(Tolerate.DEFAULT)) {
            ObjectNode tolerate = json.putObject("tolerate");
            declaration.tolerate().durability().ifPresent(value -> tolerate.put("durability", value));
            declaration.tolerate().availability().ifPresent(value -> tolerate.put("availability", value));
        }
        declaration.maxPause().ifPresent(max -> json.putObject("pauses").put("max", max.toString()));
        declaration.maxLoss().ifPresent(max -> json.putObject("failover").put("max_loss", max.toString()));
        if (!declaration.acknowledges().isEmpty()) {
            ArrayNode acknowledges = json.putArray("acknowledges");
            declaration
                    .acknowledges()
                    .forEach(each -> acknowledges
                            .addObject()
                            .put("shards", each.shards())
                            .put("by", each.by().name().toLowerCase(Locale.ROOT)));
        }
        if (!declaration.windows().isEmpty()) {
            ArrayNode windows = json.putArray("windows");
            declaration.windows().forEach(each -> windows.add(window(each)));
        }
        if (!declaration.blastRadius().equals(BlastRadius.DEFAULT)) {
            ObjectNode radius = json.putObject("blast_radius");
            declaration.blastRadius().nodes().ifPresent(value -> radius.put("nodes", value));
            declaration.blastRadius().percent().ifPresent(value -> radius.put("percent", value));
            radius.put("domains", declaration.blastRadius().domains());
        }
        return json;
    }

    private static JsonNode window(MaintenanceWindow window) {
        ObjectNode json = Trees.object();
        ArrayNode days = json.putArray("days");
        window.days().forEach(day -> days.add(day.name().toLowerCase(Locale.ROOT)));
        return json.put("from", window.from().toString())
                .put("lasts", window.lasts().toString())
                .put("zone", window.zone().getId());
    }

    private static Expand expand(Cursor json) {
        return new Expand(
                json.orElse("mode", Words::expandMode, Expand.Mode.AUTO),
                json.optional("target_member", DeclarationMessages::search));
    }

    private static JsonNode expand(Expand expand) {
        ObjectNode json = Trees.object();
        json.set("mode", Words.expandMode(expand.mode()));
        json.set("target_member", Trees.optional(expand.targetMember(), NodeSearch::toJson));
        return json;
    }

    private static Initialise initialise(Cursor json) {
        return new Initialise(
                json.orElse("mode", Words::initialiseMode, Initialise.Mode.AUTO),
                Trees.free(json, "action_args"),
                json.optional("search", DeclarationMessages::search));
    }

    private static JsonNode initialise(Initialise initialise) {
        ObjectNode json = Trees.object();
        json.set("action_args", initialise.actionArgs());
        json.set("mode", Words.initialiseMode(initialise.mode()));
        json.set("search", Trees.optional(initialise.search(), NodeSearch::toJson));
        return json;
    }

    static NodeSearch search(Cursor json) {
        return json.build(() -> NodeSearch.fromJson(json.node()));
    }

    private static Graces graces(Cursor json) {
        return new Graces(
                json.orElse("init", DeclarationMessages::grace, Graces.DEFAULT.initialise()),
                json.orElse("expand", DeclarationMessages::grace, Graces.DEFAULT.expand()),
                json.orElse("scale_up", DeclarationMessages::grace, Graces.DEFAULT.scaleUp()));
    }

    private static JsonNode graces(Graces graces) {
        ObjectNode json = Trees.object();
        json.set("expand", grace(graces.expand()));
        json.set("init", grace(graces.initialise()));
        json.set("scale_up", grace(graces.scaleUp()));
        return json;
    }

    /** Whole minutes as a number; of ours, anything else as a text. */
    private static Duration grace(Cursor json) {
        return json.isText()
                ? json.isoDuration()
                : Duration.ofMinutes(json.integer(0, Long.MAX_VALUE / SECONDS_PER_MINUTE));
    }

    private static JsonNode grace(Duration grace) {
        boolean whole = Duration.ofMinutes(grace.toMinutes()).equals(grace);
        return whole ? LongNode.valueOf(grace.toMinutes()) : Trees.text(grace.toString());
    }

    private static Confirmation confirmation(Cursor json) {
        int cycles = json.orElse("cycles", DeclarationMessages::positive, Confirmation.DEFAULT.cycles());
        return new Confirmation(cycles, json.orElse("loss", Cursor::isoDuration, Confirmation.DEFAULT.loss()));
    }

    private static Tolerate tolerate(Cursor json) {
        return new Tolerate(failures(json, "durability"), failures(json, "availability"));
    }

    private static BlastRadius blastRadius(Cursor json) {
        OptionalInt nodes = number(json, "nodes");
        OptionalInt percent = number(json, "percent");
        int domains = json.orElse("domains", DeclarationMessages::positive, BlastRadius.DEFAULT.domains());
        return json.build(() -> new BlastRadius(nodes, percent, domains));
    }

    private static OptionalInt number(Cursor json, String member) {
        Optional<Integer> number = json.optional(member, DeclarationMessages::positive);
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    private static OptionalInt failures(Cursor json, String member) {
        Optional<Integer> failures = json.optional(member, value -> (int) value.integer(0, Integer.MAX_VALUE));
        return failures.isPresent() ? OptionalInt.of(failures.get()) : OptionalInt.empty();
    }

    private static int positive(Cursor json) {
        return (int) json.integer(1, Integer.MAX_VALUE);
    }
}
