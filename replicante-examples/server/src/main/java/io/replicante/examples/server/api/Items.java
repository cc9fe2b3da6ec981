package io.replicante.examples.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Shows some members of an object in a list. Stateless. */
final class Items {
    private Items() {}

    /** The members of these names; {@code outer.inner} is shown under the outer name. */
    static ObjectNode of(JsonNode whole, String... members) {
        ObjectNode item = Answers.object();
        for (String member : members) {
            int dot = member.indexOf('.');
            if (dot < 0) {
                item.set(member, whole.path(member));
            } else {
                String outer = member.substring(0, dot);
                item.set(outer, whole.path(outer).path(member.substring(dot + 1)));
            }
        }
        return item;
    }
}
