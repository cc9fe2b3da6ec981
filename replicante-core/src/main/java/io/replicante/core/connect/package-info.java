/**
 * Reaches agents and platforms: by the scheme of their address, each call with a deadline.
 *
 * <p>What is asked of them, and what their answers mean, lives with the stations that ask.
 */
@NullMarked
package io.replicante.core.connect;

import org.jspecify.annotations.NullMarked;
