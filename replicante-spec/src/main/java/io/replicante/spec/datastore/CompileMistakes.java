package io.replicante.spec.datastore;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import io.replicante.spec.json.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in plain words what is wrong with an expression, and where. Stateless. */
final class CompileMistakes {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:token recognition error at: |mismatched input |extraneous input |no viable alternative at input "
                    + "|missing .* at )'(.*?)'(?: expecting .*)?",
            Pattern.DOTALL);
    private static final Map<String, String> USUAL = Map.of(
            "=", "equality is written \"==\"",
            "&", "\"and\" is written \"&&\"",
            "and", "\"and\" is written \"&&\"",
            "|", "\"or\" is written \"||\"",
            "or", "\"or\" is written \"||\"",
            "not", "\"not\" is written \"!\"",
            "<>", "\"is not\" is written \"!=\"");

    private CompileMistakes() {}

    /** What the compiler found. What follows the first mistake in the form is only its consequence. */
    static String ofForm(String text, List<CelIssue> issues) {
        Optional<CelIssue> syntax = issues.stream()
                .filter(issue -> SYNTAX.matcher(issue.getMessage()).matches())
                .findFirst();
        if (syntax.isPresent()) {
            return column(syntax.get().getSourceLocation(), 0)
                    + syntax(text, syntax.get().getMessage(), syntax.get().getSourceLocation());
        }
        return issues.stream()
                .map(issue -> column(issue.getSourceLocation(), 0) + meaning(issue.getMessage()))
                .collect(Collectors.joining("; "));
    }

    /** What has no meaning where the expression stands. */
    static String ofPlace(CelSource source, List<PlaceCheck.Mistake> mistakes) {
        return mistakes.stream()
                .map(mistake -> {
                    int offset = source.getPositionsMap().getOrDefault(mistake.id(), 0);
                    CelSourceLocation location =
                            source.getOffsetLocation(offset).orElse(CelSourceLocation.of(1, offset));
                    return column(location, mistake.field() ? 1 : 0) + mistake.message();
                })
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String column(CelSourceLocation location, int further) {
        String place = location.getLine() > 1 ? "line " + location.getLine() + ", column " : "column ";
        return place + (Math.max(0, location.getColumn()) + 1 + further) + ": ";
    }

    private static String meaning(String message) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return "there is no \"" + undeclared.group(1) + "\"" + nearest(undeclared.group(1));
        }
        if (message.startsWith("found no matching overload for 'has'")) {
            return "has() is no part of this language: a fact that is missing makes the answer Unknown";
        }
        return message;
    }

    private static String nearest(String name) {
        TreeSet<String> known = new TreeSet<>(Language.VARIABLES);
        if (Nearest.find(name, known).isEmpty()) {
            known.addAll(Language.FUNCTIONS);
        }
        return Nearest.find(name, known).isPresent() ? Nearest.to(name, known) : Nearest.to(name, Language.VARIABLES);
    }

    private static String syntax(String text, String message, CelSourceLocation location) {
        Matcher matcher = SYNTAX.matcher(message);
        String found = matcher.matches() ? matcher.group(1).strip() : "";
        if (found.equals("<EOF>")) {
            return message.startsWith("missing") ? "a bracket is not closed" : "the expression ends too early";
        }
        if (found.startsWith("'") || found.startsWith("\"")) {
            return message.startsWith("token") ? "a text is not closed" : notHere(found);
        }
        String written = found.equals(">") && precededByLess(text, location) ? "<>" : found;
        return notHere(written) + (USUAL.containsKey(written) ? "; " + USUAL.get(written) : "");
    }

    private static boolean precededByLess(String text, CelSourceLocation location) {
        int column = location.getColumn();
        return location.getLine() == 1 && column > 0 && column <= text.length() && text.charAt(column - 1) == '<';
    }

    private static String notHere(String found) {
        return "\"" + found + "\" does not fit here";
    }
}
