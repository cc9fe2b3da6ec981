/**
 * Rules for the whole code base, kept where every module is on the class path.
 *
 * <p>Tests of the quickstart itself may not live here.
 */
@NullMarked
package io.replicante.architecture;

import org.jspecify.annotations.NullMarked;
