/**
 * Reads every node of a cluster at once and makes one observation of each, whatever the nodes do.
 *
 * <p>What an observation means is decided elsewhere; nothing is concluded, remembered or sent here.
 */
@NullMarked
package io.replicante.core.observe;

import org.jspecify.annotations.NullMarked;
