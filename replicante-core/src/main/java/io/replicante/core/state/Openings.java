package io.replicante.core.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * When findings opened lately, other than by actions of ours. Immutable and bounded.
 *
 * @param findings those that did, by {@link Finding#key}
 */
public record Openings(NavigableMap<String, Opened> findings) {
    /** Nothing opened lately. */
    public static final Openings NONE = new Openings(Collections.emptyNavigableMap());

    /** How many findings are remembered at most; those that opened last. */
    public static final int MOST = 200;

    /**
     * One finding that opened lately.
     *
     * @param code what
     * @param subject about what
     * @param at the last times, earliest first; at least one
     */
    public record Opened(String code, Subject subject, List<Instant> at) {
        /** Refuses nulls and no times at all, copies the list. */
        public Opened {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(subject, "subject");
            at = List.copyOf(at);
            if (at.isEmpty()) {
                throw new IllegalArgumentException(code + " of " + subject + " never opened");
            }
        }

        private Instant last() {
            return at.get(at.size() - 1);
        }
    }

    /** Copies the map. */
    public Openings {
        findings = Collections.unmodifiableNavigableMap(new TreeMap<>(findings));
    }

    /**
     * These openings and further ones.
     *
     * @param opened the findings that opened now
     * @param now the time
     * @param since what opened before is forgotten, unless it opened later, too
     * @param kept how many times of one finding are remembered
     * @return the openings
     */
    public Openings with(Collection<Finding> opened, Instant now, Instant since, int kept) {
        NavigableMap<String, Opened> next = new TreeMap<>(findings);
        for (Finding finding : opened) {
            List<Instant> times = new ArrayList<>();
            if (next.containsKey(finding.key())) {
                times.addAll(next.get(finding.key()).at());
            }
            times.add(now);
            List<Instant> last = times.subList(Math.max(0, times.size() - kept), times.size());
            next.put(finding.key(), new Opened(finding.code(), finding.subject(), last));
        }
        next.values().removeIf(each -> each.last().isBefore(since));
        next.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getValue().last(), Comparator.reverseOrder()))
                .skip(MOST)
                .toList()
                .forEach(each -> next.remove(each.getKey()));
        return new Openings(next);
    }

    /**
     * The findings that opened so often lately.
     *
     * @param times how often
     * @param since no earlier than this
     * @return they, in the order of their keys
     */
    public List<Opened> often(int times, Instant since) {
        return findings.values().stream()
                .filter(each -> each.at().stream()
                                .filter(opened -> !opened.isBefore(since))
                                .count()
                        >= times)
                .toList();
    }
}
