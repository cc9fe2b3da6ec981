/**
 * What is observed of a cluster: references, node states, shards, offsets, and evidence that may be unknown.
 *
 * <p>No desired state, no decision and no I/O lives here.
 */
@NullMarked
package io.replicante.spec.model;

import org.jspecify.annotations.NullMarked;
