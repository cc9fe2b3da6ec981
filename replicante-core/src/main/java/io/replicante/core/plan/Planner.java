package io.replicante.core.plan;

import io.replicante.core.state.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Asks all remedies and puts what they propose in the order of work. Immutable and thread-safe. */
public final class Planner {
    private final List<Remedy> remedies;

    private Planner(List<Remedy> remedies) {
        this.remedies = List.copyOf(remedies);
    }

    /**
     * A plan.
     *
     * @param candidates what would help, what matters most first; of like work in the order of the remedies
     * @param notes what remedies lack, and remedies that failed to answer, with the reason
     */
    public record Plan(List<Candidate> candidates, List<String> notes) {
        /** Copies the lists. */
        public Plan {
            candidates = List.copyOf(candidates);
            notes = List.copyOf(notes);
            Objects.requireNonNull(candidates, "candidates");
        }
    }

    /**
     * The built-in remedies and the host's own.
     *
     * @param host the host's remedies
     * @return a planner
     */
    public static Planner with(List<Remedy> host) {
        List<Remedy> all = new ArrayList<>(List.of(
                new FailOverRemedy(),
                new ReplaceRemedy(),
                new ExpandRemedy(),
                new DeclaredExpandRemedy(),
                new InitialiseRemedy(),
                new DeclaredInitialiseRemedy(),
                new ProvisionRemedy(),
                new ReturnRemedy(),
                new SwitchOverRemedy(),
                new RetireRemedy(),
                new ForgetRemedy(),
                new RepairRemedy(),
                new RestartRemedy()));
        all.addAll(host);
        all.add(new RequestRemedy());
        return new Planner(all);
    }

    /**
     * The remedies that it asks.
     *
     * @return their names, in that order
     */
    public List<String> remedies() {
        return remedies.stream().map(Remedy::name).toList();
    }

    /**
     * What would help.
     *
     * @param situation the cluster and what is wrong with it
     * @return the plan
     */
    public Plan plan(Situation situation) {
        List<Candidate> candidates = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Remedy remedy : remedies) {
            try {
                candidates.addAll(List.copyOf(remedy.propose(situation)));
                notes.addAll(remedy.lacks(situation));
            } catch (RuntimeException failure) {
                notes.add("the remedy " + remedy.name() + " failed to answer: " + failure);
            }
        }
        candidates.sort(Comparator.comparing(Candidate::work));
        return new Plan(candidates, notes);
    }
}
