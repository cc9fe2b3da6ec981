package io.replicante.core.gate;

import io.replicante.core.gate.Copies.Copy;
import io.replicante.spec.cluster.Declaration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What shards can miss. Of many thousand shards most look alike: as many copies in the same state, spread over failure domains in
 * the same way. What each look comes to is worked out once. Confined to one caller.
 */
final class Spares {
    /** More copies do not fit into the number that stands for a look. */
    private static final int MOST = 7;

    private static final int BITS = 9;

    private final Declaration.Tolerate tolerate;
    private final Map<Look, Spare> known = new HashMap<>();

    /**
     * What a shard can miss.
     *
     * @param safe whether acknowledged writes survive as many further failures as asked for
     * @param left how many of the copies that count may go away together
     */
    record Spare(boolean safe, long left) {}

    /** All that the answer depends on: who the nodes and the domains are does not matter, only which copies share one. */
    private record Look(long copies, int size, Copies.Succession succession, Copies.Model model) {}

    Spares(Declaration.Tolerate tolerate) {
        this.tolerate = tolerate;
    }

    Spare of(Copies copies) {
        if (copies.list().size() > MOST || copies.overtaken() || hasTwoOnOneNode(copies.list())) {
            return Margin.spare(copies, tolerate);
        }
        Look look = new Look(look(copies.list()), copies.list().size(), copies.succession(), copies.model());
        Spare before = known.get(look);
        if (before != null) {
            return before;
        }
        Spare spare = Margin.spare(copies, tolerate);
        known.put(look, spare);
        return spare;
    }

    /** They go away together. */
    private static boolean hasTwoOnOneNode(List<Copy> copies) {
        for (int i = 1; i < copies.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (copies.get(i).nodeId().equals(copies.get(j).nodeId())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long look(List<Copy> copies) {
        long look = 0;
        for (int i = 0; i < copies.size(); i++) {
            Copy copy = copies.get(i);
            look = look << BITS
                    | domain(copies, i) << 5
                    | bit(copy.up()) << 4
                    | bit(copy.kept()) << 3
                    | bit(copy.counts()) << 2
                    | bit(copy.primary()) << 1
                    | bit(copy.electable());
        }
        return look;
    }

    /** 0 for an unknown domain, otherwise the place of the first copy in the same one, from 1. */
    private static long domain(List<Copy> copies, int at) {
        Optional<String> domain = copies.get(at).domain();
        if (domain.isEmpty()) {
            return 0;
        }
        int first = 0;
        while (!copies.get(first).domain().equals(domain)) {
            first++;
        }
        return first + 1L;
    }

    private static long bit(boolean value) {
        return value ? 1 : 0;
    }
}
