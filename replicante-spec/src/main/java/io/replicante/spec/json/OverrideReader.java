package io.replicante.spec.json;

import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.event.Actor;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads a person's word in place of a rule's answer. Stateless. */
final class OverrideReader {
    private record Place(ClusterRef cluster, Optional<String> nodeId, Optional<String> shards) {}

    private OverrideReader() {}

    static Optional<OverrideManifest> read(Fields spec) {
        String rule = spec.name("rule");
        Optional<Place> place = spec.object("scope").flatMap(OverrideReader::place);
        String actor = spec.name("actor");
        String reason = spec.text("reason");
        Optional<Instant> expires = spec.parsed("expires", OverrideReader::instant);
        return spec.build(() -> new OverrideManifest(new SafetyOverride(
                place.orElseThrow().cluster(),
                rule,
                place.orElseThrow().nodeId(),
                place.orElseThrow().shards(),
                Actor.person(actor),
                reason,
                expires.orElseThrow())));
    }

    private static Optional<Place> place(Fields scope) {
        String nsId = scope.name("ns_id");
        String clusterId = scope.name("cluster_id");
        Optional<String> nodeId = scope.optionalName("node_id");
        Optional<String> shards = scope.optionalName("shards");
        return scope.build(() -> new Place(new ClusterRef(nsId, clusterId), nodeId, shards));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "is no time with its zone, such as 2031-03-09T07:00:00Z: \"" + text + "\"", malformed);
        }
    }
}
