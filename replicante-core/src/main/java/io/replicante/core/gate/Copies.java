package io.replicante.core.gate;

import io.replicante.core.gate.FailureDomains.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The copies of a shard that is not a quorum of voters. Immutable.
 *
 * @param model where an acknowledged write is
 * @param succession what happens when the primary goes
 * @param list the copies
 * @param overtaken whether somebody became primary who may lack acknowledged writes
 */
record Copies(Model model, Succession succession, List<Copy> list, boolean overtaken) implements ShardState {
    private static final String VACANT = "left:";

    /** Where an acknowledged write is. */
    sealed interface Model {
        /**
         * On the primary only.
         *
         * @param min how many copies, the primary counted, have to be up for writes; at least 1
         */
        record Primary(long min) implements Model {
            /** The primary takes writes whoever else is up. */
            Primary() {
                this(1);
            }
        }

        /**
         * On some copies of a set.
         *
         * @param holders on how many of the set's copies, at least, each acknowledged write is
         * @param min how many copies of the set have to be up for writes
         */
        record InSync(long holders, long min) implements Model {}

        /**
         * On some of several copies, none of which is complete.
         *
         * @param n how many copies each piece of data has
         * @param w how many of them acknowledge a write
         */
        record Replicated(long n, long w) implements Model {}
    }

    /** What happens when the primary goes. */
    enum Succession {
        /** Nobody follows before it is commanded. */
        COMMANDED,
        /** Another copy follows by itself, and what it lacks is lost. */
        AUTOMATIC,
        /** Another copy follows by itself, and it lacks nothing: by an orderly stop, or because only such a copy is chosen. */
        LOSSLESS
    }

    /**
     * One copy.
     *
     * @param nodeId where it is
     * @param memberId the node's name in the datastore's own configuration, if it is known
     * @param domain its failure domain; empty when it is not known though others are
     * @param up whether it works now
     * @param kept whether it is there and may be counted on
     * @param counts whether it holds what it should: it is in the set, caught up, or was repaired
     * @param primary whether it takes the writes
     * @param electable whether it may become primary
     */
    record Copy(
            String nodeId,
            Optional<String> memberId,
            Optional<String> domain,
            boolean up,
            boolean kept,
            boolean counts,
            boolean primary,
            boolean electable) {
        Copy {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(memberId, "memberId");
            Objects.requireNonNull(domain, "domain");
        }

        Copy down(boolean copyKept) {
            return new Copy(nodeId, memberId, domain, false, kept && copyKept, counts, false, electable);
        }

        Copy vacant() {
            return new Copy(VACANT + nodeId, Optional.empty(), domain, false, false, false, false, false);
        }

        boolean isVacant() {
            return nodeId.startsWith(VACANT);
        }

        Copy leading(boolean leads) {
            return new Copy(nodeId, memberId, domain, up, kept, counts, leads, electable);
        }
    }

    Copies {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(succession, "succession");
        list = List.copyOf(list);
    }

    @Override
    public int availabilitySurvives() {
        if (model instanceof Model.Replicated replicated) {
            return FailureDomains.survived(
                    units(Copy::up), replicated.n() - replicated.w() - (size(replicated) - count(Copy::up)));
        }
        long spare = model instanceof Model.InSync set
                ? count(copy -> copy.up() && copy.counts()) - set.min()
                : count(copy -> copy.up() && copy.electable()) - ((Model.Primary) model).min();
        if (succession == Succession.COMMANDED) {
            boolean served = list.stream().anyMatch(copy -> copy.primary() && copy.up());
            return served && spare >= 0 ? 0 : -1;
        }
        return model instanceof Model.InSync
                ? FailureDomains.survived(units(copy -> copy.up() && copy.counts()), spare)
                : FailureDomains.survived(units(copy -> copy.up() && copy.electable()), spare);
    }

    @Override
    public int durabilitySurvives() {
        if (overtaken) {
            return -1;
        }
        if (model instanceof Model.Primary) {
            return list.stream().anyMatch(copy -> copy.primary() && copy.kept()) ? 0 : -1;
        }
        Predicate<Copy> whole = copy -> copy.kept() && copy.counts();
        if (model instanceof Model.Replicated replicated) {
            return FailureDomains.survived(units(whole), replicated.w() - 1 - (size(replicated) - count(whole)));
        }
        long lost = count(copy -> copy.counts() && !copy.kept());
        return FailureDomains.survived(units(whole), ((Model.InSync) model).holders() - 1 - lost);
    }

    @Override
    public boolean available() {
        return availabilitySurvives() >= 0;
    }

    @Override
    public boolean durable() {
        return durabilitySurvives() >= 0;
    }

    @Override
    public boolean allUp() {
        return list.stream().allMatch(Copy::up);
    }

    @Override
    public String describe() {
        String up = count(Copy::up) + " of " + list.size() + " copies up";
        if (model instanceof Model.InSync set) {
            return up + ", " + count(copy -> copy.up() && copy.counts()) + " in sync, " + set.min()
                    + " needed for writes, each on " + set.holders();
        }
        return model instanceof Model.Replicated replicated
                ? up + ", " + count(Copy::counts) + " of them whole; " + replicated.w() + " of " + replicated.n()
                        + " acknowledge"
                : up + ", acknowledged by the primary alone"
                        + (needed() > 1 ? ", " + needed() + " needed for writes" : "");
    }

    private long needed() {
        return model instanceof Model.Primary primary ? primary.min() : 1;
    }

    @Override
    public Copies down(String nodeId, boolean copyKept) {
        boolean leads =
                list.stream().anyMatch(copy -> copy.primary() && copy.nodeId().equals(nodeId));
        List<Copy> changed = list.stream()
                .map(copy -> copy.nodeId().equals(nodeId) ? copy.down(copyKept) : copy)
                .toList();
        if (!leads) {
            return new Copies(model, succession, changed, overtaken);
        }
        if (succession == Succession.COMMANDED) {
            return new Copies(model, succession, led(changed, nodeId), overtaken);
        }
        Optional<Copy> heir = changed.stream()
                .filter(copy -> copy.up() && copy.electable() && copy.counts())
                .findFirst();
        boolean loses =
                succession == Succession.AUTOMATIC && changed.stream().anyMatch(copy -> copy.up() && copy.electable());
        return new Copies(
                model,
                succession,
                heir.map(copy -> led(changed, copy.nodeId())).orElse(led(changed, nodeId)),
                overtaken || loses);
    }

    private static List<Copy> led(List<Copy> copies, String nodeId) {
        return copies.stream()
                .map(copy -> copy.leading(copy.nodeId().equals(nodeId)))
                .toList();
    }

    /** What a member leaves behind of replicated data is copied to others, who hold nothing of it until a repair. */
    @Override
    public Copies left(String memberId) {
        Optional<Copy> leaver = list.stream()
                .filter(copy -> copy.memberId().equals(Optional.of(memberId)))
                .findFirst();
        if (leaver.isEmpty()) {
            return this;
        }
        Copies after = down(leaver.get().nodeId(), false);
        return model instanceof Model.Replicated
                ? after.with(copy -> copy.nodeId().equals(leaver.get().nodeId()) ? copy.vacant() : copy)
                : after;
    }

    @Override
    public Copies without(String memberId) {
        Copies after = left(memberId);
        List<Copy> rest = after.list.stream().filter(copy -> !copy.isVacant()).toList();
        return new Copies(model, succession, rest, after.overtaken);
    }

    /** A newcomer takes the place of one that left, if there is one. */
    @Override
    public Copies joined(Voters.Voter newcomer) {
        if (!(model instanceof Model.Replicated)) {
            return this;
        }
        Optional<Copy> vacant = list.stream().filter(Copy::isVacant).findFirst();
        List<Copy> more = new ArrayList<>(list);
        vacant.ifPresent(more::remove);
        more.add(new Copy(
                newcomer.nodeId().orElse(newcomer.memberId()),
                Optional.of(newcomer.memberId()),
                newcomer.domain(),
                newcomer.up(),
                newcomer.up(),
                false,
                false,
                false));
        return new Copies(model, succession, more, overtaken);
    }

    /** What the new primary lacks is lost, and of the others nobody knows yet how far they have followed it. */
    @Override
    public Copies promoted(String nodeId) {
        if (model instanceof Model.Replicated) {
            return this;
        }
        Optional<Copy> next =
                list.stream().filter(copy -> copy.nodeId().equals(nodeId)).findFirst();
        boolean whole = next.filter(copy -> copy.kept() && copy.counts()).isPresent();
        return new Copies(model, succession, led(list, nodeId), overtaken || !whole);
    }

    private Copies with(UnaryOperator<Copy> change) {
        return new Copies(model, succession, list.stream().map(change).toList(), overtaken);
    }

    @Override
    public boolean hasCopyBeside(String nodeId) {
        return list.stream()
                .anyMatch(copy -> !copy.nodeId().equals(nodeId) && copy.kept() && copy.counts() && !overtaken);
    }

    /** That nobody knows where a copy is must not lower what is asked for. */
    @Override
    public Copies atBest() {
        return new Copies(
                model,
                succession,
                list.stream()
                        .map(copy -> new Copy(
                                copy.nodeId(),
                                copy.memberId(),
                                copy.domain().or(() -> Optional.of("node:" + copy.nodeId())),
                                true,
                                true,
                                true,
                                copy.primary(),
                                copy.electable()))
                        .toList(),
                false);
    }

    /** How many further failures stop no writes while the copy is away that may best be missed. */
    int mostWhileOneIsAway() {
        return list.stream()
                .mapToInt(copy -> down(copy.nodeId(), true).availabilitySurvives())
                .max()
                .orElse(-1);
    }

    private long size(Model.Replicated replicated) {
        return Math.max(replicated.n(), list.size());
    }

    private long count(Predicate<Copy> which) {
        return list.stream().filter(which).count();
    }

    private List<Unit> units(Predicate<Copy> which) {
        return list.stream()
                .filter(which)
                .map(copy -> new Unit(copy.domain(), 1))
                .toList();
    }
}
