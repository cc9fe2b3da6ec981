package io.replicante.spec.cluster;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A time of the week in which voluntary work may be done. Immutable.
 *
 * @param days the days on which it opens
 * @param from when it opens on these days, by the clocks of the zone
 * @param lasts how long it stays open, above zero and at most a week
 * @param zone whose clocks
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, Duration lasts, ZoneId zone) {
    private static final int WEEK = 7;

    /** Refuses nulls, no day, and what lasts no time or longer than a week. */
    public MaintenanceWindow {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(lasts, "lasts");
        Objects.requireNonNull(zone, "zone");
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window opens on at least one day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        if (lasts.isZero() || lasts.isNegative() || lasts.compareTo(Duration.ofDays(WEEK)) > 0) {
            throw new IllegalArgumentException("a window lasts longer than no time and at most P7D, not " + lasts);
        }
    }

    /**
     * A window as it is written down.
     *
     * @param days the days by their English names; none for every day
     * @param from an ISO time of the day such as {@code 22:00}
     * @param lasts how long it stays open
     * @param zone the name of a time zone such as {@code Europe/Berlin}
     * @return the window
     * @throws IllegalArgumentException with the reason, if one of them means nothing
     */
    public static MaintenanceWindow of(List<String> days, String from, Duration lasts, String zone) {
        Set<DayOfWeek> read = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.noneOf(DayOfWeek.class);
        days.forEach(day -> read.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))));
        try {
            return new MaintenanceWindow(read, LocalTime.parse(from), lasts, ZoneId.of(zone));
        } catch (DateTimeException meaningless) {
            throw new IllegalArgumentException(meaningless.getMessage(), meaningless);
        }
    }

    /**
     * Until when it is open.
     *
     * @param now the time
     * @return when it closes; empty while it is closed
     */
    public Optional<Instant> openUntil(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(0, WEEK)
                .mapToObj(today::minusDays)
                .flatMap(day -> opening(day).stream())
                .filter(start -> !start.isAfter(now) && now.isBefore(start.plus(lasts)))
                .map(start -> start.plus(lasts))
                .max(Instant::compareTo);
    }

    /**
     * When it opens next.
     *
     * @param now the time
     * @return the next opening after now
     */
    public Instant opensAfter(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(0, WEEK + 1)
                .mapToObj(today::plusDays)
                .flatMap(day -> opening(day).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Optional<Instant> opening(LocalDate day) {
        return days.contains(day.getDayOfWeek())
                ? Optional.of(day.atTime(from).atZone(zone).toInstant())
                : Optional.empty();
    }
}
