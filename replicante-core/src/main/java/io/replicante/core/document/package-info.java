/**
 * How what is remembered is written as documents, read back, and told in the protocol's words.
 *
 * <p>Nothing is decided, loaded or committed here.
 */
@NullMarked
package io.replicante.core.document;

import org.jspecify.annotations.NullMarked;
