/**
 * The agent contract: how one datastore node is observed and asked to act, and how its process is supervised.
 *
 * <p>Transports and adapters for particular datastores live in the back ends.
 */
@NullMarked
package io.replicante.spec.agent;

import org.jspecify.annotations.NullMarked;
