package io.replicante.spec.datastore;

import io.replicante.spec.Problem;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import io.replicante.spec.cluster.MaintenanceWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds in a declared cluster what can never be. Confined to one cluster. */
final class ClusterLint {
    private static final String PATH = "spec.declaration.";

    private final Declaration declaration;
    private final Definitions definitions;
    private final List<Problem> problems = new ArrayList<>();

    private ClusterLint(ClusterSpec spec, Definitions definitions) {
        this.declaration = spec.declaration();
        this.definitions = definitions;
    }

    static List<Problem> of(ClusterSpec spec, Definitions definitions) {
        ClusterLint lint = new ClusterLint(spec, definitions);
        lint.acknowledges();
        lint.datastore().ifPresent(lint::against);
        return lint.problems;
    }

    private void add(String path, String reason) {
        problems.add(new Problem(PATH + path, 0, reason));
    }

    private void against(DatastoreDefinition datastore) {
        declaration.definition().ifPresent(cluster -> {
            groups(cluster, datastore);
            size(cluster.desiredNodes(), datastore);
        });
        steps(datastore);
        pauses(datastore);
        windows(datastore);
    }

    private Optional<DatastoreDefinition> datastore() {
        Optional<DatastoreDefinition> named = declaration.datastore().flatMap(definitions::byName);
        if (declaration.datastore().isPresent() && named.isEmpty()) {
            add(
                    "datastore",
                    "there is no definition named " + declaration.datastore().get());
            return Optional.empty();
        }
        Optional<ClusterDefinition> cluster = declaration.definition();
        if (cluster.isEmpty()) {
            return named;
        }
        String store = cluster.get().store();
        String version = cluster.get().storeVersion();
        Optional<DatastoreDefinition> found = named.filter(each -> covers(each, store, version))
                .or(() -> named.isPresent() ? Optional.empty() : definitions.forStore(store, version));
        if (found.isEmpty()) {
            String others = named.map(List::of).orElseGet(definitions::all).stream()
                    .filter(each -> named.isPresent() || each.stores().contains(store))
                    .map(each -> "; definition " + each.name() + " is for " + software(each))
                    .collect(Collectors.joining());
            add("definition.store", "no definition that may be used covers " + store + " " + version + others);
        }
        return found;
    }

    private static String software(DatastoreDefinition definition) {
        String stores = definition.stores().isEmpty()
                ? "any store"
                : definition.stores().stream().sorted().collect(Collectors.joining(", "));
        return stores + " " + definition.versions();
    }

    private static boolean covers(DatastoreDefinition definition, String store, String version) {
        boolean storeFits = definition.stores().isEmpty() || definition.stores().contains(store);
        return storeFits && definition.versions().contains(version);
    }

    private void groups(ClusterDefinition cluster, DatastoreDefinition datastore) {
        cluster.nodes()
                .forEach((name, group) -> group.storeVersion()
                        .filter(version -> !datastore.versions().contains(version))
                        .ifPresent(version -> add(
                                "definition.nodes." + name + ".store_version",
                                "definition " + datastore.name() + " does not cover " + version
                                        + ", so that nothing is ever done in the whole cluster")));
    }

    private void size(int nodes, DatastoreDefinition datastore) {
        int smallest = datastore.membership().smallest();
        if (nodes < smallest) {
            add("definition.nodes", "ask for " + nodes + " nodes; " + datastore.name() + " keeps at least " + smallest);
        }
        Tolerable most = Tolerable.of(datastore, declaration, nodes);
        boolean undeclared = declaration.acknowledges().isEmpty()
                && datastore.shardClasses().stream()
                        .anyMatch(each -> each.acknowledges() != ShardClass.Acknowledges.MODEL);
        String hint = undeclared ? "; acknowledges does not say what clients wait for" : "";
        tolerance("durability", declaration.tolerate().durability().orElse(0), most.durability(), nodes, hint);
        tolerance("availability", declaration.tolerate().availability().orElse(0), most.availability(), nodes, "");
    }

    private void tolerance(String name, int wanted, int most, int nodes, String hint) {
        if (wanted > most) {
            add(
                    "tolerate." + name,
                    "asks to survive " + wanted + " failures; " + nodes + " nodes survive " + most
                            + " at most, so voluntary work is refused for ever" + hint);
        }
    }

    /** An entry that an earlier one covers says nothing. */
    private void acknowledges() {
        List<Acknowledgement> all = declaration.acknowledges();
        for (int i = 0; i < all.size(); i++) {
            Acknowledgement each = all.get(i);
            String path = "acknowledges[" + i + "].shards";
            String sample = each.shards().replace("*", "");
            boolean open = each.shards().endsWith("*");
            all.subList(0, i).stream()
                    .filter(earlier ->
                            earlier.covers(sample) && (!open || earlier.shards().endsWith("*")))
                    .findFirst()
                    .ifPresent(earlier -> add(
                            path,
                            "is never reached: \"" + earlier.shards() + "\" stands before it and matches the same"));
        }
    }

    private void steps(DatastoreDefinition datastore) {
        if (declaration.expand().mode() == Declaration.Expand.Mode.ADD) {
            needs("expand.mode", datastore, ActionKinds.CLUSTER_ADD);
        } else if (declaration.expand().mode() == Declaration.Expand.Mode.JOIN) {
            needs("expand.mode", datastore, ActionKinds.CLUSTER_JOIN);
        }
        if (declaration.initialise().mode() == Declaration.Initialise.Mode.SINGLE_NODE) {
            needs("initialise.mode", datastore, ActionKinds.CLUSTER_INIT);
        }
    }

    private void needs(String path, DatastoreDefinition datastore, String kind) {
        if (datastore.action(kind).isEmpty()) {
            add(
                    path,
                    "asks for " + kind + ", which definition " + datastore.name()
                            + " does not describe: Auto, or leave it out");
        }
    }

    private void pauses(DatastoreDefinition datastore) {
        Duration needed = datastore.failover().unavailableAtMost();
        declaration
                .maxPause()
                .filter(max -> !max.isZero() && max.compareTo(needed) < 0)
                .ifPresent(max -> add(
                        "pauses.max",
                        "is " + max + "; " + datastore.name() + " may need " + needed
                                + " to change its primary, so that no primary is ever moved or restarted on purpose"));
    }

    private void windows(DatastoreDefinition datastore) {
        Optional<Duration> longest =
                declaration.windows().stream().map(MaintenanceWindow::lasts).max(Comparator.naturalOrder());
        Optional<Duration> away = datastore
                .action(ActionKinds.STORE_RESTART)
                .flatMap(action -> action.footprint().awayAtMost());
        if (longest.isPresent()
                && away.filter(atMost -> atMost.compareTo(longest.get()) > 0).isPresent()) {
            add(
                    "windows",
                    "stay open for " + longest.get() + " at most; a node that restarts may be away for " + away.get()
                            + ", so that none is ever restarted on purpose");
        }
    }
}
