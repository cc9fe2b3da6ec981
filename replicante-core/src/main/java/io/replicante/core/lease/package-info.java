/**
 * Leases as an engine counts them: from when a claim was sent, on monotonic time, less a margin.
 *
 * <p>The store decides who holds a lease; what lives here only decides when to stop relying on one. No work is done here.
 */
@NullMarked
package io.replicante.core.lease;

import org.jspecify.annotations.NullMarked;
