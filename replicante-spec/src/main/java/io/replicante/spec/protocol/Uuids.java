package io.replicante.spec.protocol;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads UUIDs in each of the forms that they are written in. Stateless. */
final class Uuids {
    private static final int PLAIN = 32;
    private static final int HYPHENATED = 36;
    private static final int HALF = 16;
    private static final String URN = "urn:uuid:";

    private Uuids() {}

    /** The UUID in a text: hyphenated, also in braces or after {@code urn:uuid:}, or 32 digits; null for anything else. */
    static @Nullable UUID parse(String text) {
        int begin = 0;
        int end = text.length();
        if (end == HYPHENATED + 2 && text.charAt(0) == '{' && text.charAt(end - 1) == '}') {
            begin = 1;
            end--;
        } else if (text.regionMatches(true, 0, URN, 0, URN.length())) {
            begin = URN.length();
            if (end - begin != HYPHENATED) {
                return null;
            }
        }
        int length = end - begin;
        return length == PLAIN || length == HYPHENATED ? digits(text, begin, length == HYPHENATED) : null;
    }

    private static @Nullable UUID digits(String text, int begin, boolean hyphens) {
        long most = 0;
        long least = 0;
        int at = begin;
        for (int count = 0; count < PLAIN; count++) {
            if (hyphens && isGroup(count) && text.charAt(at++) != '-') {
                return null;
            }
            int digit = hex(text.charAt(at++));
            if (digit < 0) {
                return null;
            }
            if (count < HALF) {
                most = most << 4 | digit;
            } else {
                least = least << 4 | digit;
            }
        }
        return new UUID(most, least);
    }

    private static boolean isGroup(int count) {
        return count == 8 || count == 12 || count == 16 || count == 20;
    }

    private static int hex(char digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        char lower = (char) (digit | 0x20);
        return lower >= 'a' && lower <= 'f' && digit < 0x80 ? lower - 'a' + 10 : -1;
    }
}
