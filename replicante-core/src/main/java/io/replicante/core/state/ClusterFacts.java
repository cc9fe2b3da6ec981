package io.replicante.core.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What other clusters have to reckon with of a cluster. Immutable.
 *
 * @param seen how many of its nodes were ever seen healthy
 * @param lost since when each of those is lost that no peer confirms to be lost
 * @param working whether voluntary work is under way
 * @param domains the failure domains that this work disturbs, as the cluster's nodes name them
 * @param observed when the readings began that show it, and how often the cluster is looked at; empty in what earlier versions wrote
 * @param unknown why it is not known which of its nodes were seen and lost; empty where it is
 */
public record ClusterFacts(
        int seen,
        List<Instant> lost,
        boolean working,
        List<String> domains,
        Optional<Observed> observed,
        Optional<String> unknown) {
    /**
     * When facts were found.
     *
     * @param at when their readings began
     * @param every how often the cluster is looked at
     */
    public record Observed(Instant at, Duration every) {
        /** Refuses nulls. */
        public Observed {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(every, "every");
        }
    }

    /** More nodes than any cluster has. */
    private static final int MAX_SEEN = 1_000_000;

    /** Refuses nulls and a count that cannot be, copies the lists. */
    public ClusterFacts {
        if (seen < 0 || seen > MAX_SEEN) {
            throw new IllegalArgumentException("seen must be from 0 to " + MAX_SEEN + ", and is " + seen);
        }
        lost = List.copyOf(lost);
        domains = List.copyOf(domains);
        Objects.requireNonNull(observed, "observed");
        Objects.requireNonNull(unknown, "unknown");
    }

    /**
     * Whether the cluster was looked at of late.
     *
     * @param now the time
     * @param max how long facts are kept before they are written anew
     * @return true unless it was not looked at twice when it should have been, and for that long beside
     */
    public boolean areRecent(Instant now, Duration max) {
        return observed.filter(seenAt -> !seenAt.at()
                        .plus(seenAt.every().multipliedBy(2))
                        .plus(max)
                        .isBefore(now))
                .isPresent();
    }

    /**
     * Whether the cluster was looked at since something happened.
     *
     * @param then when
     * @param now the time: what was read later, by a clock that ran ahead, proves nothing
     * @return true when its readings began no earlier
     */
    public boolean wasSeenSince(Instant then, Instant now) {
        return observed.filter(
                        seenAt -> !seenAt.at().isBefore(then) && !seenAt.at().isAfter(now))
                .isPresent();
    }

    /**
     * Whether others would have to reckon with the same, whenever it was found.
     *
     * @param other what was found at another time
     * @return true when nothing else differs
     */
    public boolean saysTheSameAs(ClusterFacts other) {
        return equals(new ClusterFacts(other.seen, other.lost, other.working, other.domains, observed, other.unknown));
    }
}
