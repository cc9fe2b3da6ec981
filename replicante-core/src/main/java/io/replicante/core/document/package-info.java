/**
 * How what is remembered is written as documents, and read back.
 *
 * <p>Nothing is decided, loaded or committed here.
 */
@NullMarked
package io.replicante.core.document;

import org.jspecify.annotations.NullMarked;
