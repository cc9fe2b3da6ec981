/**
 * The station that decides whether a candidate is safe, by small named rules, each with its evidence.
 *
 * <p>Pure: no clock, no I/O, no randomness, no logging. Nothing is sent from here.
 */
@NullMarked
package io.replicante.core.gate;

import org.jspecify.annotations.NullMarked;
