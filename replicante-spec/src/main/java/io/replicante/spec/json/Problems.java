package io.replicante.spec.json;

import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Gathers what is wrong with one input, up to a bound. Confined to one thread. */
public final class Problems {
    private static final int MAX = 100;

    private final String what;
    private final List<Problem> found = new ArrayList<>();
    private int count;

    /**
     * Begins without a problem.
     *
     * @param what names the input, for example a file name
     */
    public Problems(String what) {
        this.what = Objects.requireNonNull(what, "what");
    }

    /**
     * Adds a problem.
     *
     * @param path where
     * @param line on which line, from 1; 0 when there are no lines
     * @param reason what is wrong
     */
    public void add(String path, int line, String reason) {
        count++;
        if (found.size() < MAX) {
            found.add(new Problem(path, line, reason));
        }
    }

    /**
     * How many problems were added, whether or not each was kept.
     *
     * @return the number
     */
    public int count() {
        return count;
    }

    /**
     * The problems that were kept.
     *
     * @return at most 100 and one that says how many there are more, in the order of lines
     */
    public List<Problem> list() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line));
        if (count > found.size()) {
            sorted.add(new Problem("", 0, "and " + (count - found.size()) + " more problems"));
        }
        return List.copyOf(sorted);
    }

    /**
     * Ends the reading if there is a problem.
     *
     * @throws InvalidInputException with every problem that was kept
     */
    public void throwIfAny() {
        if (count > 0) {
            throw new InvalidInputException(what, list());
        }
    }
}
