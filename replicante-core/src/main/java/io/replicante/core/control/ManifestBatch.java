package io.replicante.core.control;

import io.replicante.spec.Problem;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.json.ClusterSpecManifest;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.json.NamespaceManifest;
import io.replicante.spec.json.OverrideManifest;
import io.replicante.spec.json.PlatformManifest;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Manifests that are applied together, by kind and place, and what is wrong with them as such. Not thread-safe. */
final class ManifestBatch {
    private final Map<String, Namespace> namespaces = new LinkedHashMap<>();
    private final Map<String, PlatformSpec> platforms = new LinkedHashMap<>();
    private final Map<String, ClusterSpec> clusters = new LinkedHashMap<>();
    private final Map<String, SafetyOverride> overrides = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private ManifestBatch() {}

    static ManifestBatch of(List<Manifest> manifests) {
        ManifestBatch batch = new ManifestBatch();
        for (int i = 0; i < manifests.size(); i++) {
            batch.add("[" + i + "]", manifests.get(i));
        }
        return batch;
    }

    private void add(String place, Manifest manifest) {
        if (manifest instanceof NamespaceManifest declared) {
            Namespace namespace = declared.namespace();
            name(place + ".id", namespace.id());
            once(place, "namespace " + namespace.id());
            namespaces.put(place, namespace);
        } else if (manifest instanceof PlatformManifest declared) {
            PlatformSpec platform = declared.platform();
            name(place + ".name", platform.name());
            once(place, "platform " + platform.nsId() + "/" + platform.name());
            time(place + ".discovery.interval", platform.discoveryInterval());
            time(place + ".settle", platform.settle());
            platforms.put(place, platform);
        } else if (manifest instanceof ClusterSpecManifest declared) {
            ClusterSpec spec = declared.clusterSpec();
            name(place + ".cluster_id", spec.ref().clusterId());
            once(place, "cluster " + spec.ref());
            times(place, spec);
            clusters.put(place, spec);
        } else if (manifest instanceof OverrideManifest declared) {
            once(place, "override " + declared.override().id());
            overrides.put(place, declared.override());
        }
    }

    private void times(String place, ClusterSpec spec) {
        String declared = place + ".declaration.";
        time(place + ".interval", spec.interval());
        time(declared + "graces.initialise", spec.declaration().graces().initialise());
        time(declared + "graces.expand", spec.declaration().graces().expand());
        time(declared + "graces.scale_up", spec.declaration().graces().scaleUp());
        time(declared + "confirmation.loss", spec.declaration().confirmation().loss());
        spec.declaration().maxPause().ifPresent(pause -> time(declared + "pauses.max", pause));
        spec.declaration().maxLoss().ifPresent(loss -> time(declared + "failover.max_loss", loss));
    }

    private void time(String place, Duration time) {
        if (time.isNegative() || time.compareTo(OrderCheck.LONGEST) > 0) {
            problems.add(new Problem(place, 0, "must be from nothing to " + OrderCheck.LONGEST + ", and is " + time));
        }
    }

    private void once(String place, String what) {
        if (!seen.add(what)) {
            problems.add(new Problem(place, 0, what + " is declared more than once"));
        }
    }

    private void name(String place, String name) {
        if (name.isBlank() || name.length() > 256 || name.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem(place, 0, "must not be blank, longer than 256 or contain control characters"));
        } else if (name.contains("/")) {
            problems.add(new Problem(place, 0, "must not contain '/'"));
        }
    }

    List<Problem> problems() {
        return problems;
    }

    Map<String, Namespace> namespaces() {
        return namespaces;
    }

    Map<String, PlatformSpec> platforms() {
        return platforms;
    }

    Map<String, ClusterSpec> clusters() {
        return clusters;
    }

    Map<String, SafetyOverride> overrides() {
        return overrides;
    }

    boolean declares(ClusterRef cluster) {
        return clusters.values().stream().anyMatch(spec -> spec.ref().equals(cluster));
    }

    List<Namespace> namespacesOf(String nsId) {
        return namespaces.values().stream()
                .filter(namespace -> namespace.id().equals(nsId))
                .toList();
    }

    List<PlatformSpec> platformsOf(String nsId) {
        return platforms.values().stream()
                .filter(platform -> platform.nsId().equals(nsId))
                .toList();
    }

    /** The namespaces that are declared here, or whose platforms are. */
    NavigableSet<String> touchedNamespaces() {
        NavigableSet<String> touched = new TreeSet<>();
        namespaces.values().forEach(namespace -> touched.add(namespace.id()));
        platforms.values().forEach(platform -> touched.add(platform.nsId()));
        return touched;
    }

    /** All namespaces that anything here is about. */
    NavigableSet<String> mentionedNamespaces() {
        NavigableSet<String> mentioned = touchedNamespaces();
        clusters.values().forEach(spec -> mentioned.add(spec.ref().nsId()));
        return mentioned;
    }
}
