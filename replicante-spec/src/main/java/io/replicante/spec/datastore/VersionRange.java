package io.replicante.spec.datastore;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Versions of a software, for example {@code >=3.5.0 <4.0.0}: comparisons separated by blanks, all of which hold.
 * Immutable and thread-safe.
 *
 * <p>Versions are dotted numbers; missing numbers are 0. What follows a {@code -} may mean a pre-release or a vendor's
 * build, and nobody can tell which: such a version is contained only if it would be either way, so that {@code 4.0.0-beta}
 * is not below {@code 4.0.0} and {@code 3.5.0-alpha} is not at least {@code 3.5.0}. What follows a {@code +} is ignored.
 *
 * @param text the range as written
 */
public record VersionRange(@JsonValue String text) {
    private static final int MAX_PARTS = 8;

    /** Refuses what is not a range with an {@link IllegalArgumentException}. */
    public VersionRange {
        Objects.requireNonNull(text, "text");
        if (text.isBlank()) {
            throw new IllegalArgumentException("a version range is not blank; \">=0\" is every version");
        }
        comparisons(text);
    }

    /**
     * Whether a version lies within the range.
     *
     * @param version the version as the datastore reports it
     * @return false also for what is not a version: a definition does not cover what it cannot place
     */
    public boolean contains(String version) {
        Version parsed;
        try {
            parsed = Version.parse(version);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
        return comparisons(text).stream().allMatch(each -> each.holds(parsed));
    }

    /**
     * Whether there can be a version that lies within both ranges.
     *
     * @param other the other range; this one itself to learn whether it holds any version
     * @return false when there is certainly none
     */
    public boolean meets(VersionRange other) {
        return !Bounds.of(comparisons(text + " " + other.text)).isEmpty();
    }

    /**
     * Whether every version of another range lies within this one, too.
     *
     * @param other the other range
     * @return true when there is certainly no other
     */
    public boolean includes(VersionRange other) {
        Bounds outer = Bounds.of(comparisons(text));
        Bounds both = Bounds.of(comparisons(text + " " + other.text));
        Bounds inner = Bounds.of(comparisons(other.text));
        return !outer.isEmpty() && both.isSameAs(inner);
    }

    private static List<Comparison> comparisons(String text) {
        return Arrays.stream(text.strip().split("\\s+")).map(Comparison::parse).toList();
    }

    @Override
    public String toString() {
        return text;
    }

    private record Comparison(String operator, Version bound) {
        private static final List<String> OPERATORS = List.of(">=", "<=", ">", "<", "=");

        static Comparison parse(String text) {
            for (String operator : OPERATORS) {
                if (text.equals(operator)) {
                    throw new IllegalArgumentException("\"" + text
                            + "\" has nothing behind it; a comparison such as \">=3.5.0\" has no blank in it");
                }
                if (text.startsWith(operator)) {
                    Version bound = Version.parse(text.substring(operator.length()));
                    if (bound.tagged()) {
                        throw new IllegalArgumentException("a bound is a plain version, not \"" + bound + "\"");
                    }
                    return new Comparison(operator, bound);
                }
            }
            throw new IllegalArgumentException("\"" + text + "\" is not a comparison such as \">=3.5.0\"");
        }

        boolean excludes() {
            return operator.equals(">") || operator.equals("<");
        }

        boolean holds(Version version) {
            int order = version.compareNumbers(bound);
            return switch (operator) {
                case ">=" -> order > 0 || (order == 0 && !version.tagged());
                case ">" -> order > 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                default -> order == 0 && !version.tagged();
            };
        }
    }

    /** From where to where a range goes; between any two versions there are others. Empty ends are open. */
    private record Bounds(List<Comparison> low, List<Comparison> high) {
        static Bounds of(List<Comparison> all) {
            return new Bounds(strictest(all, List.of(">=", ">", "="), 1), strictest(all, List.of("<=", "<", "="), -1));
        }

        /** At most one: the greatest lower, or the least upper end; of two alike the one that leaves its version out. */
        private static List<Comparison> strictest(List<Comparison> all, List<String> operators, int sign) {
            return all.stream()
                    .filter(each -> operators.contains(each.operator()))
                    .max((some, other) -> {
                        int order = sign * some.bound().compareNumbers(other.bound());
                        return order != 0 ? order : Boolean.compare(some.excludes(), other.excludes());
                    })
                    .map(List::of)
                    .orElseGet(List::of);
        }

        boolean isEmpty() {
            if (low.isEmpty() || high.isEmpty()) {
                return false;
            }
            int order = low.get(0).bound().compareNumbers(high.get(0).bound());
            return order > 0
                    || (order == 0 && (low.get(0).excludes() || high.get(0).excludes()));
        }

        boolean isSameAs(Bounds other) {
            return same(low, other.low) && same(high, other.high);
        }

        private static boolean same(List<Comparison> some, List<Comparison> others) {
            return some.size() == others.size()
                    && (some.isEmpty()
                            || (some.get(0).bound().compareNumbers(others.get(0).bound()) == 0
                                    && some.get(0).excludes() == others.get(0).excludes()));
        }
    }

    private record Version(List<Long> numbers, boolean tagged, String text) {
        static Version parse(String text) {
            String plain = text.strip().toLowerCase(Locale.ROOT);
            int build = plain.indexOf('+');
            plain = build < 0 ? plain : plain.substring(0, build);
            int tag = plain.indexOf('-');
            String[] parts = (tag < 0 ? plain : plain.substring(0, tag)).split("\\.", -1);
            if (parts.length > MAX_PARTS || !Arrays.stream(parts).allMatch(part -> part.matches("[0-9]{1,18}"))) {
                throw new IllegalArgumentException("\"" + text + "\" is not a version such as \"3.5.0\"");
            }
            return new Version(Arrays.stream(parts).map(Long::parseLong).toList(), tag >= 0, text);
        }

        int compareNumbers(Version other) {
            for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
                int order = Long.compare(number(i), other.number(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        private long number(int index) {
            return index < numbers.size() ? numbers.get(index) : 0;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
