/**
 * What people and hosts change: desired state, requests for actions, pauses. Each change names its actor, is one commit, and is
 * told as an event.
 *
 * <p>Nothing is carried out here: what was asked for passes the same gate as everything else.
 */
@NullMarked
package io.replicante.core.control;

import org.jspecify.annotations.NullMarked;
