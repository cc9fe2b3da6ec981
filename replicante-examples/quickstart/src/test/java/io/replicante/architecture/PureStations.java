package io.replicante.architecture;

/** The stations of a cycle that are functions of their arguments and nothing else, and the values they exchange. */
final class PureStations {
    static final String[] PACKAGES = {
        "io.replicante.core.view..",
        "io.replicante.core.diff..",
        "io.replicante.core.check..",
        "io.replicante.core.plan..",
        "io.replicante.core.gate..",
        "io.replicante.core.cycle..",
        "io.replicante.core.state..",
    };

    private PureStations() {}
}
