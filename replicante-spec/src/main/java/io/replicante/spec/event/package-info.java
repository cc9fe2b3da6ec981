/**
 * Events: what changed, in which order, by whom.
 *
 * <p>Storing and delivering events is the business of the store and stream modules.
 */
@NullMarked
package io.replicante.spec.event;

import org.jspecify.annotations.NullMarked;
