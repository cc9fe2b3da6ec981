package io.replicante.core.view;

import io.replicante.spec.PlainText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The datastore's own configuration: the only source of who is a member and of the size of a quorum. Immutable. */
public final class Ensemble {
    /** No configuration yet: nobody is a member. */
    public static final Ensemble EMPTY = new Ensemble(-1, "", List.of());

    private final long version;
    private final String text;
    private final List<Member> members;
    private final boolean observed;

    // Each of a thousand nodes is looked for among a thousand members, by many: only an index keeps that linear.
    private final Map<String, Member> byNode = new HashMap<>();
    private final Map<String, Member> byId = new HashMap<>();

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
        private static final int MAX_NAME = 256;

        /** Refuses nulls, and a name that would forge or hide a line where it is shown. */
        public Member {
            if (!isName(id) || !isName(type)) {
                throw new IllegalArgumentException("a member's name or type is empty, too long or no plain text: "
                        + PlainText.escaped(PlainText.cut(id, MAX_NAME)));
            }
            Objects.requireNonNull(nodeId, "nodeId");
        }

        /**
         * Whether a text can be a member's name.
         *
         * @param text a text
         * @return true for one of 1 to 256 visible characters
         */
        static boolean isName(String text) {
            return !text.isEmpty() && text.length() <= MAX_NAME && PlainText.isPlain(text);
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

    /**
     * A configuration.
     *
     * @param version its version; grows with every change
     * @param text as the datastore writes it
     * @param members all configured members
     * @param observed whether nobody reports it, and it is only what nodes were seen to say of themselves: then it proves nothing
     *     about who is not a member
     */
    public Ensemble(long version, String text, List<Member> members, boolean observed) {
        this.version = version;
        this.text = Objects.requireNonNull(text, "text");
        this.members = List.copyOf(members);
        this.observed = observed;
        for (Member member : this.members) {
            byId.putIfAbsent(member.id(), member);
            member.nodeId().ifPresent(node -> byNode.putIfAbsent(node, member));
        }
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
     * Its version.
     *
     * @return the version, which grows with every change
     */
    public long version() {
        return version;
    }

    /**
     * The configuration as the datastore writes it.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * Who is configured.
     *
     * @return all members
     */
    public List<Member> members() {
        return members;
    }

    /**
     * Whether nobody reports it, and it is only what nodes were seen to say of themselves.
     *
     * @return true when it proves nothing about who is not a member
     */
    public boolean observed() {
        return observed;
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
        return Optional.ofNullable(byNode.get(nodeId));
    }

    /**
     * Whether a node is a member that votes.
     *
     * @param nodeId the node
     * @return true when it is
     */
    public boolean isVoter(String nodeId) {
        return ofNode(nodeId).filter(member -> member.votes() > 0).isPresent();
    }

    /**
     * A member by its name in the configuration.
     *
     * @param id the name
     * @return the member, if it is configured
     */
    public Optional<Member> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ensemble that
                && version == that.version
                && observed == that.observed
                && text.equals(that.text)
                && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, text, members, observed);
    }

    @Override
    public String toString() {
        return "Ensemble[version=" + version + ", text=" + text + ", members=" + members + ", observed=" + observed
                + "]";
    }
}
