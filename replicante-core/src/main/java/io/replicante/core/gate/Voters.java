package io.replicante.core.gate;

import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Ensemble;
import io.replicante.core.view.NodeView;
import io.replicante.spec.model.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The voters of a quorum, each up or down, each with or without a copy that survives. An acknowledged write is on some majority of
 * the votes, and nobody knows on which. Where some voters acknowledge nothing, such as arbiters, it is on as many votes of the
 * others, or on all of theirs if these are fewer.
 *
 * <p>Immutable.
 *
 * @param list the voters
 */
public record Voters(List<Voter> list) implements ShardState {
    /**
     * One voter.
     *
     * @param memberId its name in the datastore's own configuration
     * @param nodeId the node that it is, if we know one
     * @param votes the weight of its vote
     * @param domain its failure domain; empty when it is not known though others are
     * @param up whether it works now
     * @param copy whether its copy is there and may be counted on
     * @param acknowledges whether its having a write counts for the write's acknowledgement
     */
    public record Voter(
            String memberId,
            Optional<String> nodeId,
            long votes,
            Optional<String> domain,
            boolean up,
            boolean copy,
            boolean acknowledges) {
        /** Refuses nulls. */
        public Voter {
            Objects.requireNonNull(memberId, "memberId");
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(domain, "domain");
        }

        /**
         * A voter whose having a write counts.
         *
         * @param memberId its name in the datastore's own configuration
         * @param nodeId the node that it is, if we know one
         * @param votes the weight of its vote
         * @param domain its failure domain; empty when it is not known though others are
         * @param up whether it works now
         * @param copy whether its copy is there and may be counted on
         */
        public Voter(
                String memberId,
                Optional<String> nodeId,
                long votes,
                Optional<String> domain,
                boolean up,
                boolean copy) {
            this(memberId, nodeId, votes, domain, up, copy, true);
        }

        private Voter atBest() {
            return new Voter(memberId, nodeId, votes, domain, true, true, acknowledges);
        }

        private boolean acknowledgesNow() {
            return up && acknowledges;
        }

        private boolean keeps() {
            return copy && acknowledges;
        }
    }

    /** Copies the list. */
    public Voters {
        list = List.copyOf(list);
    }

    /**
     * The configured voters of a view at their worst: who was not freshly read as healthy is down, and its copy lost. Who came back as
     * another process has no copy that counts before it has caught up, for it may have come back empty, and votes all the same.
     *
     * @param view the cluster
     * @return the voters, or why they are not known
     */
    public static Evidence<Voters> of(ClusterView view) {
        boolean domains =
                view.nodes().values().stream().anyMatch(node -> node.domain().isPresent());
        WholeCopies whole = new WholeCopies(view);
        return view.ensemble()
                .map(ensemble -> new Voters(ensemble.voters().stream()
                        .map(member -> voter(member, view, domains, whole))
                        .toList()));
    }

    private static Voter voter(Ensemble.Member member, ClusterView view, boolean domains, WholeCopies whole) {
        Optional<NodeView> node = member.nodeId().flatMap(view::node);
        boolean up = node.filter(NodeView::isUp).isPresent();
        Optional<String> domain = domains ? node.flatMap(NodeView::domain) : Optional.of("member:" + member.id());
        boolean copy = up
                && member.holdsData()
                && node.filter(each -> whole.lackingSince(each).isEmpty()).isPresent();
        return new Voter(member.id(), member.nodeId(), member.votes(), domain, up, copy, member.acknowledges());
    }

    /**
     * How many votes a quorum needs.
     *
     * @return more than half of all votes
     */
    public long majority() {
        return total() / 2 + 1;
    }

    /**
     * How many votes have to have a write before it is acknowledged.
     *
     * @return a majority, or all that acknowledge if they are fewer
     */
    public long needed() {
        return Math.min(majority(), votes(Voter::acknowledges));
    }

    /**
     * Whether writes are accepted.
     *
     * @return true when a quorum is up, and as many as acknowledge
     */
    @Override
    public boolean available() {
        return availabilitySurvives() >= 0;
    }

    /**
     * Whether every acknowledged write is still on a copy.
     *
     * @return true when the voters without a copy are too few to have acknowledged it alone
     */
    @Override
    public boolean durable() {
        return list.isEmpty() || lost() < needed();
    }

    private long lost() {
        return votes(Voter::acknowledges) - votes(Voter::keeps);
    }

    /**
     * How many failure domains may fail, whichever they are, while writes are still accepted.
     *
     * @return the number; -1 when they are not accepted now
     */
    @Override
    public int availabilitySurvives() {
        if (list.isEmpty()) {
            return -1;
        }
        return Math.min(
                FailureDomains.survived(units(Voter::up), votes(Voter::up) - majority()),
                FailureDomains.survived(units(Voter::acknowledgesNow), votes(Voter::acknowledgesNow) - needed()));
    }

    /**
     * How many failure domains may fail for ever, whichever they are, while every acknowledged write survives.
     *
     * @return the number; -1 when one may be lost already
     */
    @Override
    public int durabilitySurvives() {
        return list.isEmpty() ? -1 : FailureDomains.survived(units(Voter::keeps), needed() - 1 - lost());
    }

    /**
     * How many further failures could stop no writes while one voter is away, with everybody else up: what the size can give, and
     * where voters share failure domains no more than those can.
     *
     * @param size how many voters there are to be
     * @return the number, for the voter that may best be missed; negative when writes would stop
     */
    int mostWhileOneIsAway(int size) {
        int most = size - 1 - (size / 2 + 1);
        List<Voter> best = list.stream().map(Voters::atBest).toList();
        boolean shared = best.stream().map(Voter::domain).distinct().count() < best.size();
        return shared && best.size() >= size ? Math.min(most, mostWhileOneIsAway(best)) : most;
    }

    private static int mostWhileOneIsAway(List<Voter> best) {
        return best.stream()
                .mapToInt(away -> new Voters(best.stream()
                                .map(voter -> voter.equals(away) ? absent(voter) : voter)
                                .toList())
                        .availabilitySurvives())
                .max()
                .orElse(-1);
    }

    /** That nobody knows where a voter is must not lower what is asked for. */
    private static Voter atBest(Voter voter) {
        return new Voter(
                voter.memberId(),
                voter.nodeId(),
                voter.votes(),
                voter.domain().or(() -> Optional.of("member:" + voter.memberId())),
                true,
                true,
                voter.acknowledges());
    }

    private static Voter absent(Voter voter) {
        return new Voter(
                voter.memberId(), voter.nodeId(), voter.votes(), voter.domain(), false, true, voter.acknowledges());
    }

    private List<FailureDomains.Unit> units(Predicate<Voter> which) {
        return list.stream()
                .filter(which)
                .map(voter -> new FailureDomains.Unit(voter.domain(), voter.votes()))
                .toList();
    }

    private long votes(Predicate<Voter> which) {
        return list.stream().filter(which).mapToLong(Voter::votes).sum();
    }

    private long total() {
        return list.stream().mapToLong(Voter::votes).sum();
    }

    /**
     * These voters with another one.
     *
     * @param voter the newcomer
     * @return the voters
     */
    public Voters with(Voter voter) {
        List<Voter> more = new ArrayList<>(list);
        more.add(voter);
        return new Voters(more);
    }

    /**
     * These voters without one.
     *
     * @param memberId who leaves
     * @return the voters
     */
    @Override
    public Voters without(String memberId) {
        return new Voters(list.stream()
                .filter(voter -> !voter.memberId().equals(memberId))
                .toList());
    }

    /**
     * These voters while a node is away with its copy, or for ever.
     *
     * @param nodeId the node
     * @param copyKept whether its copy will be back
     * @return the voters
     */
    @Override
    public Voters down(String nodeId, boolean copyKept) {
        return new Voters(list.stream()
                .map(voter -> voter.nodeId().equals(Optional.of(nodeId))
                        ? new Voter(
                                voter.memberId(),
                                voter.nodeId(),
                                voter.votes(),
                                voter.domain(),
                                false,
                                voter.copy() && copyKept,
                                voter.acknowledges())
                        : voter)
                .toList());
    }

    /**
     * Whether everybody is up.
     *
     * @return true when no voter is down
     */
    @Override
    public boolean allUp() {
        return list.stream().allMatch(Voter::up);
    }

    /**
     * How a reason speaks of these voters.
     *
     * @return for example {@code 2 of 3 votes up}
     */
    @Override
    public String describe() {
        return votes(Voter::up) + " of " + total() + " votes up, " + majority() + " needed";
    }

    @Override
    public Voters atBest() {
        return new Voters(list.stream().map(Voter::atBest).toList());
    }

    @Override
    public Voters left(String memberId) {
        return without(memberId);
    }

    @Override
    public Voters joined(Voter newcomer) {
        return with(newcomer);
    }

    /** Whoever leads a quorum has every acknowledged write: it would not have been elected otherwise. */
    @Override
    public Voters promoted(String nodeId) {
        return this;
    }

    @Override
    public boolean hasCopyBeside(String nodeId) {
        return list.stream()
                .filter(voter -> !voter.nodeId().equals(Optional.of(nodeId)))
                .anyMatch(Voter::copy);
    }
}
