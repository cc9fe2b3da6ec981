package io.replicante.spec.datastore;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The membership of a cluster as the datastore itself holds it. Immutable.
 *
 * @param version grows with every change; versions of one cluster compare
 * @param text the configuration as it was reported
 * @param members who is in it, ids without repetition
 */
public record MembershipConfiguration(long version, String text, List<ConfiguredMember> members) {
    /**
     * One member.
     *
     * @param id the member's id within the configuration
     * @param type the datastore's own word for what it is, for example {@code participant}
     * @param attributes what else the configuration says of it
     */
    public record ConfiguredMember(String id, String type, Map<String, String> attributes) {
        /** Refuses nulls, copies the map. */
        public ConfiguredMember {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(type, "type");
            attributes = Map.copyOf(attributes);
        }
    }

    /** Refuses nulls and a repeated id, copies the list. */
    public MembershipConfiguration {
        Objects.requireNonNull(text, "text");
        members = List.copyOf(members);
        if (members.stream().map(ConfiguredMember::id).distinct().count() != members.size()) {
            throw new IllegalArgumentException("a member is configured twice");
        }
    }

    /**
     * Finds a member.
     *
     * @param id its id
     * @return the member, or empty when it is not configured
     */
    public Optional<ConfiguredMember> member(String id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }
}
