/**
 * Hands decided actions to agents and platforms, and takes them back.
 *
 * <p>What is handed over was decided, committed as an attempt and is in the footprint already; nothing is decided here.
 */
@NullMarked
package io.replicante.core.act;

import org.jspecify.annotations.NullMarked;
