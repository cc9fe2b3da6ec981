package io.replicante.core.view;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The datastore's own configuration: the only source of who is a member and of the size of a quorum.
 *
 * @param version its version; grows with every change
 * @param text as the datastore writes it
 * @param members all configured members
 * @param observed whether nobody reports it, and it is only what nodes were seen to say of themselves: then it proves nothing about
 *     who is not a member
 */
public record Ensemble(long version, String text, List<Member> members, boolean observed) {
    /** No configuration yet: nobody is a member. */
    public static final Ensemble EMPTY = new Ensemble(-1, "", List.of());

    /**
     * One configured member.
     *
     * @param id its name in the configuration
     * @param type as the configuration calls it
     * @param votes the weight of its vote; 0 for none
     * @param holdsData whether it keeps a copy
     * @param electable whether it may become the primary
     * @param acknowledges whether its having a write counts for the write's acknowledgement
     * @param nodeId the node that it is, when we know one
     */
    public record Member(
            String id,
            String type,
            long votes,
            boolean holdsData,
            boolean electable,
            boolean acknowledges,
            Optional<String> nodeId) {
        /** Refuses nulls. */
        public Member {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(nodeId, "nodeId");
        }

        /**
         * How the member is spoken of: by its node, else by its name in the configuration.
         *
         * @return the name
         */
        public String label() {
            return nodeId.orElse("member:" + id);
        }
    }

    /** Refuses nulls, copies the list. */
    public Ensemble {
        Objects.requireNonNull(text, "text");
        members = List.copyOf(members);
    }

    /**
     * A configuration as members report it.
     *
     * @param version its version; grows with every change
     * @param text as the datastore writes it
     * @param members all configured members
     */
    public Ensemble(long version, String text, List<Member> members) {
        this(version, text, members, false);
    }

    /**
     * The members that vote.
     *
     * @return the voters
     */
    public List<Member> voters() {
        return members.stream().filter(member -> member.votes() > 0).toList();
    }

    /**
     * The member that a node is.
     *
     * @param nodeId the node
     * @return the member, if it is configured
     */
    public Optional<Member> ofNode(String nodeId) {
        for (Member member : members) {
            if (member.nodeId().isPresent() && member.nodeId().get().equals(nodeId)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /**
     * A member by its name in the configuration.
     *
     * @param id the name
     * @return the member, if it is configured
     */
    public Optional<Member> byId(String id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }
}
