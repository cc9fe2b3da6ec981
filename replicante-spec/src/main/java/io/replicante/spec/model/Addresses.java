package io.replicante.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a node can be reached, by purpose: {@code client} by applications, {@code member} by the other members, any other
 * name as the agent says.
 *
 * @param byName the addresses that are known; names without an address are absent
 */
public record Addresses(Map<String, String> byName) {
    /** Copies the map. */
    public Addresses {
        byName = Map.copyOf(byName);
    }

    /**
     * No address at all.
     *
     * @return the empty addresses
     */
    public static Addresses none() {
        return new Addresses(Map.of());
    }

    /**
     * The two usual addresses.
     *
     * @param client for applications
     * @param member for the other members
     * @return the addresses
     */
    public static Addresses of(String client, String member) {
        return new Addresses(Map.of("client", client, "member", member));
    }

    /**
     * Where the other members reach the node.
     *
     * @return the address, if known
     */
    public Optional<String> member() {
        return Optional.ofNullable(byName.get("member"));
    }

    /**
     * Where applications reach the node.
     *
     * @return the address, if known
     */
    public Optional<String> client() {
        return Optional.ofNullable(byName.get("client"));
    }

    @JsonValue
    Map<String, String> toJson() {
        Map<String, String> json = new TreeMap<>(byName);
        json.putIfAbsent("client", null);
        json.putIfAbsent("member", null);
        return json;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Addresses fromJson(Map<String, String> json) {
        Map<String, String> known = new TreeMap<>();
        json.forEach((name, address) -> {
            if (address != null) {
                known.put(name, address);
            }
        });
        return new Addresses(known);
    }
}
