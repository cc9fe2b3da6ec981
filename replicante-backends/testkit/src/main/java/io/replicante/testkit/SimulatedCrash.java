package io.replicante.testkit;

/**
 * The process stops here. It is an {@link Error}, so that code that survives exceptions does not survive it; once it was
 * thrown, everything that shares the {@link FaultPlan} throws it, so that what a stopped process would not have done, such as
 * releasing its leases, is not done either.
 */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the crash.
     *
     * @param where the place where the process stops
     */
    public SimulatedCrash(String where) {
        super(where);
    }
}
