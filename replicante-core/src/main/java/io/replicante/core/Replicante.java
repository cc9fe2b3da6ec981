package io.replicante.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.core.control.ActionOrder;
import io.replicante.core.control.ActionRequests;
import io.replicante.core.control.Approvals;
import io.replicante.core.control.AuditTrail;
import io.replicante.core.control.ClusterViews;
import io.replicante.core.control.DesiredState;
import io.replicante.core.control.EventLog;
import io.replicante.core.control.OrchestratorRequests;
import io.replicante.core.control.Overrides;
import io.replicante.core.control.PauseAnswer;
import io.replicante.core.control.PauseTarget;
import io.replicante.core.control.Pauses;
import io.replicante.core.control.Resets;
import io.replicante.core.control.Summons;
import io.replicante.core.discover.DiscoveryReport;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.document.History;
import io.replicante.core.document.LoadedCluster;
import io.replicante.core.document.StateCodec;
import io.replicante.core.engine.Engine;
import io.replicante.core.engine.EventRetention;
import io.replicante.core.state.ClusterState;
import io.replicante.core.state.CycleReport;
import io.replicante.spec.InvalidInputException;
import io.replicante.spec.Problem;
import io.replicante.spec.cluster.PlatformRef;
import io.replicante.spec.event.Actor;
import io.replicante.spec.event.Event;
import io.replicante.spec.event.StreamKey;
import io.replicante.spec.json.Manifest;
import io.replicante.spec.model.ClusterRef;
import io.replicante.spec.model.NodeRef;
import io.replicante.spec.report.StopReport;
import io.replicante.store.Scope;
import io.replicante.store.Snapshot;
import io.replicante.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine, as a host application embeds it: declare what is desired, then either {@link #start} it, or drive it one piece of
 * work at a time. Any number of engines may share one store.
 *
 * <p><b>Thread safety:</b> thread-safe. <b>Blocking:</b> every method may block on the store; those that do work block as long as
 * the settings let that take. <b>Failure:</b> {@link io.replicante.spec.UnavailableException} and
 * {@link io.replicante.spec.IndeterminateException} of the store pass through, except from work, which reports them.
 */
public final class Replicante implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replicante.class);

    private final Store store;
    private final Engine engine;
    private final DesiredState desired;
    private final Overrides overrides;
    private final ActionRequests requests;
    private final OrchestratorRequests orchestratorRequests;
    private final Approvals approvals;
    private final Resets resets;
    private final Pauses pauses;
    private final Summons summons;
    private final EventLog eventLog;
    private final AuditTrail audit;
    private final EventRetention retention;
    private final ClusterViews views;
    private final List<AutoCloseable> owned;
    private final AtomicBoolean closed = new AtomicBoolean();

    Replicante(Wiring wiring, List<AutoCloseable> owned) {
        store = wiring.store();
        engine = wiring.engine();
        overrides = new Overrides(store, wiring.rules());
        desired = new DesiredState(store, wiring.definitions(), wiring.random(), overrides);
        requests = new ActionRequests(store, wiring.random());
        orchestratorRequests = new OrchestratorRequests(store, wiring.random());
        approvals = new Approvals(store);
        resets = new Resets(store);
        pauses = new Pauses(store);
        summons = new Summons(store);
        eventLog = new EventLog(store);
        audit = new AuditTrail(store);
        retention = new EventRetention(store, wiring.ticker());
        views = new ClusterViews(store);
        this.owned = List.copyOf(owned);
    }

    /**
     * Begins to wire an engine.
     *
     * @return a builder
     */
    public static ReplicanteBuilder builder() {
        return new ReplicanteBuilder();
    }

    /**
     * Applies one manifest; see {@link #apply(List, Actor)}.
     *
     * @param manifest what is desired
     * @param actor who wants it
     */
    public void apply(Manifest manifest, Actor actor) {
        apply(List.of(manifest), actor);
    }

    /**
     * Applies manifests. All are checked before anything is changed; a namespace with its platforms is one change, each cluster
     * another. Applying the same again is harmless.
     *
     * @param manifests what is desired
     * @param actor who wants it
     * @throws InvalidInputException with every problem; nothing was changed
     */
    public void apply(List<Manifest> manifests, Actor actor) {
        desired.apply(manifests, actor);
    }

    /**
     * Asks for an action on a node. It passes the same gate as the engine's own; until that allows it, it stays pending, and
     * {@link #explain} says why.
     *
     * @param node the node whose agent is to run it
     * @param kind what, {@code domain/name}
     * @param args with what; a JSON null for nothing
     * @param actor who asks
     * @return the action's id
     * @throws InvalidInputException if there is no such cluster or node, or the request cannot be taken
     */
    public UUID request(NodeRef node, String kind, JsonNode args, Actor actor) {
        return requests.request(ActionOrder.of(node, kind, args), actor).id();
    }

    /**
     * Agrees to what the gate holds back for a person: see {@link #explain}, which shows the key and the digest of what it shows. The
     * approval lasts one hour, ends when an answer gets worse, and every other rule still has to hold when the action is begun.
     *
     * @param cluster its cluster
     * @param key the candidate's key
     * @param shown the {@link io.replicante.core.state.Decision#digest digest} of the decision that the person was shown
     * @param actor who agrees
     * @throws InvalidInputException if there is no such cluster or candidate
     * @throws io.replicante.spec.ConflictException if it does not wait for an approval, or something else is said of it by now
     */
    public void approve(ClusterRef cluster, String key, String shown, Actor actor) {
        approvals.approve(cluster, key, shown, actor);
    }

    /**
     * Cancels an action that was asked for and not begun.
     *
     * @param cluster its cluster
     * @param action its id
     * @param actor who cancels it
     * @throws InvalidInputException if there is no such action
     * @throws io.replicante.spec.ConflictException if it was begun, or is over
     */
    public void cancel(ClusterRef cluster, UUID action, Actor actor) {
        requests.cancel(cluster, action, actor);
    }

    /**
     * Actions on nodes: asked for, approved, rejected, cancelled, shown.
     *
     * @return the requests
     */
    public ActionRequests actions() {
        return requests;
    }

    /**
     * Actions on clusters as a whole: asked for, approved, rejected, cancelled, shown.
     *
     * @return the requests
     */
    public OrchestratorRequests orchestratorActions() {
        return orchestratorRequests;
    }

    /**
     * What is declared: read, and taken back.
     *
     * @return the desired state
     */
    public DesiredState desired() {
        return desired;
    }

    /**
     * Forgets the newest configuration and the highest term that were seen of a datastore, after a person brought back a backup of it:
     * both begin anew with what nodes report next. Approvals end. That it holds data is not forgotten.
     *
     * @param cluster the cluster
     * @param actor who brought back the backup
     * @param reason which one, and why
     * @throws InvalidInputException if there is no such cluster, or no reason
     * @throws io.replicante.spec.ConflictException if an action is in flight there
     */
    public void resetDatastore(ClusterRef cluster, Actor actor, String reason) {
        resets.reset(cluster, actor, reason);
    }

    /**
     * What people answer in place of safety rules: shown, and taken back. It is declared with {@link #apply}.
     *
     * @return the overrides
     */
    public Overrides overrides() {
        return overrides;
    }

    /**
     * The events that are still kept, by code and time.
     *
     * @return the log
     */
    public EventLog eventLog() {
        return eventLog;
    }

    /**
     * Where a host tells who called it, and what it decided.
     *
     * @return the trail
     */
    public AuditTrail audit() {
        return audit;
    }

    /**
     * What is paused.
     *
     * @return every pause at present
     */
    public List<Pauses.Paused> paused() {
        return pauses.paused();
    }

    /**
     * Drops events that were kept for 30 days, on the calling thread; an engine that was started does so by itself.
     *
     * @return how many were dropped, a bounded number at a time
     */
    public int dropOldEvents() {
        return retention.run();
    }

    /**
     * What is known of clusters, as the protocol's control plane shows it.
     *
     * @return the views
     */
    public ClusterViews views() {
        return views;
    }

    /**
     * Pauses a cluster, a namespace or everything: from the moment of the answer nothing is begun there by any engine.
     *
     * @param target what
     * @param actor who
     * @param reason why
     * @return the attempts that had been made before and may still have an effect
     * @throws InvalidInputException if there is no such cluster or namespace
     */
    public PauseAnswer pause(PauseTarget target, Actor actor, String reason) {
        return pauses.pause(target, actor, reason);
    }

    /**
     * Ends a pause.
     *
     * @param target what
     * @param actor who
     * @param reason why
     * @return the attempts that are under way
     * @throws InvalidInputException if there is no such cluster or namespace
     */
    public PauseAnswer resume(PauseTarget target, Actor actor, String reason) {
        return pauses.resume(target, actor, reason);
    }

    /**
     * Begins to work off whatever is due, until closed.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() {
        engine.start();
    }

    /**
     * Makes cycles and discoveries due at once, for whichever engine is free.
     *
     * @return what summons them
     */
    public Summons summons() {
        return summons;
    }

    /**
     * Runs one cycle of a cluster now, on the calling thread.
     *
     * @param cluster the cluster
     * @return what was done
     */
    public CycleReport orchestrate(ClusterRef cluster) {
        return engine.orchestrate(cluster);
    }

    /**
     * Discovers a platform now, on the calling thread.
     *
     * @param platform the platform
     * @return what was done
     */
    public DiscoveryReport discover(PlatformRef platform) {
        return engine.discover(platform);
    }

    /**
     * Publishes all events that are due for it now, on the calling thread.
     *
     * @return how many were published
     */
    public int publish() {
        return engine.publish();
    }

    /**
     * The events of a cluster in order, published or not.
     *
     * @param cluster the cluster
     * @param after the sequence before the first wanted; 0 for the first
     * @param limit how many at most, 1 to 1000
     * @return the events that are still kept
     */
    public List<Event> events(ClusterRef cluster, long after, int limit) {
        return store.events(StreamKey.of(cluster), after, limit);
    }

    /**
     * What is remembered of a cluster.
     *
     * @param cluster the cluster
     * @return the state, or empty when there is no such cluster, or what is remembered of it cannot be read
     */
    public Optional<ClusterState> state(ClusterRef cluster) {
        return load(cluster).state();
    }

    /**
     * The report of a cluster's last cycle.
     *
     * @param cluster the cluster
     * @return the report, or empty before the first cycle
     */
    public Optional<CycleReport> report(ClusterRef cluster) {
        return load(cluster).report().map(stored -> stored.report());
    }

    /**
     * What the engine last thought of a cluster, and why it acts or does not.
     *
     * @param cluster the cluster
     * @return the explanation
     * @throws InvalidInputException if there is no such cluster
     */
    public Explanation explain(ClusterRef cluster) {
        LoadedCluster loaded = load(cluster);
        if (loaded.state().isEmpty() && loaded.isSound()) {
            throw new InvalidInputException(
                    "explain", List.of(new Problem("cluster", 0, "there is no cluster " + cluster)));
        }
        return Explaining.of(cluster, loaded);
    }

    /**
     * Which nodes of a cluster may stop together, with what stands against each of the others. The nodes are observed for it, on
     * the calling thread, as long as an observation takes at most; nothing is changed and no lease is taken. The answer is as of
     * that moment: whatever is asked for then still passes the whole gate.
     *
     * @param cluster the cluster
     * @return the nodes
     * @throws InvalidInputException if there is no such cluster
     * @throws io.replicante.spec.UnavailableException if the calling thread was interrupted, or what it waited for was
     */
    public StopReport stoppable(ClusterRef cluster) {
        return engine.stoppable(cluster);
    }

    /**
     * What was decided about a cluster lately. A decision is kept when its verdict or a rule's answer is another than in the cycle
     * before, until 200 later ones, or 256 Ki characters of them, have taken its place.
     *
     * @param cluster the cluster
     * @param since the earliest time of interest, by the store's clock
     * @return the decisions of that time and later, oldest first
     * @throws InvalidInputException if there is no such cluster
     */
    public DecisionHistory decisions(ClusterRef cluster, Instant since) {
        Scope own = Scope.of(cluster);
        Snapshot snapshot = store.load(List.of(own));
        if (snapshot.find(own, DocumentKind.CLUSTER_SPEC, cluster.clusterId()).isEmpty()) {
            throw new InvalidInputException(
                    "decisions", List.of(new Problem("cluster", 0, "there is no cluster " + cluster)));
        }
        return new DecisionHistory(cluster, History.read(snapshot, own, since));
    }

    private LoadedCluster load(ClusterRef cluster) {
        return StateCodec.read(cluster, store.load(StateCodec.scopes(cluster)));
    }

    /**
     * Begins nothing more, waits for what has begun as long as the settings say, and lets go of what the builder made. Store
     * and stream that the host brought stay open. Idempotent.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        engine.close();
        for (AutoCloseable each : owned) {
            try {
                each.close();
            } catch (Exception failure) {
                LOG.atWarn().setCause(failure).log("something could not be closed");
            }
        }
    }
}
