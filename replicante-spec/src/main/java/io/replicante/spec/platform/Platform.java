package io.replicante.spec.platform;

/**
 * Lists, provisions and gives back the machines that datastore nodes run on.
 *
 * <p><b>Blocking:</b> every method may block on I/O; the engine bounds each call by a deadline and interrupts it when that has
 * passed. <b>Thread safety:</b> methods may be called concurrently.
 */
public interface Platform extends AutoCloseable {
    /**
     * Lists every existing node of every cluster, healthy or not.
     *
     * @return the clusters
     * @throws io.replicante.spec.UnavailableException if they could not be listed; retrying is safe
     */
    Discovery discover();

    /**
     * Provisions nodes. <b>Not idempotent</b>: the protocol carries no id, so the engine sends it once, and after an unknown
     * outcome counts what discovery shows before it decides anew.
     *
     * @param request what to provision, at most
     * @return how many nodes were provisioned
     * @throws io.replicante.spec.UnavailableException if certainly nothing was done
     * @throws io.replicante.spec.IndeterminateException if it may have been
     * @throws io.replicante.spec.UnsupportedException if the request is refused
     */
    ProvisionResponse provision(ProvisionRequest request);

    /**
     * Gives a node back; its copy of the data is gone for ever. Idempotent for a node that is gone already.
     *
     * @param request the node
     * @throws io.replicante.spec.UnavailableException if certainly nothing was done
     * @throws io.replicante.spec.IndeterminateException if it may have been
     * @throws io.replicante.spec.UnsupportedException if the request is refused
     */
    void deprovision(DeprovisionRequest request);

    /** Lets go of connections; never stops a node. Idempotent. */
    @Override
    default void close() {}
}
