/**
 * The station that turns two states of a cluster into events.
 *
 * <p>Pure: no clock, no I/O, no randomness, no logging.
 */
@NullMarked
package io.replicante.core.diff;

import org.jspecify.annotations.NullMarked;
