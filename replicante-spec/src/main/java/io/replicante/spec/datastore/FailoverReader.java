package io.replicante.spec.datastore;

import io.replicante.spec.datastore.Failover.Commands;
import io.replicante.spec.datastore.Failover.OnStop;
import io.replicante.spec.datastore.Failover.Quiesce;
import io.replicante.spec.datastore.Failover.Revoke;
import io.replicante.spec.datastore.Failover.Revoke.Proves;
import io.replicante.spec.datastore.Failover.SelfFence;
import io.replicante.spec.json.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what happens when a primary goes. Confined to one reading. */
final class FailoverReader {
    private static final Map<String, Failover.Mode> MODES =
            Map.of("automatic", Failover.Mode.AUTOMATIC, "commanded", Failover.Mode.COMMANDED);
    private static final Map<String, OnStop> ON_STOPS =
            Map.of("lossless-handover", OnStop.LOSSLESS_HANDOVER, "unknown", OnStop.UNKNOWN);
    private static final Map<String, Proves> PROVES =
            Map.of("stopped", Proves.STOPPED, "write-refusing", Proves.WRITE_REFUSING);
    private static final String ACTION = "action";

    private final Set<String> kinds;

    private FailoverReader(Set<String> kinds) {
        this.kinds = kinds;
    }

    /**
     * Reads a failover.
     *
     * @param kinds the actions that are described
     */
    static Optional<Failover> read(Fields fields, Set<String> kinds) {
        return new FailoverReader(kinds).failover(fields);
    }

    private Optional<Failover> failover(Fields fields) {
        Optional<Failover.Mode> mode = fields.choice("mode", MODES);
        OnStop onStop = fields.optionalChoice("onStop", ON_STOPS).orElse(OnStop.UNKNOWN);
        Duration unavailableAtMost = fields.duration("unavailableAtMost", Duration.ZERO);
        Optional<String> switchover = kind(fields, "switchover");
        Optional<String> stepDown = kind(fields, "stepDown");
        Optional<String> promote = kind(fields, "promote");
        Optional<String> follow = kind(fields, "follow");
        Optional<Revoke> revoke = fields.optionalObject("revoke").flatMap(this::revoke);
        Optional<Quiesce> quiesce = fields.optionalObject("quiesce").flatMap(this::quiesce);
        Optional<Expression> detached = fields.optionalParsed("detached", text -> Conditions.truth(text, Place.BESIDE));
        Optional<SelfFence> selfFence = fields.optionalObject("selfFence").flatMap(FailoverReader::selfFence);
        return fields.build(() -> new Failover(
                mode.orElseThrow(),
                onStop,
                unavailableAtMost,
                new Commands(switchover, stepDown, promote, follow, revoke, quiesce, detached, selfFence)));
    }

    private Optional<Revoke> revoke(Fields fields) {
        Optional<String> action = fields.parsed(ACTION, kind -> ActionReader.described(kind, kinds));
        Optional<Proves> proves = fields.choice("proves", PROVES);
        return fields.build(() -> new Revoke(action.orElseThrow(), proves.orElseThrow()));
    }

    private Optional<Quiesce> quiesce(Fields fields) {
        Optional<String> action = fields.parsed(ACTION, kind -> ActionReader.described(kind, kinds));
        Optional<String> resume = fields.parsed("resume", kind -> ActionReader.described(kind, kinds));
        return fields.build(() -> new Quiesce(action.orElseThrow(), resume.orElseThrow()));
    }

    private static Optional<SelfFence> selfFence(Fields fields) {
        Duration after = fields.duration("after", Duration.ofMillis(1));
        Optional<Expression> contact = fields.parsed("contact", text -> Conditions.whole(text, Place.BESIDE));
        Optional<Duration> margin = fields.optionalDuration("margin", Duration.ZERO);
        return fields.build(() -> new SelfFence(after, contact.orElseThrow(), margin.orElse(SelfFence.MARGIN)));
    }

    private Optional<String> kind(Fields fields, String name) {
        return fields.optionalParsed(name, kind -> ActionReader.described(kind, kinds));
    }
}
