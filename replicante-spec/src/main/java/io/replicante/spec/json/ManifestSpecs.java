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

    private static final int MAX_ATTEMPTS = 65_535;
    private static final Map<String, PlatformSpec.Unlisted> UNLISTED =
            Map.of("unknown", PlatformSpec.Unlisted.UNKNOWN, "destroyed", PlatformSpec.Unlisted.DESTROYED);

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
        Namespace.Tls tls =
                spec.optionalObject("tls").flatMap(ManifestSpecs::tls).orElse(Namespace.Tls.DEFAULT);
        Namespace.Settings settings =
                spec.optionalObject("settings").flatMap(ManifestSpecs::settings).orElse(Namespace.Settings.DEFAULT);
        return spec.build(() -> new NamespaceManifest(new Namespace(id, status, tls, settings)));
    }

    private static Optional<Namespace.Tls> tls(Fields tls) {
        Optional<String> caBundle = tls.optionalText("ca_bundle");
        return tls.build(() -> new Namespace.Tls(caBundle));
    }

    private static Optional<Namespace.Settings> settings(Fields settings) {
        int attempts = settings.optionalObject("orchestrate")
                .flatMap(orchestrate -> {
                    int most = orchestrate.integer(
                            "max_naction_schedule_attempts",
                            0,
                            MAX_ATTEMPTS,
                            Namespace.Settings.DEFAULT.maxNactionScheduleAttempts());
                    return orchestrate.build(() -> most);
                })
                .orElse(Namespace.Settings.DEFAULT.maxNactionScheduleAttempts());
        return settings.build(() -> new Namespace.Settings(attempts));
    }

    static Optional<PlatformManifest> platform(Fields spec) {
        String nsId = spec.name("ns_id");
        String name = spec.name("name");
        boolean active = spec.flag("active", true);
        Discovery discovery = spec.optionalObject("discovery")
                .flatMap(ManifestSpecs::discovery)
                .orElse(Discovery.DEFAULT);
        Optional<Url> url = spec.object("url").flatMap(ManifestSpecs::url);
        Duration settle = spec.optionalDuration("settle", Duration.ZERO).orElse(PlatformSpec.DEFAULT_SETTLE);
        return spec.build(() -> new PlatformManifest(new PlatformSpec(
                nsId,
                name,
                active,
                discovery.interval(),
                url.orElseThrow().base(),
                settle,
                url.orElseThrow().tls(),
                discovery.unlisted())));
    }

    /** How often a platform is listed, and what it says of what it does not list. */
    private record Discovery(Duration interval, PlatformSpec.Unlisted unlisted) {
        static final Discovery DEFAULT = new Discovery(PlatformSpec.DEFAULT_INTERVAL, PlatformSpec.Unlisted.UNKNOWN);
    }

    private static Optional<Discovery> discovery(Fields fields) {
        Duration interval = interval(fields, PlatformSpec.DEFAULT_INTERVAL);
        PlatformSpec.Unlisted unlisted =
                fields.optionalChoice("unlisted", UNLISTED).orElse(PlatformSpec.Unlisted.UNKNOWN);
        return fields.build(() -> new Discovery(interval, unlisted));
    }

    static Duration interval(Fields fields, Duration otherwise) {
        return Duration.ofSeconds(fields.integer("interval", 1, MAX_INTERVAL, Math.toIntExact(otherwise.toSeconds())));
    }

    private record Url(String base, PlatformSpec.Tls tls) {}

    private static Optional<Url> url(Fields url) {
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
        Optional<String> caBundle = url.optionalText("tls_ca_bundle");
        boolean unchecked = url.flag("tls_insecure_skip_verify", false);
        return url.build(() -> baseUrl.map(base -> new Url(base, new PlatformSpec.Tls(caBundle, unchecked))))
                .flatMap(read -> read);
    }
}
