package io.replicante.agent.zookeeper;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A wanted change of the voters: one server gets a vote, one is forgotten, or both at once. Immutable.
 *
 * @param join who gets a vote
 * @param leave the id of the server that is forgotten
 */
record MembershipChange(Optional<EnsembleMember> join, OptionalLong leave) {

    MembershipChange {
        join = join.map(member -> member.as(MemberType.PARTICIPANT));
        if (join.isEmpty() && leave.isEmpty()) {
            throw new IllegalArgumentException("Nobody joins and nobody leaves");
        }
        if (join.isPresent() && leave.isPresent() && join.get().serverId() == leave.getAsLong()) {
            throw new IllegalArgumentException("Server " + leave.getAsLong() + " cannot both join and leave");
        }
    }

    static MembershipChange add(EnsembleMember join) {
        return new MembershipChange(Optional.of(join), OptionalLong.empty());
    }

    static MembershipChange swap(EnsembleMember join, long leave) {
        return new MembershipChange(Optional.of(join), OptionalLong.of(leave));
    }

    static MembershipChange remove(long leave) {
        return new MembershipChange(Optional.empty(), OptionalLong.of(leave));
    }

    /** Tells whether nothing is left to do. */
    boolean isReachedIn(EnsembleConfig members) {
        return joining(members).isEmpty() && leaving(members).isEmpty();
    }

    /** Returns who is still to join. */
    Optional<EnsembleMember> joining(EnsembleConfig members) {
        return join.filter(wanted -> members.member(wanted.serverId())
                .filter(present -> present.type() == MemberType.PARTICIPANT && present.isSameServerAs(wanted))
                .isEmpty());
    }

    /** Returns who is still to leave. */
    OptionalLong leaving(EnsembleConfig members) {
        return leave.isPresent() && members.member(leave.getAsLong()).isPresent() ? leave : OptionalLong.empty();
    }

    /** Says why the change must not be made to these members, whoever asks for it; empty when it may. */
    Optional<String> objection(EnsembleConfig members) {
        Optional<EnsembleMember> other = join.flatMap(
                wanted -> members.member(wanted.serverId()).filter(present -> !present.isSameServerAs(wanted)));
        if (other.isPresent()) {
            return Optional.of("another server has that id: " + other.get().render());
        }
        boolean voterStays = members.participants().stream()
                .anyMatch(voter -> leave.isEmpty() || voter.serverId() != leave.getAsLong());
        return voterStays ? Optional.empty() : Optional.of("no voter would be left that knows the data");
    }
}
