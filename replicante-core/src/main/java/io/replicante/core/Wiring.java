package io.replicante.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentracing.Tracer;
import io.replicante.core.act.Dispatcher;
import io.replicante.core.act.Handlers;
import io.replicante.core.act.OrchestratorActionHandler;
import io.replicante.core.connect.Agents;
import io.replicante.core.connect.BoundedCalls;
import io.replicante.core.connect.Platforms;
import io.replicante.core.cycle.CycleInput;
import io.replicante.core.cycle.CycleOutput;
import io.replicante.core.discover.Discoverer;
import io.replicante.core.engine.ClusterCycle;
import io.replicante.core.engine.Engine;
import io.replicante.core.engine.EventRetention;
import io.replicante.core.engine.FleetBudget;
import io.replicante.core.engine.Stations;
import io.replicante.core.engine.StopSurvey;
import io.replicante.core.gate.StopSet;
import io.replicante.core.lease.Leases;
import io.replicante.core.lease.Ticker;
import io.replicante.core.observe.Observer;
import io.replicante.core.publish.Publisher;
import io.replicante.core.telemetry.Telemetry;
import io.replicante.spec.agent.AgentTransport;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.platform.PlatformTransport;
import io.replicante.store.Store;
import io.replicante.stream.EventStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Everything that an engine is made of, complete; puts it together. */
record Wiring(
        Store store,
        EventStream stream,
        List<AgentTransport> agents,
        List<PlatformTransport> platforms,
        Definitions definitions,
        EngineSettings settings,
        InstantSource wall,
        Ticker ticker,
        RandomGenerator random,
        Executor calls,
        Executor workers,
        ScheduledExecutorService timer,
        Tracer tracer,
        MeterRegistry meters,
        String engineName,
        Function<CycleInput, CycleOutput> decide,
        Function<CycleInput, StopSet> mayStop,
        List<OrchestratorActionHandler> handlers,
        List<String> rules) {
    Engine engine() {
        BoundedCalls bounded = new BoundedCalls(calls, timer);
        Telemetry telemetry = new Telemetry(tracer, meters);
        Agents reachableAgents = new Agents(agents);
        Platforms reachablePlatforms = new Platforms(platforms);
        AtomicBoolean closing = new AtomicBoolean();
        Stations stations = new Stations(
                store,
                new Observer(reachableAgents, bounded, settings.observation()),
                decide,
                new Dispatcher(reachableAgents, reachablePlatforms, bounded),
                Handlers.with(handlers, bounded),
                telemetry,
                ticker,
                settings.cycles(),
                engineName,
                closing::get,
                new FleetBudget(store, ticker, settings.safety()));
        Discoverer discoverer = new Discoverer(
                store, reachablePlatforms, bounded, settings.discovery(), telemetry, ticker, random, engineName);
        return new Engine(new Engine.Workplace(
                new Leases(store, engineName, settings.leases(), wall, ticker),
                new ClusterCycle(stations),
                new StopSurvey(stations.with(new Observer(reachableAgents, bounded, settings.observation())), mayStop),
                discoverer,
                new Publisher(store, stream, bounded, settings.publishing(), telemetry),
                workers,
                timer,
                settings.work(),
                telemetry,
                wall,
                new EventRetention(store, ticker),
                closing));
    }
}
