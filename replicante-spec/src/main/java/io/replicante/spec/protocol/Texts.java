package io.replicante.spec.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import java.util.List;

/** Refuses texts with half a character, which escapes can make and UTF-8 cannot carry. Stateless. */
final class Texts {
    private Texts() {}

    static void requireWhole(String type, JsonNode tree) {
        if (tree.isTextual()) {
            requireWhole(type, tree.textValue());
        }
        tree.properties().forEach(member -> {
            requireWhole(type, member.getKey());
            requireWhole(type, member.getValue());
        });
        if (tree.isArray()) {
            tree.forEach(each -> requireWhole(type, each));
        }
    }

    private static void requireWhole(String type, String text) {
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (Character.isSurrogate(each)) {
                boolean pair = Character.isHighSurrogate(each)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!pair) {
                    throw new InvalidInputException(
                            type, List.of(new Problem("", 0, "holds a text with half a character")));
                }
                at++;
            }
        }
    }
}
