package io.replicante.spec.json;

import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads the specifications of namespaces and platforms. Stateless. */
final class ManifestSpecs {
    /** The longest interval, in seconds: 30 days. */
    static final int MAX_INTERVAL = 2_592_000;

    private static final Map<String, NamespaceStatus> STATUSES = Map.of(
            "Active", NamespaceStatus.ACTIVE,
            "Observed", NamespaceStatus.OBSERVED,
            "Inactive", NamespaceStatus.INACTIVE,
            "Deleting", NamespaceStatus.DELETING,
            "Deleted", NamespaceStatus.DELETED);

    private ManifestSpecs() {}

    static Optional<NamespaceManifest> namespace(Fields spec) {
        String id = spec.name("id");
        NamespaceStatus status = spec.optionalChoice("status", STATUSES).orElse(NamespaceStatus.ACTIVE);
        return spec.build(() -> new NamespaceManifest(new Namespace(id, status)));
    }

    static Optional<PlatformManifest> platform(Fields spec) {
        String nsId = spec.name("ns_id");
        String name = spec.name("name");
        boolean active = spec.flag("active", true);
        Duration interval = spec.optionalObject("discovery")
                .flatMap(discovery -> {
                    Duration each = interval(discovery, PlatformSpec.DEFAULT_INTERVAL);
                    return discovery.build(() -> each);
                })
                .orElse(PlatformSpec.DEFAULT_INTERVAL);
        String baseUrl = spec.object("url").flatMap(ManifestSpecs::baseUrl).orElse("");
        Duration settle = spec.optionalDuration("settle", Duration.ZERO).orElse(PlatformSpec.DEFAULT_SETTLE);
        return spec.build(() -> new PlatformManifest(new PlatformSpec(nsId, name, active, interval, baseUrl, settle)));
    }

    static Duration interval(Fields fields, Duration otherwise) {
        return Duration.ofSeconds(fields.integer("interval", 1, MAX_INTERVAL, Math.toIntExact(otherwise.toSeconds())));
    }

    private static Optional<String> baseUrl(Fields url) {
        Optional<String> baseUrl = url.parsed("base_url", text -> {
            try {
                if (new URI(text).isAbsolute()) {
                    return text;
                }
            } catch (URISyntaxException malformed) {
                throw new IllegalArgumentException("is no URL: " + malformed.getMessage(), malformed);
            }
            throw new IllegalArgumentException("needs a scheme, such as http:, before \"" + text + "\"");
        });
        return url.build(() -> baseUrl).flatMap(text -> text);
    }
}
