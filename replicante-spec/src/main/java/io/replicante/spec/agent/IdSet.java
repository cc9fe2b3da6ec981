package io.replicante.spec.agent;

import java.util.UUID;

/** A set of ids that only grows: 16 bytes for each, at most half of the table in use. Not thread-safe. */
final class IdSet {
    private static final UUID ZERO = new UUID(0, 0);
    private static final int FIRST_SLOTS = 64;

    private long[] table = new long[2 * FIRST_SLOTS];
    private int used;
    private boolean hasZero;

    boolean contains(UUID id) {
        if (id.equals(ZERO)) {
            return hasZero;
        }
        int slot = slot(table, id.getMostSignificantBits(), id.getLeastSignificantBits());
        return !isFree(table, slot);
    }

    void add(UUID id) {
        if (id.equals(ZERO)) {
            hasZero = true;
            return;
        }
        if (4L * (used + 1L) > table.length) {
            grow();
        }
        if (put(table, id.getMostSignificantBits(), id.getLeastSignificantBits())) {
            used++;
        }
    }

    int size() {
        return hasZero ? used + 1 : used;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (int slot = 0; slot < table.length; slot += 2) {
            if (!isFree(table, slot)) {
                put(larger, table[slot], table[slot + 1]);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long high, long low) {
        int slot = slot(table, high, low);
        boolean added = isFree(table, slot);
        table[slot] = high;
        table[slot + 1] = low;
        return added;
    }

    /** Where the id is, or the free place where it belongs. */
    private static int slot(long[] table, long high, long low) {
        int mask = table.length / 2 - 1;
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) & mask;
        while (!isFree(table, 2 * place) && (table[2 * place] != high || table[2 * place + 1] != low)) {
            place = place + 1 & mask;
        }
        return 2 * place;
    }

    private static boolean isFree(long[] table, int slot) {
        return table[slot] == 0 && table[slot + 1] == 0;
    }
}
