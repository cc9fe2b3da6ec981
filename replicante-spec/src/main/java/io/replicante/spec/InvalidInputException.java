package io.replicante.spec;

import java.util.List;
import java.util.stream.Collectors;

/** Input was refused, and changed nothing. Carries every problem that was found, each with its place and its reason. */
public final class InvalidInputException extends ReplicanteException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Creates the exception.
     *
     * @param what what was being read, for example a file name
     * @param problems all problems, at least one
     */
    public InvalidInputException(String what, List<Problem> problems) {
        super(what + ": " + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /**
     * All problems that were found.
     *
     * @return the problems, in the order of the input
     */
    public List<Problem> problems() {
        return problems;
    }
}
