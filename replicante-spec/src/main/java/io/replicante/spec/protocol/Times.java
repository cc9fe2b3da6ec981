package io.replicante.spec.protocol;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times of RFC 3339: any offset and any number of fraction digits are read, UTC and as few digits as do are written. */
final class Times {
    private static final int NANO_DIGITS = 9;
    /** Where the fraction or the offset begins, as in {@code 2031-03-09T07:15:42}. */
    private static final int SECONDS_END = 19;

    private static final int OFFSET_LENGTH = 6;
    private static final int MAX_YEAR = 9999;
    private static final int MIN_OFFSET = ZoneOffset.MIN.getTotalSeconds();
    private static final int MAX_OFFSET = ZoneOffset.MAX.getTotalSeconds();
    private static final int NO_OFFSET = Integer.MAX_VALUE;

    private Times() {}

    /** The time in a text, to the nanosecond; null when it is none. An offset of 18 hours stands for greater ones too. */
    static @Nullable OffsetDateTime parse(String text) {
        if (text.length() <= SECONDS_END || !hasDateForm(text)) {
            return null;
        }
        int at = SECONDS_END;
        int nanos = 0;
        if (text.charAt(at) == '.') {
            int begin = ++at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            nanos = nanos(text, begin, at);
        }
        int offset = offset(text, at);
        return offset == NO_OFFSET || nanos < 0 ? null : time(text, nanos, offset);
    }

    private static boolean hasDateForm(String text) {
        for (int at = 0; at < SECONDS_END; at++) {
            char each = text.charAt(at);
            boolean fits = switch (at) {
                case 4, 7 -> each == '-';
                case 10 -> each == 'T' || each == 't';
                case 13, 16 -> each == ':';
                default -> isDigit(each);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The digits as nanoseconds, further ones cut off; -1 when there is none. */
    private static int nanos(String text, int begin, int end) {
        if (begin == end) {
            return -1;
        }
        int nanos = 0;
        for (int digit = 0; digit < NANO_DIGITS; digit++) {
            nanos = nanos * 10 + (begin + digit < end ? text.charAt(begin + digit) - '0' : 0);
        }
        return nanos;
    }

    /** The offset from UTC in seconds; {@link #NO_OFFSET} when there is none. */
    private static int offset(String text, int at) {
        if (at == text.length() - 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if (text.length() - at != OFFSET_LENGTH || text.charAt(at + 3) != ':') {
            return NO_OFFSET;
        }
        char sign = text.charAt(at);
        int hours = number(text, at + 1, 2);
        int minutes = number(text, at + 4, 2);
        if ((sign != '+' && sign != '-') || hours < 0 || minutes < 0 || hours > 23 || minutes > 59) {
            return NO_OFFSET;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static @Nullable OffsetDateTime time(String text, int nanos, int offset) {
        try {
            OffsetDateTime utc = LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 2),
                            number(text, 8, 2),
                            number(text, 11, 2),
                            number(text, 14, 2),
                            number(text, 17, 2),
                            nanos)
                    .minusSeconds(offset)
                    .atOffset(ZoneOffset.UTC);
            boolean fits = utc.getYear() >= 0 && utc.getYear() <= MAX_YEAR;
            // The protocol knows offsets that Java does not; of those it matters only that they are not zero.
            int nearest = Math.max(MIN_OFFSET, Math.min(MAX_OFFSET, offset));
            return fits ? utc.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(nearest)) : null;
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private static int number(String text, int begin, int digits) {
        int number = 0;
        for (int at = begin; at < begin + digits; at++) {
            if (!isDigit(text.charAt(at))) {
                return -1;
            }
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    /** The time in UTC, with as many fraction digits as it has. */
    static String write(Instant time) {
        OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(30);
        pad(text, utc.getYear(), 4).append('-');
        pad(text, utc.getMonthValue(), 2).append('-');
        pad(text, utc.getDayOfMonth(), 2).append('T');
        pad(text, utc.getHour(), 2).append(':');
        pad(text, utc.getMinute(), 2).append(':');
        pad(text, utc.getSecond(), 2);
        if (utc.getNano() > 0) {
            pad(text.append('.'), utc.getNano(), NANO_DIGITS);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.append('Z').toString();
    }

    private static StringBuilder pad(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
    }

    /** The ISO-8601 duration in a text; null when it is none or negative. */
    static @Nullable Duration parseDuration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isNegative() ? null : duration;
        } catch (DateTimeParseException malformed) {
            return null;
        }
    }
}
