package io.replicante.core.gate;

import io.replicante.core.world.Datastores;
import io.replicante.spec.datastore.Capacity;
import io.replicante.spec.datastore.DatastoreDefinition;
import io.replicante.spec.datastore.Expression;
import io.replicante.spec.datastore.Failover;
import io.replicante.spec.datastore.Members;
import io.replicante.spec.datastore.Witness;
import java.util.List;
import java.util.Optional;

/** The usual quorum store, different in one property. */
final class Variants {
    private static final Optional<String> START_TIME = Optional.of("zookeeper.apache.org/start_time");

    private Variants() {}

    static DatastoreDefinition onStop(Failover.OnStop onStop) {
        return Datastores.of(Members.Storage.DURABLE, onStop, START_TIME);
    }

    static DatastoreDefinition storage(Members.Storage storage) {
        return Datastores.of(storage, Failover.OnStop.LOSSLESS_HANDOVER, START_TIME);
    }

    /** Some members vote and hold no data. */
    static DatastoreDefinition holdsData(String condition) {
        Members usual = Datastores.usual().members();
        Members members = new Members(
                usual.configuration(),
                usual.votes(),
                Expression.compile(condition),
                usual.electable(),
                usual.incarnation(),
                usual.storage());
        return with(members, Datastores.usual().capacity(), List.of());
    }

    static DatastoreDefinition capacity(String free, String needed) {
        return with(
                Datastores.usual().members(),
                new Capacity.Facts(Expression.compile(free), Expression.compile(needed)),
                List.of());
    }

    /** Peers say of whom they lost sight, in the attribute that names the zone elsewhere. */
    static DatastoreDefinition witnessed() {
        return witnessed("node.attributes['replicante.io/zone'] == subject.node_id");
    }

    static DatastoreDefinition witnessed(String confirms) {
        return with(
                Datastores.usual().members(),
                Datastores.usual().capacity(),
                List.of(new Witness(Expression.compile(confirms), "the peer lost sight of it")));
    }

    private static DatastoreDefinition with(Members members, Capacity capacity, List<Witness> witnesses) {
        DatastoreDefinition usual = Datastores.usual();
        return new DatastoreDefinition(
                usual.name(),
                usual.title(),
                usual.sources(),
                usual.stores(),
                usual.versions(),
                usual.shardClasses(),
                members,
                usual.failover(),
                usual.membership(),
                capacity,
                witnesses.isEmpty() ? usual.failureDomain() : Optional.empty(),
                witnesses,
                usual.actions(),
                usual.checks());
    }
}
