package io.replicante.core.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.document.UnreadableDocumentException;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Pause;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Page;
import io.replicante.store.Query;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses and resumes. A pause is effective before the next attempt of any engine, from the moment it is answered. Thread-safe. */
public final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);
    private static final int MAX_LISTED = 1_000;
    private static final int PART = 500;

    private final ControlCommits commits;

    /**
     * Creates it.
     *
     * @param store where pauses are kept
     */
    public Pauses(Store store) {
        commits = new ControlCommits(store);
    }

    /** Where a pause is kept, how its events are called, and which clusters it is about. */
    private record Place(
            Scope scope,
            String id,
            StreamKey key,
            String paused,
            String resumed,
            String clusters,
            Optional<Document.Key> owner) {
        private static Place of(PauseTarget target) {
            if (target instanceof PauseTarget.Cluster cluster) {
                ClusterRef ref = cluster.ref();
                return new Place(
                        Scope.of(ref),
                        DocumentKind.CLUSTER_PAUSE,
                        StreamKey.of(ref),
                        EventCodes.CLUSTER_PAUSED,
                        EventCodes.CLUSTER_RESUMED,
                        Scope.of(ref).value(),
                        Optional.of(new Document.Key(DocumentKind.CLUSTER_SPEC, ref.clusterId())));
            }
            if (target instanceof PauseTarget.Namespace namespace) {
                String nsId = namespace.nsId();
                return new Place(
                        Scope.namespace(nsId),
                        DocumentKind.NAMESPACE_PAUSE,
                        StreamKey.namespace(nsId),
                        EventCodes.NAMESPACE_PAUSED,
                        EventCodes.NAMESPACE_RESUMED,
                        "cluster/" + nsId + "/",
                        Optional.of(new Document.Key(DocumentKind.NAMESPACE, nsId)));
            }
            return new Place(
                    Scope.fleet(),
                    DocumentKind.FLEET_PAUSE,
                    StreamKey.audit(),
                    EventCodes.FLEET_PAUSED,
                    EventCodes.FLEET_RESUMED,
                    "cluster/",
                    Optional.empty());
        }
    }

    /**
     * Pauses: nothing is begun from now on; what was begun is ended or withdrawn.
     *
     * @param target what
     * @param actor who
     * @param reason why
     * @return the attempts that had been made before
     * @throws InvalidInputException if there is no such cluster or namespace
     */
    public PauseAnswer pause(PauseTarget target, Actor actor, String reason) {
        Place place = Place.of(target);
        commits.change(List.of(place.scope()), snapshot -> {
            requireOwner(place, snapshot);
            Instant now = commits.store().now();
            Pause pause = new Pause(actor, now, reason);
            return Commit.to(place.scope())
                    .put(Documents.write(DocumentKind.PAUSE, place.id(), pause))
                    .event(event(place, place.paused(), now, actor, reason));
        });
        return begun(place);
    }

    /**
     * Ends a pause, also one that outlived its cluster; where there is none, that is told all the same.
     *
     * @param target what
     * @param actor who
     * @param reason why
     * @return the attempts that are under way
     * @throws InvalidInputException if there is no such cluster or namespace
     */
    public PauseAnswer resume(PauseTarget target, Actor actor, String reason) {
        Place place = Place.of(target);
        commits.change(List.of(place.scope()), snapshot -> {
            if (snapshot.find(place.scope(), DocumentKind.PAUSE, place.id()).isEmpty()) {
                requireOwner(place, snapshot);
            }
            return Commit.to(place.scope())
                    .delete(DocumentKind.PAUSE, place.id())
                    .event(event(place, place.resumed(), commits.store().now(), actor, reason));
        });
        return begun(place);
    }

    /**
     * Something that is paused.
     *
     * @param target what
     * @param pause by whom, since when and why
     */
    public record Paused(PauseTarget target, Pause pause) {
        /** Refuses nulls. */
        public Paused {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(pause, "pause");
        }
    }

    /**
     * What is paused at present.
     *
     * @return every pause: of the fleet, of namespaces and of clusters
     */
    public List<Paused> paused() {
        List<Paused> paused = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Query.Hit> page = commits.store().list(new Query(DocumentKind.PAUSE, "", after, PART));
            for (Query.Hit hit : page.items()) {
                paused.add(new Paused(target(hit.scope()), read(hit.document())));
            }
            after = page.next();
        } while (after.isPresent());
        return paused;
    }

    private static PauseTarget target(Scope scope) {
        String[] parts = scope.value().split("/", 3);
        return switch (parts.length) {
            case 1 -> PauseTarget.fleet();
            case 2 -> PauseTarget.namespace(parts[1]);
            default -> PauseTarget.cluster(new ClusterRef(parts[1], parts[2]));
        };
    }

    private static Pause read(Document document) {
        try {
            return Documents.read(document, Pause.class);
        } catch (UnreadableDocumentException stillPauses) {
            return new Pause(Actor.anonymous(), Instant.EPOCH, String.valueOf(stillPauses.getMessage()));
        }
    }

    private static void requireOwner(Place place, Snapshot snapshot) {
        boolean there = place.owner()
                .filter(owner ->
                        snapshot.find(place.scope(), owner.kind(), owner.id()).isEmpty())
                .isEmpty();
        if (!there) {
            throw new InvalidInputException("pause", List.of(new Problem("target", 0, "there is no " + place.scope())));
        }
    }

    private static NewEvent event(Place place, String code, Instant now, Actor actor, String reason) {
        ObjectNode payload = Documents.tree(new Pause(actor, now, reason));
        payload.put("scope", place.scope().value());
        return new NewEvent(place.key(), code, now, payload, actor, Optional.empty());
    }

    /** Read after the commit: an attempt that is not listed was refused by it. */
    private PauseAnswer begun(Place place) {
        List<PauseAnswer.BegunAttempt> begun = new ArrayList<>();
        boolean complete = true;
        Optional<String> after = Optional.empty();
        do {
            Page<Query.Hit> page = commits.store().list(new Query(DocumentKind.INTENT, place.clusters(), after, PART));
            for (Query.Hit hit : page.items()) {
                if (begun.size() == MAX_LISTED) {
                    return new PauseAnswer(begun, false);
                }
                if (isAbout(place, hit.scope())) {
                    complete &= add(hit, begun);
                }
            }
            after = page.next();
        } while (after.isPresent());
        return new PauseAnswer(begun, complete);
    }

    private static boolean isAbout(Place place, Scope scope) {
        return place.clusters().endsWith("/") || scope.value().equals(place.clusters());
    }

    /** Whether it could be told if that is an attempt. */
    private static boolean add(Query.Hit hit, List<PauseAnswer.BegunAttempt> begun) {
        try {
            Intent intent = Documents.read(hit.document(), Intent.class);
            if (intent.inFlight()) {
                String[] parts = hit.scope().value().split("/", 3);
                begun.add(new PauseAnswer.BegunAttempt(
                        new ClusterRef(parts[1], parts[2]),
                        intent.id(),
                        intent.candidate().kind(),
                        intent.candidate().executor(),
                        intent.phase(),
                        intent.attemptedAt()));
            }
            return true;
        } catch (UnreadableDocumentException reported) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.DOCUMENT, hit.document().id())
                    .setCause(reported)
                    .log("an intent cannot be read, so it is not known whether it was attempted");
            return false;
        }
    }
}
