package io.replicante.spec.datastore;

import java.util.Map;
import java.util.TreeMap;

/** What is observed before an action begins, as far as its footprint tells: what is true by then proves no effect. Stateless. */
final class BeforeState {
    private static final String SUBJECT = "subject";
    private static final String OTHER = "other";
    private static final String LOST = "lost";

    private BeforeState() {}

    /**
     * The facts.
     *
     * @param footprint what the action does
     * @param takesPlace whether it takes the primary's place from its subject
     */
    static Map<String, Object> of(Footprint footprint, boolean takesPlace) {
        boolean newcomer = footprint.forms() || !footprint.joins().isEmpty();
        Map<String, Object> facts = new TreeMap<>();
        Map<String, Object> subject = node(SUBJECT, newcomer ? "NOT_IN_CLUSTER" : "HEALTHY", !newcomer);
        Map<String, Object> primary = takesPlace ? subject : node(OTHER, "HEALTHY", true);
        facts.put(SUBJECT, subject);
        facts.put(LOST, Map.of("member_id", LOST, "node_id", LOST));
        facts.put("shard", footprint.forms() ? Map.of() : Map.of("primary", primary));
        if (!footprint.forms()) {
            facts.put("primary", primary);
            facts.put("configuration", configuration(newcomer));
        }
        return facts;
    }

    private static Map<String, Object> node(String id, String status, boolean member) {
        return Map.of("node_id", id, "status", status, "member_id", id, "caught_up", member);
    }

    private static Map<String, Object> configuration(boolean newcomer) {
        Map<String, Object> voter = Map.of("votes", 1L, "type", "");
        Map<String, Object> members = new TreeMap<>(Map.of(OTHER, voter, LOST, voter));
        if (!newcomer) {
            members.put(SUBJECT, voter);
        }
        return Map.of("text", "", "version", 1L, "members", members);
    }
}
