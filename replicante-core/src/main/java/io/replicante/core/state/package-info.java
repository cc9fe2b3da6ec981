/**
 * What is remembered of a cluster between two cycles, and how it is written as documents.
 *
 * <p>Records only: no decision, no clock and no I/O lives here.
 */
@NullMarked
package io.replicante.core.state;

import org.jspecify.annotations.NullMarked;
