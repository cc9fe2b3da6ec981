/**
 * Contract tests and test doubles for the authors of plug-ins.
 *
 * <p>Tests of the engine itself may not live here.
 */
@NullMarked
package io.replicante.testkit;

import org.jspecify.annotations.NullMarked;
