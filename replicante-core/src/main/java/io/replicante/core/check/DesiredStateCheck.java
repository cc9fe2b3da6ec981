package io.replicante.core.check;

import io.replicante.core.view.ClusterView;
import java.util.List;

/**
 * Compares a view with what should be. Hosts add their own; the built-in ones are implemented through this interface.
 *
 * <p><b>Pure:</b> the same view gives the same signals; no I/O, no clock. <b>Thread safety:</b> called concurrently for
 * different clusters. <b>Failure:</b> a check that throws becomes the finding {@code CHECK_FAILED}, and nothing else suffers.
 */
public interface DesiredStateCheck {
    /**
     * Names the check in findings about itself.
     *
     * @return the name
     */
    String name();

    /**
     * What is wrong.
     *
     * @param view the cluster
     * @return the signals, in any order
     */
    List<Signal> check(ClusterView view);
}
