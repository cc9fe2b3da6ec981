/**
 * The platform contract: how machines are discovered, provisioned and given back.
 *
 * <p>Particular platforms live in the back ends.
 */
@NullMarked
package io.replicante.spec.platform;

import org.jspecify.annotations.NullMarked;
