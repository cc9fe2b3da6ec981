package io.replicante.spec.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The desired state of a cluster and how it may be reached.
 *
 * @param active whether the engine brings the cluster to it; otherwise the cluster is only watched
 * @param approval whether actions of the engine need a person's approval
 * @param definition what the cluster should be made of; empty when only what exists is managed
 * @param datastore the name of the datastore definition; empty: chosen by the store id that agents report
 * @param graces how long to wait for the effect of a step before it counts as failed
 * @param confirmation how long findings must hold before they are acted upon
 * @param tolerate how many further failures voluntary work must leave room for
 * @param maxPause how long writes may pause for a voluntary action; empty: as the datastore definition says
 * @param expand how nodes become members
 * @param initialise how a new cluster is formed
 * @param acknowledges what clients wait for; of several for one shard the first counts, of none the weakest that the server allows
 * @param windows when voluntary work may be done; empty: always
 * @param blastRadius how much of the cluster voluntary work may disturb at one time
 * @param maxLoss for how much time acknowledged writes may be lost by a failover without anybody being asked; empty: for none
 */
public record Declaration(
        boolean active,
        Approval approval,
        Optional<ClusterDefinition> definition,
        Optional<String> datastore,
        Graces graces,
        Confirmation confirmation,
        Tolerate tolerate,
        Optional<Duration> maxPause,
        Expand expand,
        Initialise initialise,
        List<Acknowledgement> acknowledges,
        List<MaintenanceWindow> windows,
        BlastRadius blastRadius,
        Optional<Duration> maxLoss) {
    /** Who decides about the engine's own actions. */
    public enum Approval {
        /** The gate alone. */
        GRANTED,
        /** A person, after the gate. */
        REQUIRED
    }

    /**
     * How long the engine waits for the effect of a step.
     *
     * @param initialise of an initialisation
     * @param expand of a membership change
     * @param scaleUp of a provision
     */
    public record Graces(Duration initialise, Duration expand, Duration scaleUp) {
        /** Five minutes each. */
        public static final Graces DEFAULT =
                new Graces(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

        /** Refuses nulls. */
        public Graces {
            Objects.requireNonNull(initialise, "initialise");
            Objects.requireNonNull(expand, "expand");
            Objects.requireNonNull(scaleUp, "scale_up");
        }
    }

    /**
     * How long a finding must hold before it is acted upon.
     *
     * @param cycles consecutive cycles
     * @param loss minimum time for what concludes that a node is lost
     */
    public record Confirmation(int cycles, Duration loss) {
        /** Two cycles; ten seconds. */
        public static final Confirmation DEFAULT = new Confirmation(2, Duration.ofSeconds(10));

        /** Refuses nulls and less than one cycle. */
        public Confirmation {
            Objects.requireNonNull(loss, "loss");
            if (cycles < 1) {
                throw new IllegalArgumentException("confirmation.cycles must be at least 1");
            }
        }
    }

    /**
     * How many further independent failures voluntary work must leave room for.
     *
     * @param durability without losing an acknowledged write; empty: as much as the declared size gives, at most 1
     * @param availability without losing the ability to write; empty: see the rule {@code tolerant}
     */
    public record Tolerate(OptionalInt durability, OptionalInt availability) {
        /** Nothing declared. */
        public static final Tolerate DEFAULT = new Tolerate(OptionalInt.empty(), OptionalInt.empty());

        /** Refuses nulls. */
        public Tolerate {
            Objects.requireNonNull(durability, "durability");
            Objects.requireNonNull(availability, "availability");
        }
    }

    /**
     * How much of a cluster voluntary work may disturb at one time.
     *
     * @param nodes how many members may be out of service with the one that is to be disturbed, whatever the cause; empty: as many as
     *     the safety of the data allows
     * @param percent the same, of a hundred members, rounded down; at least one member
     * @param domains in how many failure domains nodes may be disturbed
     */
    public record BlastRadius(OptionalInt nodes, OptionalInt percent, int domains) {
        /** One failure domain. */
        public static final BlastRadius DEFAULT = new BlastRadius(OptionalInt.empty(), OptionalInt.empty(), 1);

        private static final int HUNDRED = 100;

        /** Refuses nulls, and numbers by which nothing may be disturbed. */
        public BlastRadius {
            Objects.requireNonNull(nodes, "nodes");
            Objects.requireNonNull(percent, "percent");
            if (nodes.orElse(1) < 1 || percent.orElse(1) < 1 || percent.orElse(1) > HUNDRED || domains < 1) {
                throw new IllegalArgumentException("blast_radius must leave at least one node and one failure domain");
            }
        }

        /**
         * How many members may be out of service at one time.
         *
         * @param members how many there are
         * @return the smaller of what is declared; empty when nothing is
         */
        public OptionalInt nodesOf(int members) {
            OptionalInt share = percent.isPresent()
                    ? OptionalInt.of((int) Math.max(1L, (long) members * percent.getAsInt() / HUNDRED))
                    : OptionalInt.empty();
            return nodes.isPresent() && share.isPresent()
                    ? OptionalInt.of(Math.min(nodes.getAsInt(), share.getAsInt()))
                    : nodes.isPresent() ? nodes : share;
        }
    }

    /**
     * How nodes become members.
     *
     * @param mode which form is used
     * @param targetMember which member to extend the cluster from; empty: {@link NodeSearch#EXPANSION_TARGET}
     */
    public record Expand(Expand.Mode mode, Optional<NodeSearch> targetMember) {
        /** Which form of joining is used. */
        public enum Mode {
            /** As the datastore's definition says. */
            AUTO,
            /** An action on a member adopts the new node. */
            ADD,
            /** An action on the new node makes it join. */
            JOIN
        }

        /** As the datastore's definition says. */
        public static final Expand DEFAULT = new Expand(Expand.Mode.AUTO, Optional.empty());

        /** Refuses nulls. */
        public Expand {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(targetMember, "target_member");
        }
    }

    /**
     * How a new cluster is formed.
     *
     * @param mode which form is used
     * @param actionArgs what the action that initialises is given; a JSON null when nothing
     * @param search which node to initialise; empty: {@link NodeSearch#INITIALISATION_TARGET}
     */
    public record Initialise(Initialise.Mode mode, JsonNode actionArgs, Optional<NodeSearch> search) {
        /** Which form of initialisation is used. */
        public enum Mode {
            /** As the datastore's definition says. */
            AUTO,
            /** One node forms a cluster of one, which the others join. */
            SINGLE_NODE
        }

        /** As the datastore's definition says. */
        public static final Initialise DEFAULT =
                new Initialise(Initialise.Mode.AUTO, NullNode.getInstance(), Optional.empty());

        /** Refuses nulls. */
        public Initialise {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(actionArgs, "action_args");
            Objects.requireNonNull(search, "search");
        }
    }

    /** Refuses nulls; documents of earlier versions lack the last five. */
    public Declaration {
        Objects.requireNonNull(approval, "approval");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(datastore, "datastore");
        Objects.requireNonNull(graces, "graces");
        Objects.requireNonNull(confirmation, "confirmation");
        Objects.requireNonNull(tolerate, "tolerate");
        Objects.requireNonNull(maxPause, "pauses.max");
        expand = expand == null ? Expand.DEFAULT : expand;
        initialise = initialise == null ? Initialise.DEFAULT : initialise;
        acknowledges = acknowledges == null ? List.of() : List.copyOf(acknowledges);
        windows = windows == null ? List.of() : List.copyOf(windows);
        blastRadius = blastRadius == null ? BlastRadius.DEFAULT : blastRadius;
        maxLoss = maxLoss == null ? Optional.empty() : maxLoss;
    }

    /**
     * A declaration that only watches what exists.
     *
     * @return all defaults
     */
    public static Declaration defaults() {
        return new Declaration(
                true,
                Approval.GRANTED,
                Optional.empty(),
                Optional.empty(),
                Graces.DEFAULT,
                Confirmation.DEFAULT,
                Tolerate.DEFAULT,
                Optional.empty(),
                Expand.DEFAULT,
                Initialise.DEFAULT,
                List.of(),
                List.of(),
                BlastRadius.DEFAULT,
                Optional.empty());
    }

    /**
     * A declaration by which nothing is done unless a person asks for it.
     *
     * @return all defaults, not active
     */
    public static Declaration watched() {
        return builder().active(false).approval(Approval.REQUIRED).build();
    }

    /**
     * Begins a declaration of which only what differs from the defaults is said.
     *
     * @return a builder that holds {@link #defaults}
     */
    public static DeclarationBuilder builder() {
        return defaults().toBuilder();
    }

    /**
     * Begins a declaration that differs from this one in a few things.
     *
     * @return a builder that holds what this declaration says
     */
    public DeclarationBuilder toBuilder() {
        return new DeclarationBuilder(this);
    }
}
