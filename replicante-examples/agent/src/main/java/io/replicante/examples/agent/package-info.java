/** An agent in a hundred lines, as a runnable jar: {@code --bind HOST:PORT}. */
@NullMarked
package io.replicante.examples.agent;

import org.jspecify.annotations.NullMarked;
