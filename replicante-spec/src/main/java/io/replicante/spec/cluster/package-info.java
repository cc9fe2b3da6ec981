/**
 * What is desired: namespaces, platforms, cluster specifications, and pauses.
 *
 * <p>Nothing here says how a desired state is reached, or whether that is safe.
 */
@NullMarked
package io.replicante.spec.cluster;

import org.jspecify.annotations.NullMarked;
