package io.replicante.core.gate;

import io.replicante.core.gate.Copies.Copy;
import io.replicante.core.gate.Copies.Model;
import io.replicante.core.gate.Copies.Succession;
import io.replicante.core.gate.Holders.Holder;
import io.replicante.core.view.ClusterView;
import io.replicante.core.view.Facts;
import io.replicante.core.view.NodeView;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Durability;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the copies of a shard by what its definition says of where an acknowledged write is. Who could not be read is down and lost;
 * a number that is not known, or on which nodes do not agree, leaves the shard unknown. Immutable.
 */
final class CopiesReading {
    private final ClusterView view;
    private final DatastoreDefinition definition;
    private final Duration caughtUpMax;
    private final Parameters parameters;
    private final Acknowledged acknowledged;
    private final WholeCopies whole;
    private final List<Copy> hidden;

    CopiesReading(ClusterView view, DatastoreDefinition definition, Duration caughtUpMax) {
        this.view = view;
        this.definition = definition;
        this.caughtUpMax = caughtUpMax;
        this.parameters = new Parameters(view);
        this.acknowledged = new Acknowledged(view);
        this.whole = new WholeCopies(view);
        this.hidden = new HiddenCopies(view).list();
    }

    DatastoreDefinition definition() {
        return definition;
    }

    Evidence<Copies> read(Holders holders) {
        List<Holder> list = holders.list();
        Durability durability = holders.shardClass().durability();
        try {
            if (durability instanceof Durability.Quorum) {
                return copies(holders, list, new Model.Primary(), this::isCaughtUp);
            }
            if (durability instanceof Durability.Primary primary) {
                return primary(
                        holders,
                        list,
                        primary.min()
                                .map(each -> parameters.number("min", each, list))
                                .orElse(1L));
            }
            if (durability instanceof Durability.InSync inSync) {
                return inSync(holders, list, inSync);
            }
            if (durability instanceof Durability.Replicated replicated) {
                return replicated(holders, list, replicated);
            }
            return Evidence.unknown("the definition does not say where an acknowledged write is");
        } catch (UnknownParameterException unknown) {
            return Evidence.unknown(unknown.reason());
        }
    }

    private Evidence<Copies> inSync(Holders holders, List<Holder> list, Durability.InSync inSync) {
        long min = parameters.number("min", inSync.min(), list);
        Optional<Long> k = inSync.k().map(each -> parameters.number("k", each, list));
        boolean weakest = acknowledged.isPrimaryAlone(holders);
        boolean degrades = inSync.degradesTo().isPresent()
                && !inSync.degradesUnless()
                        .filter(never -> parameters.isTrue(never, list))
                        .isPresent();
        long onEach = k.map(each -> each + 1).orElse(min);
        if (min < 1 || onEach < 1) {
            return Evidence.unknown(
                    "min is " + min + " and k " + k.map(Object::toString).orElse("all") + ", which cannot be");
        }
        if (onEach == 1 && k.isPresent()) {
            return primary(holders, list, min);
        }
        boolean inForce = isLed(list) || inSync.authority() == Durability.InSync.Authority.STORE;
        Predicate<Holder> isIn =
                holder -> holder.host().acknowledges() && (!inForce || parameters.isIn(inSync, holder));
        Model model = new Model.InSync(weakest || degrades ? 1 : onEach, min);
        return copies(holders, list, model, isIn);
    }

    private Evidence<Copies> primary(Holders holders, List<Holder> list, long min) {
        return min < 1
                ? Evidence.unknown("min is " + min + ", which cannot be")
                : copies(holders, list, new Model.Primary(min), this::isCaughtUp);
    }

    private Evidence<Copies> replicated(Holders holders, List<Holder> list, Durability.Replicated replicated) {
        long n = parameters.number("n", replicated.n(), list);
        long w = parameters.number("w", replicated.w(), list);
        long asked = acknowledged.copies(holders, n).orElse(w);
        if (n < 1 || w < 1 || Math.max(w, asked) > n) {
            return Evidence.unknown("n is " + n + " and w " + Math.max(w, asked) + ", which cannot be");
        }
        return copies(
                holders,
                list,
                new Model.Replicated(n, Math.max(w, asked)),
                holder -> holder.host().acknowledges()
                        && whole.lackingSince(holder.node()).isEmpty());
    }

    private Evidence<Copies> copies(Holders holders, List<Holder> held, Model model, Predicate<Holder> counts) {
        boolean led = isLed(held);
        List<Copy> list = new ArrayList<>(held.size() + hidden.size());
        List<String> primaries = new ArrayList<>(1);
        for (Holder holder : held) {
            boolean primary = holder.isPrimary() && (holder.fresh() || !led);
            if (primary || holder.claimsUnbelieved()) {
                primaries.add(holder.node().nodeId());
            }
            list.add(copy(holder, counts.test(holder), primary));
        }
        list.addAll(hidden);
        return primaries.size() > Math.max(1, holders.shardClass().primaries().max())
                ? Evidence.unknown(
                        primaries.size() + " nodes say that they are its primary: " + String.join(", ", primaries))
                : Evidence.known(
                        new Copies(model, succession(model), list, false),
                        Instant.EPOCH,
                        "the copies that nodes report");
    }

    private static boolean isLed(List<Holder> held) {
        for (Holder holder : held) {
            if (holder.fresh() && holder.isPrimary()) {
                return true;
            }
        }
        return false;
    }

    /** Elections of an in-sync set with an authority choose only from the set; of others, only an orderly stop loses nothing. */
    private Succession succession(Model model) {
        if (definition.failover().mode() == Failover.Mode.COMMANDED) {
            return Succession.COMMANDED;
        }
        boolean lossless = definition.failover().onStop() == Failover.OnStop.LOSSLESS_HANDOVER;
        return lossless || model instanceof Model.Replicated ? Succession.LOSSLESS : Succession.AUTOMATIC;
    }

    private Copy copy(Holder holder, boolean counts, boolean primary) {
        NodeView node = holder.node();
        boolean up = holder.host().isUp() && !holder.host().isStale();
        return new Copy(
                node.nodeId(),
                node.memberId(),
                holder.host().domain(),
                up,
                up,
                counts,
                primary,
                holder.leads() || holder.follows());
    }

    /** Of a copy that is being built anew the position says how far it will be, not what it has. */
    private boolean isCaughtUp(Holder holder) {
        Instant since = view.now().minus(caughtUpMax);
        return holder.isPrimary()
                || (holder.follows() && Facts.caughtUp(holder.node(), since).orElse(false));
    }
}
