package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.spec.cluster.ClusterSpec;
import io.replicante.spec.cluster.Namespace;
import io.replicante.spec.cluster.NamespaceStatus;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.cluster.PlatformSpec;
import io.replicante.spec.model.ClusterRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What people desire: namespaces, platforms and clusters. Stateless. */
final class DesiredMessages {
    private static final Map<String, PlatformSpec.Unlisted> UNLISTED =
            Map.of("unknown", PlatformSpec.Unlisted.UNKNOWN, "destroyed", PlatformSpec.Unlisted.DESTROYED);

    private DesiredMessages() {}

    static Namespace namespace(Cursor json) {
        return new Namespace(
                json.member("id").text(),
                json.orElse("status", Words::namespaceStatus, NamespaceStatus.ACTIVE),
                json.orElse(
                        "tls",
                        tls -> new Namespace.Tls(tls.optional("ca_bundle", Cursor::text)),
                        Namespace.Tls.DEFAULT),
                json.orElse("settings", DesiredMessages::settings, Namespace.Settings.DEFAULT));
    }

    private static Namespace.Settings settings(Cursor json) {
        return json.orElse(
                "orchestrate",
                orchestrate -> new Namespace.Settings(orchestrate.orElse(
                        "max_naction_schedule_attempts",
                        Cursor::u16,
                        Namespace.Settings.DEFAULT.maxNactionScheduleAttempts())),
                Namespace.Settings.DEFAULT);
    }

    static JsonNode namespace(Namespace namespace) {
        ObjectNode json = Trees.object();
        json.put("id", namespace.id());
        json.putObject("settings")
                .putObject("orchestrate")
                .put("max_naction_schedule_attempts", namespace.settings().maxNactionScheduleAttempts());
        json.set("status", Words.namespaceStatus(namespace.status()));
        json.putObject("tls").set("ca_bundle", Trees.text(namespace.tls().caBundle()));
        return json;
    }

    static PlatformSpec platform(Cursor json) {
        Cursor url = json.member("url");
        return new PlatformSpec(
                json.member("ns_id").text(),
                json.member("name").text(),
                json.orElse("active", Cursor::flag, true),
                json.orElse(
                        "discovery",
                        discovery -> interval(discovery, PlatformSpec.DEFAULT_INTERVAL),
                        PlatformSpec.DEFAULT_INTERVAL),
                url.member("base_url").text(),
                json.orElse("settle", Cursor::isoDuration, PlatformSpec.DEFAULT_SETTLE),
                new PlatformSpec.Tls(
                        url.optional("tls_ca_bundle", Cursor::text),
                        url.orElse("tls_insecure_skip_verify", Cursor::flag, false)),
                json.orElse(
                        "discovery",
                        discovery -> discovery.orElse(
                                "unlisted",
                                word -> word.word(UNLISTED, "unknown or destroyed"),
                                PlatformSpec.Unlisted.UNKNOWN),
                        PlatformSpec.Unlisted.UNKNOWN));
    }

    static JsonNode platform(PlatformSpec platform) {
        ObjectNode json = Trees.object();
        json.put("ns_id", platform.nsId());
        json.put("name", platform.name());
        json.put("active", platform.active());
        ObjectNode discovery = json.putObject("discovery")
                .put("interval", platform.discoveryInterval().toSeconds());
        if (platform.unlisted() == PlatformSpec.Unlisted.DESTROYED) {
            discovery.put("unlisted", "destroyed");
        }
        ObjectNode url = json.putObject("url");
        url.put("base_url", platform.baseUrl());
        url.set("tls_ca_bundle", Trees.text(platform.tls().caBundle()));
        url.put("tls_insecure_skip_verify", platform.tls().insecureSkipVerify());
        if (!platform.settle().equals(PlatformSpec.DEFAULT_SETTLE)) {
            json.put("settle", platform.settle().toString());
        }
        return json;
    }

    /** Whole seconds, at least one, at most as many as may be declared. */
    private static Duration interval(Cursor json, Duration otherwise) {
        long most = ClusterSpec.MAX_INTERVAL.toSeconds();
        return json.orElse("interval", value -> Duration.ofSeconds(value.integer(1, most)), otherwise);
    }

    static ClusterSpec cluster(Cursor json) {
        ClusterRef ref = clusterRef(json);
        return new ClusterSpec(
                ref,
                json.orElse("active", Cursor::flag, true),
                interval(json, ClusterSpec.DEFAULT_INTERVAL),
                json.optional("platform", platform -> platformRef(platform, ref.nsId())),
                json.orElse("declaration", DeclarationMessages::declaration, DeclarationMessages.DEFAULT));
    }

    static JsonNode cluster(ClusterSpec spec) {
        ObjectNode json = Trees.object();
        json.put("ns_id", spec.ref().nsId());
        json.put("cluster_id", spec.ref().clusterId());
        json.put("active", spec.active());
        json.put("interval", spec.interval().toSeconds());
        json.set("platform", Trees.optional(spec.platform(), DesiredMessages::platformRef));
        json.set("declaration", DeclarationMessages.declaration(spec.declaration()));
        return json;
    }

    private static PlatformRef platformRef(Cursor json, String clusterNsId) {
        Optional<String> nsId = json.optional("ns_id", Cursor::text);
        return new PlatformRef(nsId.orElse(clusterNsId), json.member("name").text(), nsId.isEmpty());
    }

    private static JsonNode platformRef(PlatformRef ref) {
        ObjectNode json = Trees.object();
        json.set("ns_id", Trees.text(ref.inherited() ? Optional.empty() : Optional.of(ref.nsId())));
        return json.put("name", ref.name());
    }

    static ClusterRef clusterRef(Cursor json) {
        String nsId = json.member("ns_id").text();
        String clusterId = json.member("cluster_id").text();
        return json.build(() -> new ClusterRef(nsId, clusterId));
    }
}
