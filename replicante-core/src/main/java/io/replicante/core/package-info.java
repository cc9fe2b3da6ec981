/**
 * The engine as a host sees it: the facade, its builder and its configuration.
 *
 * <p>The stations of a cycle live in packages of their own; none of them may live here.
 */
@NullMarked
package io.replicante.core;

import org.jspecify.annotations.NullMarked;
