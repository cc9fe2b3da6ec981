package io.replicante.spec;

import java.util.regex.Pattern;

/**
 * Makes what others said fit to be shown: in a line of its own, in the order it is written in, all of it visible. Pure.
 *
 * <p>What could forge another line, hide, turn around or command a terminal are control and format characters (those that set the
 * direction of a text among them), separators of lines and paragraphs, and halves of characters.
 */
public final class PlainText {
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private PlainText() {}

    /**
     * Whether a text can be shown as it is.
     *
     * @param text a text
     * @return true when {@link #escaped} would change nothing
     */
    public static boolean isPlain(String text) {
        return !UNFIT.matcher(text).find();
    }

    /**
     * A text whose unfit characters are seen: each is written as a backslash, the letter u and the hexadecimal digits of its UTF-16.
     *
     * @param text a text
     * @return one line
     */
    public static String escaped(String text) {
        return UNFIT.matcher(text).replaceAll(unfit -> {
            StringBuilder code = new StringBuilder();
            unfit.group().chars().forEach(unit -> code.append(String.format("\\\\u%04x", unit)));
            return code.toString();
        });
    }

    /**
     * A text with spaces in place of its unfit characters, and cut.
     *
     * @param text a text
     * @param most how many characters are kept; three dots stand for the rest
     * @return one line
     */
    public static String cut(String text, int most) {
        String kept = text.length() <= most ? text : text.substring(0, most) + "...";
        return UNFIT.matcher(kept).replaceAll(" ");
    }
}
