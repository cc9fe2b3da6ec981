/**
 * The station that turns two views into events.
 *
 * <p>Pure: no clock, no I/O, no randomness, no logging.
 */
@NullMarked
package io.replicante.core.diff;

import org.jspecify.annotations.NullMarked;
