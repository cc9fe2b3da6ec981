package io.replicante.spec.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant to write. Stateless. */
public final class Nearest {
    private static final int MAX_LENGTH = 100;

    private Nearest() {}

    /**
     * A hint for an error message.
     *
     * @param written what was written
     * @param known what could have been written
     * @return {@code ; did you mean "..."?}, or the known names when none is near and they are few, or nothing
     */
    public static String to(String written, Collection<String> known) {
        Optional<String> nearest = find(written, known);
        if (nearest.isPresent()) {
            return "; did you mean \"" + nearest.get() + "\"?";
        }
        return known.isEmpty() || known.size() > 12 ? "" : "; known are " + String.join(", ", sorted(known));
    }

    /**
     * The known name that is nearest to what was written.
     *
     * @param written what was written
     * @param known what could have been written
     * @return the name, or empty when none is near
     */
    public static Optional<String> find(String written, Collection<String> known) {
        if (written.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String plain = plain(written);
        int limit = Math.max(1, plain.length() / 3);
        return sorted(known).stream()
                .filter(each -> distance(plain, plain(each)) <= limit)
                .min(Comparator.comparingInt(each -> distance(plain, plain(each))));
    }

    private static Collection<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** The number of letters to insert, remove, replace or swap with their neighbour. */
    private static int distance(String some, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= some.length(); i++) {
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean equal = some.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (equal ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && some.charAt(i - 1) == other.charAt(j - 2)
                        && some.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[other.length()];
    }
}
