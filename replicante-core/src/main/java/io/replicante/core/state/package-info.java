/**
 * What is remembered of a cluster between two cycles.
 *
 * <p>Records only: no decision, no clock and no I/O lives here.
 */
@NullMarked
package io.replicante.core.state;

import org.jspecify.annotations.NullMarked;
