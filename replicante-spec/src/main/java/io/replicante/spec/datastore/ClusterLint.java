package io.replicante.spec.datastore;

import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterDefinition;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Optional<DatastoreDefinition> datastore = lint.datastore();
        spec.declaration()
                .definition()
                .ifPresent(cluster -> datastore.ifPresent(found -> lint.size(cluster.desiredNodes(), found)));
        return lint.problems;
    }

    private void add(String path, String reason) {
        problems.add(new Problem(PATH + path, 0, reason));
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
            add("definition.store", "no definition that may be used covers " + store + " " + version);
        }
        return found;
    }

    private static boolean covers(DatastoreDefinition definition, String store, String version) {
        boolean storeFits = definition.stores().isEmpty() || definition.stores().contains(store);
        return storeFits && definition.versions().contains(version);
    }

    private void size(int nodes, DatastoreDefinition datastore) {
        int smallest = datastore.membership().smallest();
        if (nodes < smallest) {
            add("definition.nodes", "ask for " + nodes + " nodes; " + datastore.name() + " keeps at least " + smallest);
        }
        boolean quorum =
                datastore.shardClasses().stream().anyMatch(each -> each.durability() instanceof Durability.Quorum);
        int most = quorum ? Math.max(0, (nodes - 1) / 2) : Math.max(0, nodes - 1);
        tolerance("durability", declaration.tolerate().durability().orElse(0), most, nodes);
        tolerance("availability", declaration.tolerate().availability().orElse(0), most, nodes);
    }

    private void tolerance(String name, int wanted, int most, int nodes) {
        if (wanted > most) {
            add(
                    "tolerate." + name,
                    "asks to survive " + wanted + " failures; " + nodes + " nodes survive " + most
                            + " at most, so voluntary work is refused for ever");
        }
    }
}
