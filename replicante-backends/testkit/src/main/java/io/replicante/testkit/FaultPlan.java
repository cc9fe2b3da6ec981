package io.replicante.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says which call of which wrapper meets which {@link Fault}, and remembers the calls that were made.
 *
 * <p>One plan stands for one process: give the same plan to all wrappers of one engine, and count the boundaries of a whole
 * run, then stop the process at every one of them in turn:
 *
 * <pre>{@code
 * FaultPlan plan = new FaultPlan();
 * run(plan);                                      // counts
 * for (int n = 1; n <= plan.calls().size(); n++) {
 *     FaultPlan stops = new FaultPlan().at(n, FaultPlan.ANY, Fault.crashAfter());
 *     assertThatThrownBy(() -> run(stops)).isInstanceOf(SimulatedCrash.class);
 *     run(new FaultPlan());                       // a new process on the same store
 * }
 * }</pre>
 *
 * <p>Once a fault has crashed the process, every call throws the crash. A planned fault happens once; {@link #always} stays
 * until {@link #heal}. When several faults are planned for a call, the one that was planned first befalls it.
 *
 * <p><b>Thread safety:</b> thread-safe; no lock is held while a call is made.
 */
public final class FaultPlan {
    /** All boundaries. */
    public static final Set<Boundary> ANY = Set.of(Boundary.values());

    private final List<Planned> planned = new ArrayList<>();
    private final Map<Boundary, Fault> always = new EnumMap<>(Boundary.class);
    private final List<Boundary> calls = new ArrayList<>();
    private Optional<SimulatedCrash> crash = Optional.empty();

    /** A fault that waits for its call. */
    private static final class Planned {
        private final Set<Boundary> boundaries;
        private final Fault fault;
        private int callsUntil;

        private Planned(Set<Boundary> boundaries, Fault fault, int callsUntil) {
            this.boundaries = boundaries;
            this.fault = fault;
            this.callsUntil = callsUntil;
        }
    }

    /** Creates a plan without a fault. */
    public FaultPlan() {}

    /**
     * Plans a fault for the next call of a kind.
     *
     * @param boundary the kind of call
     * @param fault what goes wrong
     * @return this
     */
    public FaultPlan next(Boundary boundary, Fault fault) {
        return at(1, Set.of(boundary), fault);
    }

    /**
     * Plans a fault for the n-th call from now.
     *
     * @param n which call, from 1
     * @param boundaries the kinds of call that count
     * @param fault what goes wrong
     * @return this
     */
    public synchronized FaultPlan at(int n, Set<Boundary> boundaries, Fault fault) {
        if (n < 1) {
            throw new IllegalArgumentException("calls are counted from 1");
        }
        planned.add(new Planned(EnumSet.copyOf(boundaries), fault, n));
        return this;
    }

    /**
     * Lets every call of a kind fail that has no other fault.
     *
     * @param boundary the kind of call
     * @param fault what goes wrong
     * @return this
     */
    public synchronized FaultPlan always(Boundary boundary, Fault fault) {
        always.put(boundary, fault);
        return this;
    }

    /** Forgets all faults that have not happened yet. A crash stays. */
    public synchronized void heal() {
        planned.clear();
        always.clear();
    }

    /**
     * Stops the process from outside: every call from now on throws.
     *
     * @param where what to tell of it
     */
    public void crash(String where) {
        crash(new SimulatedCrash(where));
    }

    /**
     * The calls that were begun, in order.
     *
     * @return a copy
     */
    public synchronized List<Boundary> calls() {
        return List.copyOf(calls);
    }

    /**
     * Whether faults wait that have not happened yet, other than those for always.
     *
     * @return whether there are any
     */
    public synchronized boolean isPending() {
        return !planned.isEmpty();
    }

    /** Makes a call that throws nothing checked. */
    <R> R call(Boundary boundary, Fault.Effect<R> effect) {
        try {
            return callChecked(boundary, effect);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(boundary + " threw what it does not declare", e);
        }
    }

    /** Makes a call without an answer that throws nothing checked. */
    void run(Boundary boundary, Runnable effect) {
        call(boundary, () -> {
            effect.run();
            return boundary;
        });
    }

    <R> R callChecked(Boundary boundary, Fault.Effect<R> effect) throws Exception {
        Optional<Fault> fault = begin(boundary);
        try {
            R answer = fault.isPresent() ? fault.get().befall(boundary, effect) : effect.take();
            requireAlive();
            return answer;
        } catch (SimulatedCrash e) {
            crash(e);
            throw e;
        }
    }

    private synchronized Optional<Fault> begin(Boundary boundary) {
        requireAlive();
        calls.add(boundary);
        Optional<Fault> fault = Optional.empty();
        for (Iterator<Planned> iterator = planned.iterator(); iterator.hasNext(); ) {
            Planned candidate = iterator.next();
            if (candidate.boundaries.contains(boundary)) {
                candidate.callsUntil--;
                if (candidate.callsUntil <= 0 && fault.isEmpty()) {
                    fault = Optional.of(candidate.fault);
                    iterator.remove();
                }
            }
        }
        return fault.or(() -> Optional.ofNullable(always.get(boundary)));
    }

    private synchronized void crash(SimulatedCrash first) {
        crash = crash.or(() -> Optional.of(first));
    }

    private synchronized void requireAlive() {
        if (crash.isPresent()) {
            throw new SimulatedCrash("stopped " + crash.get().getMessage());
        }
    }
}
