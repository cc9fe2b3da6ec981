/** A simulated cluster for tests of the pure stations: machines, a quorum store and its agents, in virtual time. */
@NullMarked
package io.replicante.core.world;

import org.jspecify.annotations.NullMarked;
