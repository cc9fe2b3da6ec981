/**
 * Actions that nodes are asked to run, their phases and the legal transitions between them.
 *
 * <p>Deciding about actions does not live here.
 */
@NullMarked
package io.replicante.spec.action;

import org.jspecify.annotations.NullMarked;
