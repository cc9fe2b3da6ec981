package io.replicante.spec;

import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Reads UUIDs in each of the forms that they are written in, and makes new ones. Stateless, thread-safe. */
public final class Uuids {
    private static final int PLAIN = 32;
    private static final int HYPHENATED = 36;
    private static final int HALF = 16;
    private static final String URN = "urn:uuid:";
    private static final long VERSION_BITS = 0xf000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuids() {}

    /**
     * A UUID of random digits, marked as such (version 4). It is as unpredictable as the generator is.
     *
     * @param generator asked for two numbers
     * @return the UUID
     */
    public static UUID random(RandomGenerator generator) {
        long most = (generator.nextLong() & ~VERSION_BITS) | VERSION_4;
        return new UUID(most, (generator.nextLong() >>> 2) | VARIANT);
    }

    /**
     * The UUID in a text: hyphenated, also in braces or after {@code urn:uuid:}, or 32 digits.
     *
     * @param text what may be one
     * @return the UUID; empty for anything else
     */
    public static Optional<UUID> parse(String text) {
        int begin = 0;
        int end = text.length();
        if (end == HYPHENATED + 2 && text.charAt(0) == '{' && text.charAt(end - 1) == '}') {
            begin = 1;
            end--;
        } else if (text.regionMatches(true, 0, URN, 0, URN.length())) {
            begin = URN.length();
            if (end - begin != HYPHENATED) {
                return Optional.empty();
            }
        }
        int length = end - begin;
        return length == PLAIN || length == HYPHENATED ? digits(text, begin, length == HYPHENATED) : Optional.empty();
    }

    private static Optional<UUID> digits(String text, int begin, boolean hyphens) {
        long most = 0;
        long least = 0;
        int at = begin;
        for (int count = 0; count < PLAIN; count++) {
            if (hyphens && isGroup(count) && text.charAt(at++) != '-') {
                return Optional.empty();
            }
            int digit = hex(text.charAt(at++));
            if (digit < 0) {
                return Optional.empty();
            }
            if (count < HALF) {
                most = most << 4 | digit;
            } else {
                least = least << 4 | digit;
            }
        }
        return Optional.of(new UUID(most, least));
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
