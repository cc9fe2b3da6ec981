/**
 * The streaming SPI: how events leave the engine and reach those who subscribe.
 *
 * <p>No driver and no implementation may live here; the embedded one is in the {@code memory} package.
 */
@NullMarked
package io.replicante.stream;

import org.jspecify.annotations.NullMarked;
