package io.replicante.core.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.replicante.spec.event.Actor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An action that would help, before anybody asked whether it is safe.
 *
 * @param key (kind, subjects with incarnation, incident): at most one unfinished action has it
 * @param kind an action kind, or one of the engine's own: {@link #PROVISION}, {@link #DEPROVISION}
 * @param work why it is taken
 * @param remedy which remedy proposes it, or {@code request}
 * @param executor the node whose agent runs it; empty for the platform
 * @param targets the nodes that it is aimed at, the main subject first
 * @param group for a machine, its group, if that is known; otherwise empty
 * @param args with what
 * @param effect its footprint
 * @param resolves the codes of the findings that it would resolve
 * @param request the action that a person or host asked for; its id is kept
 * @param actor who wants it
 * @param idempotent whether running it twice is as good as once
 */
public record Candidate(
        String key,
        String kind,
        WorkClass work,
        String remedy,
        Optional<String> executor,
        List<Target> targets,
        Optional<String> group,
        JsonNode args,
        Effect effect,
        List<String> resolves,
        Optional<UUID> request,
        Actor actor,
        boolean idempotent) {
    /** The engine's own kind: one new machine. */
    public static final String PROVISION = "core.replicante.io/platform.provision";
    /** The engine's own kind: one machine is given back. */
    public static final String DEPROVISION = "core.replicante.io/platform.deprovision";

    /** Refuses nulls, copies the lists. */
    public Candidate {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(executor, "executor");
        targets = List.copyOf(targets);
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(args, "args");
        Objects.requireNonNull(effect, "effect");
        resolves = List.copyOf(resolves);
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(actor, "actor");
    }

    /**
     * The incident that it would end, which is the last part of its key.
     *
     * @return the incident of the finding that asked for it; empty when a person asked
     */
    public Optional<String> incident() {
        return Optional.of(key.substring(key.lastIndexOf('|') + 1))
                .filter(last -> !last.isEmpty() && request.isEmpty());
    }

    /**
     * This candidate for another reason.
     *
     * @param why why it is wanted
     * @return the candidate
     */
    public Candidate done(WorkClass why) {
        return new Candidate(
                key, kind, why, remedy, executor, targets, group, args, effect, resolves, request, actor, idempotent);
    }

    /**
     * The main subject.
     *
     * @return the first target, if there is any
     */
    public Optional<Target> subject() {
        return targets.stream().findFirst();
    }

    /**
     * Whether the platform is asked rather than an agent.
     *
     * @return true for the engine's own kinds
     */
    public boolean onPlatform() {
        return kind.equals(PROVISION) || kind.equals(DEPROVISION);
    }
}
