package io.replicante.spec.datastore;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@code node} shows of itself, in the datastore's own attributes, for findings that every software may have. What is not said
 * is not found.
 *
 * @param readOnly whether its process refuses writes
 * @param replicates whether its copy is being fed
 * @param follows the member id of whom its copy follows; an empty text: nobody
 * @param leader the member id of the primary by the record that the datastore keeps of it
 * @param delay by how many seconds its copy is kept back on purpose
 * @param diskUsedPercent how full the disk of its data is
 * @param diskFailed whether a disk of its data failed
 * @param settings stands for all settings that should be alike on all nodes, for example a hash of them
 * @param clock its time when it was asked, in seconds since 1970
 */
public record Signs(
        Optional<Expression> readOnly,
        Optional<Expression> replicates,
        Optional<Expression> follows,
        Optional<Expression> leader,
        Optional<Expression> delay,
        Optional<Expression> diskUsedPercent,
        Optional<Expression> diskFailed,
        Optional<Expression> settings,
        Optional<Expression> clock) {
    /** Nothing is said. */
    public static final Signs NONE = new Signs(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Refuses nulls. */
    public Signs {
        Objects.requireNonNull(readOnly, "readOnly");
        Objects.requireNonNull(replicates, "replicates");
        Objects.requireNonNull(follows, "follows");
        Objects.requireNonNull(leader, "leader");
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(diskUsedPercent, "diskUsedPercent");
        Objects.requireNonNull(diskFailed, "diskFailed");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(clock, "clock");
    }

    /** Those that are said, by their names. */
    Map<String, Expression> byName() {
        Map<String, Expression> all = new TreeMap<>();
        readOnly.ifPresent(each -> all.put("readOnly", each));
        replicates.ifPresent(each -> all.put("replicates", each));
        follows.ifPresent(each -> all.put("follows", each));
        leader.ifPresent(each -> all.put("leader", each));
        delay.ifPresent(each -> all.put("delay", each));
        diskUsedPercent.ifPresent(each -> all.put("diskUsedPercent", each));
        diskFailed.ifPresent(each -> all.put("diskFailed", each));
        settings.ifPresent(each -> all.put("settings", each));
        clock.ifPresent(each -> all.put("clock", each));
        return all;
    }
}
