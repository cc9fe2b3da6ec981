package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for texts that hold one half of a character: an escape can write it, and UTF-8 cannot, so it would be another text to
 * everybody who reads it later. Stateless.
 */
final class WholeTexts {
    private static final int MAX_PLACES = 100;
    private static final int MAX_PATH = 500;
    private static final String REASON = "holds half a surrogate pair, which is no character";

    private WholeTexts() {}

    /**
     * Lets a document of whole texts pass.
     *
     * @throws RefusedException otherwise, with the places
     */
    static void require(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        find("", document, problems);
        if (!problems.isEmpty()) {
            throw RefusedException.violations("the body cannot be read", problems);
        }
    }

    /** Documents nest no deeper than their reader allows. */
    private static void find(String path, JsonNode node, List<Problem> problems) {
        if (problems.size() >= MAX_PLACES) {
            return;
        }
        if (node.isTextual() && isBroken(node.textValue())) {
            problems.add(new Problem(path, 0, REASON));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            find(below(path, Integer.toString(i)), node.get(i), problems);
        }
        node.properties().forEach(member -> {
            if (isBroken(member.getKey())) {
                problems.add(new Problem(path, 0, "the name of a member " + REASON));
            } else {
                find(below(path, member.getKey()), member.getValue(), problems);
            }
        });
    }

    /** Cut short: a long name must not be copied once for everything below it. */
    private static String below(String path, String name) {
        return path.length() > MAX_PATH ? path : path + "/" + name.substring(0, Math.min(name.length(), MAX_PATH));
    }

    private static boolean isBroken(String text) {
        return text.codePoints().anyMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
    }
}
