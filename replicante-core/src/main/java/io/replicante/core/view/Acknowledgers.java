package io.replicante.core.view;

import io.replicante.core.state.NodeRecord;
import io.replicante.core.state.Waiting;
import io.replicante.spec.cluster.Acknowledgement;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Outcome;
import io.replicante.spec.datastore.ShardClass;
import io.replicante.spec.model.AgentShard;
import io.replicante.spec.model.Evidence;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whom a primary that cannot be observed may have waited for before it acknowledged a write, and for how many of them. Immutable.
 *
 * @param copies for how many: each acknowledged write is on as many of the names
 * @param names the nodes, and configured members that are no node we know
 */
public record Acknowledgers(long copies, NavigableSet<String> names) {
    private static final String SOURCE = "what the primary waited for";

    /** Copies the names. */
    public Acknowledgers {
        names = Collections.unmodifiableNavigableSet(new TreeSet<>(names));
    }

    /**
     * Whom an old primary may have waited for. Where the datastore commits each change of the set first, what is read of it now;
     * otherwise everybody who may have been among them, and the number that the primary itself reported last.
     *
     * @param view the cluster
     * @param old the old primary
     * @return the answer; unknown also where it may have acknowledged alone
     */
    public static Evidence<Acknowledgers> of(ClusterView view, NodeView old) {
        Optional<ShardClass> shards = shards(view);
        if (shards.isEmpty()) {
            return Evidence.unknown("it waits for nobody, as far as its definition says");
        }
        if (!isWaitedFor(view, shards.get(), old)) {
            return Evidence.unknown("clients may not wait for anybody but the primary");
        }
        Durability.InSync model = (Durability.InSync) shards.get().durability();
        return model.authority() == Durability.InSync.Authority.STORE
                ? committed(view, model, old)
                : remembered(view, old);
    }

    /**
     * The kind of shards, where there is one only, and a primary waits for others.
     *
     * @param view the cluster
     * @return the kind
     */
    public static Optional<ShardClass> shards(ClusterView view) {
        return view.definition()
                .toOptional()
                .map(DatastoreDefinition::shardClasses)
                .filter(classes -> classes.size() == 1)
                .map(classes -> classes.get(0))
                .filter(each ->
                        each.layout() == ShardClass.Layout.SINGLE && each.durability() instanceof Durability.InSync);
    }

    /**
     * Everybody who may acknowledge something for a primary.
     *
     * @param view the cluster
     * @param primary the primary
     * @return the other nodes but idle ones and those that acknowledge nothing, and configured members that are no node we know
     */
    public static NavigableSet<String> possible(ClusterView view, NodeView primary) {
        NavigableSet<String> names = new TreeSet<>(others(view, primary));
        names.removeIf(name ->
                view.node(name).filter(node -> !mayAcknowledge(view, node)).isPresent());
        return names;
    }

    /**
     * Everybody who may be in touch with a primary.
     *
     * @param view the cluster
     * @param primary the primary
     * @return the other nodes but idle ones, and configured members that are no node we know
     */
    public static NavigableSet<String> others(ClusterView view, NodeView primary) {
        NavigableSet<String> names = new TreeSet<>();
        view.nodes().values().stream()
                .filter(node -> !node.nodeId().equals(primary.nodeId()) && !node.isIdle())
                .map(NodeView::nodeId)
                .forEach(names::add);
        view.ensemble().toOptional().stream()
                .flatMap(ensemble -> ensemble.members().stream())
                .filter(member -> member.nodeId().flatMap(view::node).isEmpty())
                .map(Ensemble.Member::label)
                .forEach(names::add);
        return names;
    }

    private static boolean mayAcknowledge(ClusterView view, NodeView node) {
        Optional<Ensemble.Member> member = view.ensemble().toOptional().flatMap(known -> known.ofNode(node.nodeId()));
        return member.isEmpty()
                || view.definition()
                        .toOptional()
                        .map(definition -> definition
                                .members()
                                .acknowledges()
                                .test(Facts.member(
                                        member.get().id(), member.get().type(), java.util.Map.of())))
                        .filter(truth -> truth.isFalse())
                        .isEmpty();
    }

    /**
     * For how many others a node waits, as it reports itself.
     *
     * @param view the cluster
     * @param model what the definition says of it
     * @param node a node that was read in this cycle
     * @return the number; empty where it is not reported, or acknowledgements may degrade to the primary's own
     */
    public static Optional<Long> copies(ClusterView view, Durability.InSync model, NodeView node) {
        Facts facts = Facts.of(view).node(node);
        boolean degrades = model.degradesTo().isPresent()
                && !model.degradesUnless()
                        .filter(never -> never.test(facts.variables()).isTrue())
                        .isPresent();
        return degrades
                ? Optional.empty()
                : model.k().flatMap(k -> whole(k, facts)).filter(copies -> copies > 0);
    }

    private static Optional<Long> whole(Expression expression, Facts facts) {
        return expression.evaluate(facts.variables()) instanceof Outcome.Value value
                        && value.value() instanceof Long number
                ? Optional.of(number)
                : Optional.empty();
    }

    private static boolean isWaitedFor(ClusterView view, ShardClass shards, NodeView old) {
        List<String> ids = old.remembered().map(NodeRecord::shards).orElse(List.of()).stream()
                .map(AgentShard::id)
                .toList();
        return view.spec().declaration().acknowledges().stream()
                .filter(each -> ids.stream().allMatch(each::covers))
                .findFirst()
                .map(each -> each.by() != Acknowledgement.Level.ONE)
                .orElse(shards.acknowledges() == ShardClass.Acknowledges.MODEL);
    }

    private static Evidence<Acknowledgers> remembered(ClusterView view, NodeView old) {
        Optional<Waiting> waiting = old.remembered().flatMap(NodeRecord::waiting);
        if (waiting.filter(Waiting::settled).isEmpty()) {
            return Evidence.unknown("it is not known for how many others " + old.nodeId() + " waited");
        }
        NavigableSet<String> names = possible(view, old);
        names.addAll(waiting.get().of());
        return Evidence.known(
                new Acknowledgers(waiting.get().copies(), names), waiting.get().since(), SOURCE);
    }

    /** Whoever was read has to say the same. */
    private static Evidence<Acknowledgers> committed(ClusterView view, Durability.InSync model, NodeView old) {
        List<Optional<Acknowledgers>> told = view.nodes().values().stream()
                .filter(node -> !node.nodeId().equals(old.nodeId())
                        && node.observation().store().isKnown())
                .map(node -> committed(view, model, old, node))
                .distinct()
                .toList();
        return told.size() == 1 && told.get(0).isPresent()
                ? Evidence.known(told.get(0).get(), view.startedAt(), SOURCE)
                : Evidence.unknown("the nodes do not report one set that " + old.nodeId() + " waited for");
    }

    private static Optional<Acknowledgers> committed(
            ClusterView view, Durability.InSync model, NodeView old, NodeView told) {
        Facts facts = Facts.of(view).node(told);
        Optional<NavigableSet<String>> set = model.set()
                .map(expression -> expression.evaluate(facts.variables()))
                .filter(Outcome.Value.class::isInstance)
                .map(outcome -> members(((Outcome.Value) outcome).value()))
                .map(members -> names(view, old, members));
        Optional<Long> copies = model.k().isPresent()
                ? copies(view, model, told)
                : set.map(names -> (long) names.size()).filter(all -> all > 0);
        return set.flatMap(
                names -> copies.filter(each -> each <= names.size()).map(each -> new Acknowledgers(each, names)));
    }

    private static List<String> members(Object set) {
        return set instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : Arrays.asList(set.toString().split("\\s*,\\s*", -1));
    }

    private static NavigableSet<String> names(ClusterView view, NodeView old, List<String> members) {
        NavigableSet<String> names = new TreeSet<>();
        members.stream()
                .filter(member -> !member.isEmpty())
                .map(member -> view.nodes().values().stream()
                        .filter(node -> node.memberId().orElse(node.nodeId()).equals(member))
                        .map(NodeView::nodeId)
                        .findFirst()
                        .orElse(member))
                .filter(name -> !Objects.equals(name, old.nodeId()))
                .forEach(names::add);
        return names;
    }
}
