package io.replicante.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The answers of rules that stand against an action. */
final class Reasons {
    private Reasons() {}

    /** The first answer in full, of the others only who gave them. */
    static String inShort(JsonNode reasons) {
        List<String> others = new ArrayList<>();
        reasons.forEach(reason -> others.add(reason.path("rule").asText()));
        if (others.isEmpty()) {
            return "nothing stands against it";
        }
        String first = others.remove(0) + ": " + reasons.path(0).path("message").asText();
        return others.isEmpty() ? first : first + " (so do " + String.join(", ", others) + ")";
    }
}
