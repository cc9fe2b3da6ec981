/**
 * For the authors of agents: {@link io.replicante.agent.http.AgentRuntime} makes an agent of a few readings and some actions,
 * and {@link io.replicante.agent.http.AgentServer} serves it, or any other {@link io.replicante.spec.agent.Agent}, over HTTP.
 *
 * <p>Nothing here knows a particular datastore.
 */
@NullMarked
package io.replicante.agent.http;

import org.jspecify.annotations.NullMarked;
