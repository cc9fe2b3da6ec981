package io.replicante.spec.json;

import java.util.List;

/** On which lines of an input its parts stand, by their paths. Immutable. */
public final class Lines {
    private final List<Element.Mapping> documents;

    private Lines(List<Element.Mapping> documents) {
        this.documents = List.copyOf(documents);
    }

    /**
     * Reads where things stand. What is malformed has no lines.
     *
     * @param what names the input; one that ends in {@code .json} is JSON
     * @param content the input
     * @return the lines
     */
    public static Lines of(String what, String content) {
        return new Lines(Documents.mappings(what, content, new Problems(what)));
    }

    /**
     * The line of a part, or of the nearest part around it that is there.
     *
     * @param document which document of the input, from 0
     * @param path the part, for example {@code spec.checks[1].when}
     * @return the line, from 1; 0 when there is no such document
     */
    public int line(int document, String path) {
        return document < documents.size()
                ? line(documents.get(document), documents.get(document).line(), path)
                : 0;
    }

    private static int line(Element element, int here, String path) {
        if (element instanceof Element.Mapping mapping) {
            Element.Entry longest = null;
            for (Element.Entry entry : mapping.entries()) {
                if (begins(path, entry.key())
                        && (longest == null
                                || entry.key().length() > longest.key().length())) {
                    longest = entry;
                }
            }
            return longest == null
                    ? here
                    : line(
                            longest.value(),
                            longest.line(),
                            rest(path, longest.key().length()));
        }
        int end = path.indexOf(']');
        if (element instanceof Element.Sequence sequence && path.matches("\\[[0-9]{1,6}\\].*")) {
            int index = Integer.parseInt(path.substring(1, end));
            return index < sequence.elements().size()
                    ? line(
                            sequence.elements().get(index),
                            sequence.elements().get(index).line(),
                            rest(path, end + 1))
                    : here;
        }
        return here;
    }

    /** Names may have dots in them, so that a path is only taken apart along what is there. */
    private static boolean begins(String path, String key) {
        return path.startsWith(key)
                && (path.length() == key.length()
                        || path.charAt(key.length()) == '.'
                        || path.charAt(key.length()) == '[');
    }

    private static String rest(String path, int from) {
        return from < path.length() && path.charAt(from) == '.' ? path.substring(from + 1) : path.substring(from);
    }
}
