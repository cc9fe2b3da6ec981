package io.replicante.spec.platform;

/**
 * Lists, provisions and gives back the machines that datastore nodes run on.
 *
 * <p><b>Blocking:</b> every method may block on I/O; the engine bounds each call by a deadline and interrupts it when that has
 * passed. <b>Thread safety:</b> methods may be called concurrently.
 *
 * <p><b>Rules</b> have numbers, P<i>chapter</i>.<i>rule</i>, and the contract tests that every implementation runs name them.
 * Those of a method are listed with it; P4.1: an interrupt ends a call early, and what it says then is true.
 */
public interface Platform extends AutoCloseable {
    /**
     * Lists the nodes of every cluster.
     *
     * <ul>
     *   <li>P2.1 Every existing node is listed, exactly once, in the cluster that it was provisioned for.
     *   <li>P2.2 Dead ones are, too.
     *   <li>P2.3 The id and the incarnation of a machine stay while it exists.
     *   <li>P2.4 A node that was provisioned has the group and the class of its definition.
     * </ul>
     *
     * @return the clusters
     * @throws io.replicante.spec.UnavailableException if they could not be listed; retrying is safe
     */
    Discovery discover();

    /**
     * Provisions nodes. <b>Not idempotent</b>: no platform has to know the id of a request, so the engine sends it
     * once, and after an unknown outcome counts what discovery shows before it decides anew.
     *
     * <ul>
     *   <li>P1.1 No more nodes are provisioned than asked for, and as many as the answer says; ids are given for all or none.
     *   <li>P1.2 An id is never given again, not to concurrent requests, not after the node was given back, and not after a
     *       restart of the platform.
     *   <li>P1.3 A request that may form a cluster ({@link ProvisionRequest#FORM}) provisions one node at most.
     *   <li>P1.4 A group that the definition lacks is refused.
     * </ul>
     *
     * @param request what to provision, at most
     * @return how many nodes were provisioned
     * @throws io.replicante.spec.UnavailableException if certainly nothing was done
     * @throws io.replicante.spec.IndeterminateException if it may have been
     * @throws io.replicante.spec.UnsupportedException if the request is refused
     */
    ProvisionResponse provision(ProvisionRequest request);

    /**
     * Provisions nodes, told by which decision. As {@link #provision(ProvisionRequest)}, which it is unless a platform makes use of
     * the token.
     *
     * @param request what to provision, at most
     * @param token names the decision; a platform may ignore it
     * @return how many nodes were provisioned
     */
    default ProvisionResponse provision(ProvisionRequest request, PlatformToken token) {
        return provision(request);
    }

    /**
     * Gives a node back; its copy of the data is gone for ever.
     *
     * <ul>
     *   <li>P3.1 The node leaves discovery, dead or alive, and no other takes its place.
     *   <li>P3.2 A node that is gone, or never was, is no failure.
     *   <li>P3.3 A node of another cluster stays, whether or not the request is refused.
     * </ul>
     *
     * @param request the node
     * @throws io.replicante.spec.UnavailableException if certainly nothing was done
     * @throws io.replicante.spec.IndeterminateException if it may have been
     * @throws io.replicante.spec.UnsupportedException if the request is refused
     */
    void deprovision(DeprovisionRequest request);

    /**
     * Gives a node back, told by which decision. As {@link #deprovision(DeprovisionRequest)}, which it is unless a platform makes
     * use of the token.
     *
     * @param request the node
     * @param token names the decision; a platform may ignore it
     */
    default void deprovision(DeprovisionRequest request, PlatformToken token) {
        deprovision(request);
    }

    /** Lets go of connections. Idempotent. P4.2: it never stops a node. */
    @Override
    default void close() {}
}
