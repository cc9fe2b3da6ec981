package io.replicante.core.view;

import io.replicante.spec.cluster.Namespace;
import java.util.Locale;

/** What may be done in a cluster at present. */
public enum Mode {
    /** Everything that is safe. */
    SYNC,
    /** Watching only; nothing is ever sent. */
    OBSERVE,
    /** Only removals. */
    DELETE,
    /** Nothing is begun; what was begun is ended or withdrawn. */
    PAUSED;

    static Mode of(Surroundings surroundings, boolean clusterPaused) {
        return switch (surroundings.namespace().status()) {
            case OBSERVED, INACTIVE -> OBSERVE;
            case DELETING, DELETED -> DELETE;
            case ACTIVE -> clusterPaused || isPaused(surroundings) ? PAUSED : SYNC;
        };
    }

    private static boolean isPaused(Surroundings surroundings) {
        return surroundings.namespacePause().isPresent()
                || surroundings.fleetPause().isPresent();
    }

    /**
     * Whether a namespace's clusters are looked at, at all.
     *
     * @param namespace the namespace
     * @return false when it is ignored
     */
    public static boolean isWatched(Namespace namespace) {
        return switch (namespace.status()) {
            case ACTIVE, OBSERVED, DELETING -> true;
            case INACTIVE, DELETED -> false;
        };
    }

    /**
     * The name as reports and explanations show it.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
