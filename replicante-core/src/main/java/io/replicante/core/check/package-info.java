/**
 * The station that compares a view with its declaration and definition: what is wrong, as findings.
 *
 * <p>Pure: no clock, no I/O, no randomness, no logging. Says nothing about what to do.
 */
@NullMarked
package io.replicante.core.check;

import org.jspecify.annotations.NullMarked;
