/**
 * An in-process agent for Apache ZooKeeper nodes.
 *
 * <p>It observes and carries out actions; nothing here decides what should be done.
 */
@NullMarked
package io.replicante.agent.zookeeper;

import org.jspecify.annotations.NullMarked;
