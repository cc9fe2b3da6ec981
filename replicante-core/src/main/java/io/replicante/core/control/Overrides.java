package io.replicante.core.control;

import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.Documents;
import io.replicante.core.gate.Overridable;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.SafetyOverride;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.EventCodes;
import io.replicante.spec.event.NewEvent;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.model.ClusterRef;
import io.replicante.store.Commit;
import io.replicante.store.Document;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import io.replicante.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people answer in place of safety rules: taken, shown, taken back. Thread-safe. */
public final class Overrides {
    /** How many overrides of one cluster may count at one time. */
    public static final int MAX = 50;
    /** How far away their end may be. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private final ControlCommits commits;
    private final Stored stored;
    private final List<String> rules;

    /**
     * Creates it.
     *
     * @param store where overrides are kept
     * @param rules the rules that there are
     */
    public Overrides(Store store, Collection<String> rules) {
        commits = new ControlCommits(store);
        stored = new Stored(store);
        this.rules = List.copyOf(rules);
    }

    /**
     * The overrides of a cluster that count.
     *
     * @param cluster the cluster
     * @return the overrides, the first to expire first
     */
    public List<SafetyOverride> list(ClusterRef cluster) {
        Scope own = Scope.of(cluster);
        Instant now = commits.store().now();
        return commits.store().load(List.of(own)).of(own, DocumentKind.OVERRIDE).stream()
                .map(document -> Stored.read(document, SafetyOverride.class))
                .filter(word -> word.isValid(now))
                .sorted(Comparator.comparing(SafetyOverride::expires).thenComparing(SafetyOverride::id))
                .toList();
    }

    /**
     * One override.
     *
     * @param cluster its cluster
     * @param id its id
     * @return the override, if there is one that counts
     */
    public Optional<SafetyOverride> get(ClusterRef cluster, UUID id) {
        return stored.one(Scope.of(cluster), DocumentKind.OVERRIDE, id.toString(), SafetyOverride.class)
                .filter(word -> word.isValid(commits.store().now()));
    }

    /**
     * Takes an override back. What was begun under it goes on.
     *
     * @param cluster its cluster
     * @param id its id
     * @param actor who takes it back
     * @return whether there was such an override
     */
    public boolean delete(ClusterRef cluster, UUID id, Actor actor) {
        if (get(cluster, id).isEmpty()) {
            return false;
        }
        Scope own = Scope.of(cluster);
        commits.change(List.of(own), snapshot -> {
            Commit.Builder commit = Commit.to(own);
            snapshot.find(own, DocumentKind.OVERRIDE, id.toString()).ifPresent(document -> {
                SafetyOverride word = Stored.read(document, SafetyOverride.class);
                commit.delete(document.kind(), document.id());
                tell(commit, EventCodes.OVERRIDE_DELETED, word, actor);
            });
            return commit;
        });
        return true;
    }

    List<Problem> problems(ManifestBatch batch) {
        List<Problem> problems = new ArrayList<>();
        Instant now = commits.store().now();
        batch.overrides().forEach((place, word) -> {
            Overridable.refusal(word, rules).ifPresent(reason -> problems.add(new Problem(place + ".rule", 0, reason)));
            if (!word.isValid(now)) {
                problems.add(new Problem(place + ".expires", 0, "has passed: it is " + now));
            } else if (word.expires().isAfter(now.plus(LONGEST))) {
                problems.add(new Problem(place + ".expires", 0, "is more than " + LONGEST.toDays() + " days away"));
            }
            if (!batch.declares(word.cluster()) && !isDeclared(word.cluster())) {
                problems.add(new Problem(place + ".scope", 0, "there is no cluster " + word.cluster()));
            }
        });
        return problems;
    }

    private boolean isDeclared(ClusterRef cluster) {
        Scope own = Scope.of(cluster);
        return isDeclared(cluster, commits.store().load(List.of(own)));
    }

    private static boolean isDeclared(ClusterRef cluster, Snapshot snapshot) {
        return snapshot.find(Scope.of(cluster), DocumentKind.CLUSTER_SPEC, cluster.clusterId())
                .isPresent();
    }

    void apply(String place, SafetyOverride word, Actor actor) {
        Scope own = Scope.of(word.cluster());
        commits.change(List.of(own), snapshot -> {
            Instant now = commits.store().now();
            if (!isDeclared(word.cluster(), snapshot)) {
                throw refused(place + ".scope", "its cluster was removed in this moment");
            }
            long others = snapshot.of(own, DocumentKind.OVERRIDE).stream()
                    .filter(document -> !document.id().equals(word.id().toString()))
                    .map(document -> Stored.read(document, SafetyOverride.class))
                    .filter(other -> other.isValid(now))
                    .count();
            if (others >= MAX) {
                throw refused(
                        place,
                        "there are " + others + " overrides in cluster " + word.cluster() + "; take one back first");
            }
            Document document = Documents.write(DocumentKind.OVERRIDE, word.id().toString(), word);
            return tell(
                    Commit.to(own).put(document).dueNoLaterThan(WorkKey.of(word.cluster()), now),
                    EventCodes.OVERRIDE_APPLY,
                    word,
                    actor);
        });
    }

    private Commit.Builder tell(Commit.Builder commit, String code, SafetyOverride word, Actor actor) {
        return commit.event(new NewEvent(
                StreamKey.of(word.cluster()),
                code,
                commits.store().now(),
                Documents.tree(word).put("id", word.id().toString()),
                actor,
                Optional.empty()));
    }

    private static InvalidInputException refused(String place, String reason) {
        return new InvalidInputException("manifests", List.of(new Problem(place, 0, reason)));
    }
}
