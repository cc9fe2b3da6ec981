/**
 * The station that turns findings and requests into candidate actions.
 *
 * <p>Pure: no clock, no I/O, no randomness, no logging. Remedies know what would help, never whether it is safe.
 */
@NullMarked
package io.replicante.core.plan;

import org.jspecify.annotations.NullMarked;
