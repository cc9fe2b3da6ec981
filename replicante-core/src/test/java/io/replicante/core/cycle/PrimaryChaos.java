package io.replicante.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.state.Decision.Verdict;
import io.replicante.core.state.Intent;
import io.replicante.core.world.Datastores;
import io.replicante.core.world.Pair;
import io.replicante.core.world.Server;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.cluster.Declaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Three servers of which nobody waits for another, faults, and people who move primaries by hand. Nobody lies. */
final class PrimaryChaos {
    private static final int MOVES = 30;
    private static final List<String> MOVE =
            List.of(("kill, kill behind, kill behind, cut off, vouch, replaced, replaced, return,"
                            + " return, return, return stopped, return stopped, return as standby, silent, all answer, all answer, lag, upstream,"
                            + " no disk, promote by hand, rebuild, rebuild, restart, promote, copy unlisted, all told, all told, offset untold,"
                            + " slow, engine anew")
                    .split(", "));

    private final long seed;
    private final Random random;
    private final Pair pair = new Pair(Declaration.defaults(), Datastores.bundled(), List.of("b", "c"), 0);
    private final Set<Long> givenUp = new HashSet<>();
    private final Set<String> vouched = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private String leader = "a";

    PrimaryChaos(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        pair.servers.values().forEach(server -> server.reportsParent = seed % 3 == 0);
    }

    /** Plays it to the end, and tells what the engine did. */
    List<String> play() {
        for (int move = 0; move < MOVES; move++) {
            disturb();
            int ticks = 1 + random.nextInt(random.nextBoolean() ? 4 : 30);
            for (int i = 0; i < ticks; i++) {
                if (random.nextInt(4) == 0) {
                    approve();
                }
                tick();
            }
        }
        return pair.sentKinds();
    }

    private void tick() {
        int acknowledged = pair.acknowledged.size();
        List<Server> before = primaries();
        int sent = pair.sent.size();
        Set<String> approvals = Set.copyOf(pair.state.approvals().keySet());
        pair.tick();
        primaries().stream().filter(now -> !before.contains(now)).forEach(this::leads);
        List<Server> writable = writable();
        if (writable.size() > 1 || writable.stream().anyMatch(server -> !server.id.equals(leader))) {
            givenUp.addAll(pair.acknowledged.subList(acknowledged, pair.acknowledged.size()));
        }
        for (Intent intent : pair.sent.subList(sent, pair.sent.size())) {
            story.add(pair.now + " engine " + intent.candidate().kind() + " "
                    + intent.candidate().executor().orElse("") + at());
            judge(intent, approvals);
        }
        assertThat(pair.destroyed).as(() -> "destroyed" + story()).isEmpty();
    }

    private void judge(Intent intent, Set<String> approvals) {
        String node = intent.candidate().executor().orElse("");
        if (intent.candidate().kind().equals(ActionKinds.STORE_PROMOTE) && !pair.server(node).primary) {
            assertThat(writable().stream().filter(this::isSeen))
                    .as(() -> "a second primary" + story())
                    .extracting(server -> server.id)
                    .isSubsetOf(node);
            Set<Long> missing = missing(node);
            if (approvals.contains(intent.candidate().key())) {
                givenUp.addAll(missing);
            }
            assertThat(givenUp).as(() -> "lost by promotion" + story()).containsAll(missing);
        }
        if (intent.candidate().kind().equals(ActionKinds.STORE_RESTART)
                && pair.server(node).primary
                && !pair.server(node).running) {
            assertThat(writable()).as(() -> "started beside" + story()).isEmpty();
        }
    }

    private void leads(Server server) {
        leader = server.id;
        givenUp.addAll(missing(server.id));
    }

    /** Who was started by hand with a claim that had passed, and cannot be read any more, counts for nothing. */
    private boolean isSeen(Server server) {
        return server.agentAnswers || server.term >= pair.state.record().term().orElse(0);
    }

    /** What nobody can see any more a new engine cannot know. */
    private boolean isHealthy() {
        long term = pair.server(leader).term;
        return pair.servers.values().stream()
                .allMatch(server -> server.running
                        && server.agentAnswers
                        && server.listsCopy
                        && server.term == term
                        && server.primary == server.id.equals(leader)
                        && pair.server(leader).log.containsAll(server.log));
    }

    private Set<Long> missing(String node) {
        Set<Long> missing = new HashSet<>(pair.acknowledged);
        missing.removeAll(Set.copyOf(pair.server(node).log));
        return missing;
    }

    private List<Server> primaries() {
        return pair.servers.values().stream().filter(server -> server.primary).toList();
    }

    private List<Server> writable() {
        return pair.servers.values().stream()
                .filter(server -> server.accepts(pair.now))
                .toList();
    }

    private void approve() {
        pair.state.decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.NEEDS_APPROVAL)
                .findFirst()
                .ifPresent(decision -> {
                    pair.approve(decision.candidate().key());
                    story.add(pair.now + " person approves "
                            + decision.candidate().kind() + " "
                            + decision.candidate().executor().orElse(""));
                });
    }

    private void disturb() {
        List<Server> all = List.copyOf(pair.servers.values());
        Server server = random.nextInt(3) == 0 ? pair.server(leader) : all.get(random.nextInt(3));
        Server other = all.get(random.nextInt(3));
        String move = MOVE.get(random.nextInt(MOVE.size()));
        switch (move) {
            case "kill" -> server.kill();
            case "kill behind" -> killBehind(server);
            case "cut off" -> {
                killBehind(server);
                server.agentAnswers = false;
            }
            case "vouch" -> vouch(server);
            case "replaced" -> {
                killBehind(server);
                server.agentAnswers = false;
                all.forEach(each -> each.agentIsSlow = false);
                wait(14);
                vouch(server);
                for (int i = 0; i < 6; i++) {
                    tick();
                    approve();
                }
            }
            case "return" -> {
                server.agentAnswers = true;
                server.sendsNothing = false;
                if (!server.running) {
                    start(server);
                }
            }
            case "return stopped" -> server.agentAnswers = true;
            case "return as standby" -> {
                server.agentAnswers = true;
                if (!server.running) {
                    server.primary = false;
                    server.upstream = other == server ? "" : other.id;
                    start(server);
                }
            }
            case "silent" -> server.agentAnswers = false;
            case "all answer" -> all.forEach(each -> each.agentAnswers = true);
            case "lag" -> server.upstream = "";
            case "upstream" -> server.upstream = other == server ? "" : other.id;
            case "no disk" -> server.readsDisk = !server.readsDisk;
            case "promote by hand" -> promote(server);
            case "rebuild" -> pair.request(server.id, ActionKinds.STORE_REBUILD);
            case "restart" -> pair.request(server.id, ActionKinds.STORE_RESTART);
            case "promote" -> pair.request(server.id, ActionKinds.STORE_PROMOTE);
            case "copy unlisted" -> server.listsCopy = !server.listsCopy;
            case "all told" ->
                all.forEach(each -> {
                    each.listsCopy = true;
                    each.reportsOffset = true;
                    each.readsDisk = true;
                    each.agentIsSlow = false;
                });
            case "offset untold" -> server.reportsOffset = !server.reportsOffset;
            case "slow" -> server.agentIsSlow = !server.agentIsSlow;
            case "engine anew" -> {
                if (isHealthy()) {
                    pair.state = pair.fresh();
                }
            }
            default -> throw new IllegalStateException(move);
        }
        story.add(pair.now + " " + move + " " + server.id + " (" + other.id + ")" + at());
    }

    private void wait(int ticks) {
        for (int i = 0; i < ticks; i++) {
            tick();
        }
    }

    /** It takes some writes more that nobody gets. */
    private void killBehind(Server server) {
        server.sendsNothing = true;
        wait(2);
        server.kill();
        server.sendsNothing = false;
    }

    /** Nobody lies: it is off. */
    private void vouch(Server server) {
        if (!server.running) {
            server.agentAnswers = false;
            vouched.add(server.id);
            pair.attest(server.id);
        }
    }

    /** Nobody writes to a server of which a person said that it takes no more writes. */
    private void start(Server server) {
        server.start();
        if (vouched.contains(server.id)) {
            server.readOnlyUntil = pair.now.plusSeconds(10_000);
        }
    }

    /** Only where nobody takes writes, and where the engine can see it; what that one lacks is given up. */
    private void promote(Server server) {
        if (server.running
                && server.agentAnswers
                && !server.primary
                && writable().isEmpty()) {
            server.listsCopy = true;
            server.termStep = random.nextInt(3) == 0 ? 2 : 1;
            server.promote();
            server.termStep = 1;
            leads(server);
        }
    }

    private String at() {
        StringBuilder at = new StringBuilder(" [");
        pair.servers
                .values()
                .forEach(server -> at.append(server.id)
                        .append(server.running ? "+" : "-")
                        .append(server.primary ? "P" : "S")
                        .append(server.term)
                        .append(":")
                        .append(server.log.size())
                        .append(server.agentAnswers ? "" : "?")
                        .append(" "));
        return at.append("]").toString();
    }

    private String story() {
        return ", seed " + seed + ":\n" + String.join("\n", story);
    }
}
