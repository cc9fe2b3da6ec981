/**
 * The storage SPI: what the engine asks of the place where it keeps its state.
 *
 * <p>No driver and no implementation may live here; the embedded one is in the {@code memory} package.
 */
@NullMarked
package io.replicante.store;

import org.jspecify.annotations.NullMarked;
