/**
 * One cycle of one cluster as a pure function: what goes in, what comes out, and the walk through the pure stations.
 *
 * <p>Pure: no clock, no I/O, no randomness, no logging. The same inputs give the same outputs.
 */
@NullMarked
package io.replicante.core.cycle;

import org.jspecify.annotations.NullMarked;
