/**
 * Claims due work and walks it through the stations: the imperative shell around the pure core.
 *
 * <p>Whether something is safe, or would help, is not decided here; neither does anything here talk to a node or a platform
 * itself.
 */
@NullMarked
package io.replicante.core.engine;

import org.jspecify.annotations.NullMarked;
