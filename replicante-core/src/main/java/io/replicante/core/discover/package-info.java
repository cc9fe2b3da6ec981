/**
 * Lists platforms and remembers, cluster by cluster, what they list: its own work with its own lease.
 *
 * <p>Nothing is concluded from a listing here, and nothing is ever deleted because of one.
 */
@NullMarked
package io.replicante.core.discover;

import org.jspecify.annotations.NullMarked;
