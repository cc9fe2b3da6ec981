/**
 * The station that joins what was remembered with what was just observed into one immutable {@link io.replicante.core.view.ClusterView}.
 *
 * <p>Pure: no clock, no I/O, no randomness, no logging.
 */
@NullMarked
package io.replicante.core.view;

import org.jspecify.annotations.NullMarked;
