package io.replicante.examples.quickstart;

import io.replicante.spec.agent.Agent;
import io.replicante.spec.agent.Supervisor;
import io.replicante.spec.platform.PlatformTransport;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What can be made to go wrong on purpose. */
enum Sabotage {
    /** Everything works. */
    NONE("none", "nothing"),
    /** The supervisor stops servers and does not start them again. */
    NO_RESTART("no-restart", "a server never comes back from its restart") {
        @Override
        Set<String> detectedBy() {
            return Set.of("ACTION_FAILED", "ACTION_OVERDUE");
        }

        @Override
        Supervisor supervise(Supervisor supervisor, BooleanSupplier begun) {
            return new NoRestart(supervisor, begun);
        }
    },
    /** The platform says that it provisioned another machine, and did not. */
    NO_PROVISION(
            "no-provision", "after the first machine the platform says that it provisions, and provisions nothing") {
        @Override
        Set<String> detectedBy() {
            return Set.of("ACTION_FAILED", "ACTION_OVERDUE");
        }

        @Override
        PlatformTransport disguise(PlatformTransport platforms) {
            return new NoProvision(platforms);
        }
    },
    /** Agents do not tell leaders from followers. */
    NO_ROLE("no-role", "agents report no role") {
        @Override
        Set<String> detectedBy() {
            return Set.of("AGENT_SPEC_MISMATCH");
        }

        @Override
        Agent disguise(Agent agent, BooleanSupplier begun) {
            return begun.getAsBoolean() ? new NoRole(agent) : agent;
        }
    };

    private final String word;
    private final String description;

    Sabotage(String word, String description) {
        this.word = word;
        this.description = description;
    }

    static Optional<Sabotage> named(String word) {
        return Arrays.stream(values())
                .filter(each -> each != NONE && each.word.equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values())
                .filter(each -> each != NONE)
                .map(each -> each.word)
                .collect(Collectors.joining("|"));
    }

    String word() {
        return word;
    }

    /** In a sentence: "from now on ...". */
    String description() {
        return description;
    }

    /** The codes of findings of which one shows that the engine has noticed. */
    Set<String> detectedBy() {
        return Set.of();
    }

    /** The supervisor that an agent gets, which does wrong once the sabotage has begun. */
    Supervisor supervise(Supervisor supervisor, BooleanSupplier begun) {
        return supervisor;
    }

    /** The platforms that the engine gets. */
    PlatformTransport disguise(PlatformTransport platforms) {
        return platforms;
    }

    /** The agent that the engine gets. */
    Agent disguise(Agent agent, BooleanSupplier begun) {
        return agent;
    }
}
