package io.replicante.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.world.Fleet;
import io.replicante.spec.model.AttributeValue;
import io.replicante.spec.model.ShardRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is counted in one pass over all copies, beside the answers of somebody who looks at one shard after the other. */
class ShardCheckTest {
    private static final List<ShardRole> ROLES = List.of(
            ShardRole.PRIMARY, ShardRole.SECONDARY, ShardRole.SECONDARY, ShardRole.SECONDARY, ShardRole.RECOVERING);

    @Test
    void findsWhatIsFoundByLookingAtOneInSyncShardAfterTheOther() {
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            Fleet fleet = random(Fleet.kafka(), "min_insync_replicas", random);
            assertThat(found(fleet)).as("seed %d", seed).isEqualTo(expected(fleet, ShardCheckTest::inSync));
        }
    }

    @Test
    void findsWhatIsFoundByLookingAtOneReplicatedShardAfterTheOther() {
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            Fleet fleet = random(Fleet.cassandra(), "replication_factor", random);
            assertThat(found(fleet)).as("seed %d", seed).isEqualTo(expected(fleet, ShardCheckTest::replicated));
        }
    }

    /** Some nodes are silent, some report another number, some none. */
    private static Fleet random(Fleet fleet, String number, Random random) {
        int usual = 1 + random.nextInt(3);
        for (int node = 0; node < 5; node++) {
            fleet.member("n" + node);
            if (random.nextInt(15) > 0) {
                fleet.extra("n" + node, number, AttributeValue.of(random.nextInt(10) > 0 ? usual : usual + 1));
            }
            for (int shard = 0; shard < 8; shard++) {
                if (random.nextInt(5) < 3) {
                    fleet.copy("n" + node, "shard-" + shard, ROLES.get(random.nextInt(ROLES.size())));
                }
            }
        }
        fleet.watch(1);
        fleet.members.values().forEach(member -> member.answers = random.nextInt(5) > 0);
        return fleet;
    }

    private static Map<String, List<String>> found(Fleet fleet) {
        Map<String, List<String>> found = new TreeMap<>();
        for (Signal signal : new ShardCheck().check(fleet.view())) {
            List<String> names = List.of(signal.evidence().get("first").split(", "));
            assertThat(signal.evidence()).containsEntry("count", Integer.toString(names.size()));
            found.put(signal.code(), names);
        }
        return found;
    }

    private interface Troubles {
        List<String> of(List<Fleet.Member> holders, String shard);
    }

    private static Map<String, List<String>> expected(Fleet fleet, Troubles troubles) {
        TreeSet<String> shards = new TreeSet<>();
        fleet.members.values().forEach(member -> shards.addAll(member.copies.keySet()));
        Map<String, List<String>> expected = new TreeMap<>();
        for (String shard : shards) {
            List<Fleet.Member> holders = fleet.members.values().stream()
                    .filter(member -> member.copies.containsKey(shard))
                    .toList();
            for (String code : troubles.of(holders, shard)) {
                expected.merge(
                        code, List.of(shard), (before, more) -> List.copyOf(new TreeSet<>(concat(before, more))));
            }
        }
        return expected;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static long count(List<Fleet.Member> holders, String shard, ShardRole role) {
        return holders.stream()
                .filter(member -> member.answers && member.copies.get(shard).equals(role))
                .count();
    }

    private static List<AttributeValue> numbers(List<Fleet.Member> holders) {
        return holders.stream()
                .filter(member -> member.answers)
                .map(member -> member.extras.values().stream().findFirst().orElse(AttributeValue.of("none")))
                .distinct()
                .toList();
    }

    private static List<String> inSync(List<Fleet.Member> holders, String shard) {
        long primaries = count(holders, shard, ShardRole.PRIMARY);
        long in = primaries + count(holders, shard, ShardRole.SECONDARY);
        TreeSet<String> codes = new TreeSet<>();
        if (primaries == 0) {
            codes.add(FindingCodes.SHARD_WITHOUT_PRIMARY);
        }
        if (primaries > 1) {
            codes.add(FindingCodes.SHARD_MULTIPLE_PRIMARIES);
        }
        List<AttributeValue> said = numbers(holders);
        if (said.size() != 1 || !(said.get(0) instanceof AttributeValue.Whole min)) {
            codes.add(FindingCodes.DURABILITY_UNKNOWN);
        } else if (in < min.value().longValue()) {
            codes.add(FindingCodes.UNDER_MIN_IN_SYNC);
        } else if (in == min.value().longValue() && in > 1 && holders.size() > in) {
            codes.add(FindingCodes.AT_MIN_IN_SYNC);
        }
        if (in < holders.size()) {
            codes.add(FindingCodes.SHARD_UNDER_REPLICATED);
        }
        if (in == 1 && holders.size() > 1) {
            codes.add(FindingCodes.LAST_COPY);
        }
        return List.copyOf(codes);
    }

    private static List<String> replicated(List<Fleet.Member> holders, String shard) {
        long up = count(holders, shard, ShardRole.PRIMARY) + count(holders, shard, ShardRole.SECONDARY);
        TreeSet<String> codes = new TreeSet<>();
        long wanted = holders.size();
        List<AttributeValue> said = numbers(holders);
        if (said.size() == 1 && said.get(0) instanceof AttributeValue.Whole n) {
            wanted = Math.max(wanted, n.value().longValue());
        } else {
            codes.add(FindingCodes.DURABILITY_UNKNOWN);
        }
        if (up < wanted) {
            codes.add(FindingCodes.SHARD_UNDER_REPLICATED);
        }
        if (up == 1 && wanted > 1) {
            codes.add(FindingCodes.LAST_COPY);
        }
        return List.copyOf(codes);
    }
}
