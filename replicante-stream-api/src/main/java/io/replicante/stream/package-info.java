/**
 * The streaming SPI: where committed events go, and how they are read again.
 *
 * <p>A stream knows nothing of the engine; sequences and ids are given by the store before an event arrives here.
 */
@NullMarked
package io.replicante.stream;

import org.jspecify.annotations.NullMarked;
