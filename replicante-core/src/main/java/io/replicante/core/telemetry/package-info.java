/**
 * What the engine shows of itself: spans, meters and log keys, with all their names in one place.
 *
 * <p>Nothing is decided here. Tags of meters are bounded: they never name a cluster or a node.
 */
@NullMarked
package io.replicante.core.telemetry;

import org.jspecify.annotations.NullMarked;
