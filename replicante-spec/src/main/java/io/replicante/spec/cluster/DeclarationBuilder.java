package io.replicante.spec.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a {@link Declaration} by naming what differs from another one; see {@link Declaration#builder} and
 * {@link Declaration#toBuilder}. To be used by one thread.
 */
public final class DeclarationBuilder {
    private boolean active;
    private Declaration.Approval approval;
    private Optional<ClusterDefinition> definition;
    private Optional<String> datastore;
    private Declaration.Graces graces;
    private Declaration.Confirmation confirmation;
    private Declaration.Tolerate tolerate;
    private Optional<Duration> maxPause;
    private Declaration.Expand expand;
    private Declaration.Initialise initialise;
    private List<Acknowledgement> acknowledges;
    private List<MaintenanceWindow> windows;
    private Declaration.BlastRadius blastRadius;
    private Optional<Duration> maxLoss;

    DeclarationBuilder(Declaration from) {
        active = from.active();
        approval = from.approval();
        definition = from.definition();
        datastore = from.datastore();
        graces = from.graces();
        confirmation = from.confirmation();
        tolerate = from.tolerate();
        maxPause = from.maxPause();
        expand = from.expand();
        initialise = from.initialise();
        acknowledges = from.acknowledges();
        windows = from.windows();
        blastRadius = from.blastRadius();
        maxLoss = from.maxLoss();
    }

    /**
     * Says whether the engine brings the cluster to the declared state.
     *
     * @param value false to only watch it
     * @return this builder
     */
    public DeclarationBuilder active(boolean value) {
        active = value;
        return this;
    }

    /**
     * Says who decides about the engine's own actions.
     *
     * @param value whether a person has to agree
     * @return this builder
     */
    public DeclarationBuilder approval(Declaration.Approval value) {
        approval = Objects.requireNonNull(value, "approval");
        return this;
    }

    /**
     * Says what the cluster should be made of.
     *
     * @param value its parts
     * @return this builder
     */
    public DeclarationBuilder definition(ClusterDefinition value) {
        definition = Optional.of(value);
        return this;
    }

    /**
     * Says by which datastore definition the cluster is understood.
     *
     * @param name the name of the definition
     * @return this builder
     */
    public DeclarationBuilder datastore(String name) {
        datastore = Optional.of(name);
        return this;
    }

    /**
     * Says how long to wait for the effect of a step.
     *
     * @param value the times
     * @return this builder
     */
    public DeclarationBuilder graces(Declaration.Graces value) {
        graces = Objects.requireNonNull(value, "graces");
        return this;
    }

    /**
     * Says how long findings must hold before they are acted upon.
     *
     * @param value cycles and time
     * @return this builder
     */
    public DeclarationBuilder confirmation(Declaration.Confirmation value) {
        confirmation = Objects.requireNonNull(value, "confirmation");
        return this;
    }

    /**
     * Says how many further failures voluntary work must leave room for.
     *
     * @param value the numbers
     * @return this builder
     */
    public DeclarationBuilder tolerate(Declaration.Tolerate value) {
        tolerate = Objects.requireNonNull(value, "tolerate");
        return this;
    }

    /**
     * Says how long writes may pause for a voluntary action.
     *
     * @param value the longest pause; zero for none
     * @return this builder
     */
    public DeclarationBuilder maxPause(Duration value) {
        maxPause = Optional.of(value);
        return this;
    }

    /**
     * Says how nodes become members.
     *
     * @param value the form of joining
     * @return this builder
     */
    public DeclarationBuilder expand(Declaration.Expand value) {
        expand = Objects.requireNonNull(value, "expand");
        return this;
    }

    /**
     * Says how a new cluster is formed.
     *
     * @param value the form of initialisation
     * @return this builder
     */
    public DeclarationBuilder initialise(Declaration.Initialise value) {
        initialise = Objects.requireNonNull(value, "initialise");
        return this;
    }

    /**
     * Says what clients wait for.
     *
     * @param value in place of all that was said so far; of several for one shard the first counts
     * @return this builder
     */
    public DeclarationBuilder acknowledges(List<Acknowledgement> value) {
        acknowledges = List.copyOf(value);
        return this;
    }

    /**
     * Says when voluntary work may be done.
     *
     * @param value in place of all that was said so far; none for always
     * @return this builder
     */
    public DeclarationBuilder windows(List<MaintenanceWindow> value) {
        windows = List.copyOf(value);
        return this;
    }

    /**
     * How much of the cluster voluntary work may disturb at one time.
     *
     * @param value how much
     * @return this
     */
    public DeclarationBuilder blastRadius(Declaration.BlastRadius value) {
        blastRadius = Objects.requireNonNull(value, "blastRadius");
        return this;
    }

    /**
     * Says how much may be lost by a failover without anybody being asked.
     *
     * @param value for how much time acknowledged writes may be lost
     * @return this builder
     */
    public DeclarationBuilder maxLoss(Duration value) {
        maxLoss = Optional.of(value);
        return this;
    }

    /**
     * Makes the declaration. The builder may be used further.
     *
     * @return the declaration
     */
    public Declaration build() {
        return new Declaration(
                active,
                approval,
                definition,
                datastore,
                graces,
                confirmation,
                tolerate,
                maxPause,
                expand,
                initialise,
                acknowledges,
                windows,
                blastRadius,
                maxLoss);
    }
}
