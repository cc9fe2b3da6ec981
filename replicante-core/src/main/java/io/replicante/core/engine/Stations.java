package io.replicante.core.engine;

import io.replicante.core.act.Dispatcher;
import io.replicante.core.act.Handlers;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.lease.Ticker;
import io.replicante.core.observe.Observer;
import io.replicante.core.telemetry.Telemetry;
import io.replicante.store.Store;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What a cycle passes through.
 *
 * @param store loads and commits
 * @param observer reads the nodes
 * @param decide the pure stations
 * @param dispatcher sends and withdraws
 * @param handlers carry out actions on clusters as a whole
 * @param telemetry records what happens
 * @param ticker measures durations
 * @param limits how much a cycle may take
 * @param engine names the instance
 * @param closing whether nothing new may be begun
 * @param fleet in how many clusters voluntary work may be under way
 */
public record Stations(
        Store store,
        Observer observer,
        Function<CycleInput, CycleOutput> decide,
        Dispatcher dispatcher,
        Handlers handlers,
        Telemetry telemetry,
        Ticker ticker,
        CycleLimits limits,
        String engine,
        BooleanSupplier closing,
        FleetBudget fleet) {
    /** Refuses nulls. */
    public Stations {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(observer, "observer");
        Objects.requireNonNull(decide, "decide");
        Objects.requireNonNull(dispatcher, "dispatcher");
        Objects.requireNonNull(handlers, "handlers");
        Objects.requireNonNull(telemetry, "telemetry");
        Objects.requireNonNull(ticker, "ticker");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(closing, "closing");
        Objects.requireNonNull(fleet, "fleet");
    }

    /**
     * The same stations with another observer. One that somebody else uses may be at a node, and does not ask it twice at a time.
     *
     * @param other the observer
     * @return the stations
     */
    public Stations with(Observer other) {
        return new Stations(
                store, other, decide, dispatcher, handlers, telemetry, ticker, limits, engine, closing, fleet);
    }
}
