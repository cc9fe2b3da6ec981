package io.replicante.spec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.Declaration.Approval;
import io.replicante.spec.cluster.Declaration.BlastRadius;
import io.replicante.spec.cluster.Declaration.Confirmation;
import io.replicante.spec.cluster.Declaration.Expand;
import io.replicante.spec.cluster.Declaration.Graces;
import io.replicante.spec.cluster.Declaration.Initialise;
import io.replicante.spec.cluster.Declaration.Tolerate;
import io.replicante.spec.cluster.MaintenanceWindow;
import io.replicante.spec.cluster.NodeGroup;
import io.replicante.spec.cluster.NodeSearch;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the specification of a cluster. Stateless. */
final class ClusterSpecReader {
    private static final int MAX_NODES = 10_000;
    /** The longest grace, in minutes: one week. */
    private static final int MAX_GRACE = 10_080;

    private static final Map<String, Acknowledgement.Level> LEVELS = Map.of(
            "one", Acknowledgement.Level.ONE,
            "quorum", Acknowledgement.Level.QUORUM,
            "all", Acknowledgement.Level.ALL,
            "model", Acknowledgement.Level.MODEL);
    private static final Map<String, Approval> APPROVALS =
            Map.of("granted", Approval.GRANTED, "required", Approval.REQUIRED);

    private static final Map<String, Expand.Mode> EXPAND_MODES =
            Map.of("Auto", Expand.Mode.AUTO, "Add", Expand.Mode.ADD, "Join", Expand.Mode.JOIN);

    private static final Map<String, Initialise.Mode> INITIALISE_MODES =
            Map.of("Auto", Initialise.Mode.AUTO, "SingleNode", Initialise.Mode.SINGLE_NODE);

    private ClusterSpecReader() {}

    static Optional<ClusterSpecManifest> read(Fields spec) {
        String nsId = spec.name("ns_id");
        String clusterId = spec.name("cluster_id");
        boolean active = spec.flag("active", true);
        Duration interval = ManifestSpecs.interval(spec, ClusterSpec.DEFAULT_INTERVAL);
        Optional<PlatformRef> platform = spec.optionalObject("platform").flatMap(ref -> platform(ref, nsId));
        Declaration declaration = spec.optionalObject("declaration")
                .flatMap(fields -> declaration(fields, clusterId))
                .orElseGet(Declaration::defaults);
        return spec.build(() -> new ClusterSpecManifest(
                new ClusterSpec(new ClusterRef(nsId, clusterId), active, interval, platform, declaration)));
    }

    private static Optional<PlatformRef> platform(Fields ref, String nsId) {
        String platformNsId = ref.optionalName("ns_id").orElse(nsId);
        String name = ref.name("name");
        return ref.build(() -> new PlatformRef(platformNsId, name));
    }

    private static Optional<Declaration> declaration(Fields fields, String clusterId) {
        boolean active = fields.flag("active", true);
        Approval approval = fields.optionalChoice("approval", APPROVALS).orElse(Approval.GRANTED);
        Optional<ClusterDefinition> definition =
                fields.optionalObject("definition").flatMap(each -> definition(each, clusterId));
        Optional<String> datastore = fields.optionalName("datastore");
        Graces graces = fields.optionalObject("graces")
                .flatMap(ClusterSpecReader::graces)
                .orElse(Graces.DEFAULT);
        Confirmation confirmation = fields.optionalObject("confirmation")
                .flatMap(ClusterSpecReader::confirmation)
                .orElse(Confirmation.DEFAULT);
        Tolerate tolerate = fields.optionalObject("tolerate")
                .flatMap(ClusterSpecReader::tolerate)
                .orElse(Tolerate.DEFAULT);
        Optional<Duration> maxPause = fields.optionalObject("pauses").flatMap(pauses -> {
            Optional<Duration> max = pauses.optionalDuration("max", Duration.ZERO);
            return pauses.build(() -> max).flatMap(each -> each);
        });
        Optional<Duration> maxLoss = fields.optionalObject("failover").flatMap(failover -> {
            Optional<Duration> max = failover.optionalDuration("max_loss", Duration.ZERO);
            return failover.build(() -> max).flatMap(each -> each);
        });
        Expand expand = fields.optionalObject("expand")
                .flatMap(ClusterSpecReader::expand)
                .orElse(Expand.DEFAULT);
        Initialise initialise = fields.optionalObject("initialise")
                .flatMap(ClusterSpecReader::initialise)
                .orElse(Initialise.DEFAULT);
        List<Acknowledgement> acknowledges = new ArrayList<>();
        fields.objects("acknowledges").forEach(each -> acknowledgement(each).ifPresent(acknowledges::add));
        List<MaintenanceWindow> windows = new ArrayList<>();
        fields.objects("windows").forEach(each -> window(each).ifPresent(windows::add));
        BlastRadius blastRadius = fields.optionalObject("blast_radius")
                .flatMap(ClusterSpecReader::blastRadius)
                .orElse(BlastRadius.DEFAULT);
        return fields.build(() -> new Declaration(
                active,
                approval,
                definition,
                datastore,
                graces,
                confirmation,
                tolerate,
                maxPause,
                expand,
                initialise,
                acknowledges,
                windows,
                blastRadius,
                maxLoss));
    }

    private static Optional<BlastRadius> blastRadius(Fields fields) {
        OptionalInt nodes = fields.optionalInteger("nodes", 1, MAX_NODES);
        OptionalInt percent = fields.optionalInteger("percent", 1, 100);
        int domains = fields.integer("domains", 1, MAX_NODES, BlastRadius.DEFAULT.domains());
        return fields.build(() -> new BlastRadius(nodes, percent, domains));
    }

    private static Optional<MaintenanceWindow> window(Fields fields) {
        List<String> days = fields.texts("days");
        String from = fields.text("from");
        Duration lasts = fields.duration("lasts", Duration.ZERO);
        String zone = fields.text("zone");
        return fields.build(() -> MaintenanceWindow.of(days, from, lasts, zone));
    }

    private static Optional<Expand> expand(Fields fields) {
        Expand.Mode mode = fields.optionalChoice("mode", EXPAND_MODES).orElse(Expand.DEFAULT.mode());
        Optional<NodeSearch> target = search(fields, "target_member");
        return fields.build(() -> new Expand(mode, target));
    }

    private static Optional<Initialise> initialise(Fields fields) {
        Initialise.Mode mode = fields.optionalChoice("mode", INITIALISE_MODES).orElse(Initialise.DEFAULT.mode());
        JsonNode args = fields.has("action_args") ? fields.free("action_args") : Initialise.DEFAULT.actionArgs();
        Optional<NodeSearch> search = search(fields, "search");
        return fields.build(() -> new Initialise(mode, args, search));
    }

    private static Optional<NodeSearch> search(Fields fields, String name) {
        if (!fields.has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(NodeSearch.fromJson(fields.free(name)));
        } catch (IllegalArgumentException refused) {
            fields.problem(name, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Acknowledgement> acknowledgement(Fields fields) {
        String shards = fields.optionalText("shards").orElse("*");
        Acknowledgement.Level by = fields.choice("by", LEVELS).orElse(Acknowledgement.Level.ONE);
        return fields.build(() -> new Acknowledgement(shards, by));
    }

    private static Optional<Graces> graces(Fields fields) {
        Duration initialise = minutes(fields, "init", Graces.DEFAULT.initialise());
        Duration expand = minutes(fields, "expand", Graces.DEFAULT.expand());
        Duration scaleUp = minutes(fields, "scale_up", Graces.DEFAULT.scaleUp());
        return fields.build(() -> new Graces(initialise, expand, scaleUp));
    }

    private static Duration minutes(Fields fields, String name, Duration otherwise) {
        return Duration.ofMinutes(fields.integer(name, 0, MAX_GRACE, Math.toIntExact(otherwise.toMinutes())));
    }

    private static Optional<Confirmation> confirmation(Fields fields) {
        int cycles = fields.integer("cycles", 1, 1_000, Confirmation.DEFAULT.cycles());
        Duration loss = fields.optionalDuration("loss", Duration.ZERO).orElse(Confirmation.DEFAULT.loss());
        return fields.build(() -> new Confirmation(cycles, loss));
    }

    private static Optional<Tolerate> tolerate(Fields fields) {
        OptionalInt durability = fields.optionalInteger("durability", 0, MAX_NODES);
        OptionalInt availability = fields.optionalInteger("availability", 0, MAX_NODES);
        return fields.build(() -> new Tolerate(durability, availability));
    }

    private static Optional<ClusterDefinition> definition(Fields fields, String clusterId) {
        ObjectNode attributes = fields.free("attributes");
        String ownId = fields.name("cluster_id");
        if (!ownId.isEmpty() && !clusterId.isEmpty() && !ownId.equals(clusterId)) {
            fields.problem("cluster_id", "must be the cluster's own \"" + clusterId + "\", not \"" + ownId + "\"");
        }
        String store = fields.name("store");
        String storeVersion = fields.name("store_version");
        if (!fields.has("nodes")) {
            fields.problem("nodes", "is required");
        }
        Map<String, NodeGroup> nodes = new TreeMap<>();
        fields.objectsByName("nodes").forEach((id, group) -> nodeGroup(group).ifPresent(read -> nodes.put(id, read)));
        return fields.build(() -> new ClusterDefinition(attributes, ownId, store, storeVersion, nodes));
    }

    private static Optional<NodeGroup> nodeGroup(Fields fields) {
        ObjectNode attributes = fields.free("attributes");
        int desiredCount = fields.integer("desired_count", 0, MAX_NODES);
        String nodeClass = fields.name("node_class");
        Optional<String> storeVersion = fields.optionalName("store_version");
        return fields.build(() -> new NodeGroup(attributes, desiredCount, nodeClass, storeVersion));
    }
}
