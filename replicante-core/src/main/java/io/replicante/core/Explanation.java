package io.replicante.core;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Decision;
import io.replicante.core.state.Finding;
import io.replicante.core.state.Intent;
import io.replicante.core.state.Reason;
import io.replicante.spec.PlainText;
import io.replicante.spec.json.Json;
import io.replicante.spec.model.ClusterRef;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the engine last thought of a cluster: what is wrong, what is under way, what would help, and every rule's answer to it.
 * Immutable.
 *
 * @param cluster the cluster
 * @param evaluatedAt when the cycle began whose conclusions these are; empty before the first
 * @param mode what may be done in the cluster
 * @param findings what is wrong
 * @param underWay what was begun and has not ended
 * @param decisions what the gate said of every candidate
 * @param notes what the last cycle noted, for example why no remedy is proposed
 */
public record Explanation(
        ClusterRef cluster,
        Optional<Instant> evaluatedAt,
        String mode,
        List<Finding> findings,
        List<Intent> underWay,
        List<Decision> decisions,
        List<String> notes) {
    /** Refuses nulls, copies the lists. */
    public Explanation {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(evaluatedAt, "evaluatedAt");
        Objects.requireNonNull(mode, "mode");
        findings = List.copyOf(findings);
        underWay = List.copyOf(underWay);
        decisions = List.copyOf(decisions);
        notes = List.copyOf(notes);
    }

    /**
     * For programs.
     *
     * @return the explanation as JSON
     */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ns_id", cluster.nsId()).put("cluster_id", cluster.clusterId());
        json.put("evaluated_at", evaluatedAt.map(Instant::toString).orElse(null));
        json.put("mode", mode);
        ArrayNode wrong = json.putArray("findings");
        findings.forEach(finding -> wrong.add(json(finding)));
        ArrayNode begun = json.putArray("under_way");
        underWay.forEach(intent -> begun.add(json(intent)));
        ArrayNode decided = json.putArray("decisions");
        decisions.forEach(decision -> decided.add(json(decision)));
        ArrayNode noted = json.putArray("notes");
        notes.forEach(noted::add);
        return json;
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", finding.code()).put("severity", finding.severity().name());
        json.putObject("subject")
                .put("kind", finding.subject().kind())
                .put("id", finding.subject().id());
        json.put("message", finding.message());
        json.set("evidence", Json.tree(finding.evidence()));
        json.put("since", finding.since().toString());
        return json;
    }

    private static ObjectNode json(Intent intent) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", intent.id().toString()).put("kind", intent.candidate().kind());
        node(intent.candidate()).ifPresent(node -> json.put("node_id", node));
        json.put("phase", intent.phase().name()).put("note", intent.note());
        json.put("attempted_at", intent.attemptedAt().map(Instant::toString).orElse(null));
        return json;
    }

    static ObjectNode json(Decision decision) {
        Candidate candidate = decision.candidate();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode action = json.put("key", candidate.key()).putObject("action").put("kind", candidate.kind());
        node(candidate).ifPresent(node -> action.put("node_id", node));
        action.set("args", candidate.args().isNull() ? JsonNodeFactory.instance.objectNode() : candidate.args());
        ArrayNode resolves = json.putArray("resolves");
        candidate.resolves().forEach(resolves::add);
        json.put("verdict", decision.verdict().name()).put("digest", decision.digest());
        ArrayNode reasons = json.putArray("reasons");
        for (Reason reason : decision.reasons()) {
            ObjectNode evidence = reasons.addObject()
                    .put("rule", reason.rule())
                    .put("answer", reason.answer().name())
                    .put("message", reason.message())
                    .putObject("evidence");
            reason.evidence().forEach(evidence::put);
        }
        ArrayNode unblocked = json.putArray("unblocked_by");
        decision.unblockedBy().forEach(unblocked::add);
        return json;
    }

    private static Optional<String> node(Candidate candidate) {
        return candidate.subject().map(target -> target.nodeId()).or(candidate::executor);
    }

    /**
     * For people.
     *
     * @return the explanation as plain text, in lines; what others named or said forges none, as {@link PlainText} tells
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                0,
                "Cluster " + cluster + evaluatedAt.map(at -> ", as of " + at).orElse(", never looked at yet")
                        + ", mode " + mode);
        section(text, "What is wrong", findings.isEmpty() ? "nothing" : "");
        findings.forEach(finding -> finding(text, finding));
        section(text, "What is under way", underWay.isEmpty() ? "nothing" : "");
        underWay.forEach(intent -> line(
                text,
                1,
                described(intent.candidate()) + ": "
                        + intent.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + intent.note()));
        section(text, "What would help", decisions.isEmpty() ? none() : "");
        decisions.forEach(decision -> decision(text, decision));
        section(text, "Notes of the last cycle", notes.isEmpty() ? "none" : "");
        notes.forEach(note -> line(text, 1, note));
        return text.toString();
    }

    private String none() {
        if (findings.isEmpty()) {
            return "nothing is needed";
        }
        return underWay.isEmpty() ? "the engine knows no step that would" : "what is under way is awaited";
    }

    private static void finding(StringBuilder text, Finding finding) {
        line(
                text,
                1,
                finding.severity() + " " + finding.code() + ": " + finding.subject() + ": " + finding.message()
                        + " (since " + finding.since() + ")");
        new TreeMap<>(finding.evidence()).forEach((name, value) -> line(text, 2, name + ": " + value));
    }

    private static void decision(StringBuilder text, Decision decision) {
        line(text, 1, described(decision.candidate()) + ": " + meaning(decision.verdict()));
        if (decision.verdict() == Decision.Verdict.NEEDS_APPROVAL) {
            line(
                    text,
                    2,
                    "approve it by its key and digest: " + decision.candidate().key() + " " + decision.digest());
        }
        for (Reason reason : decision.against()) {
            line(
                    text,
                    2,
                    reason.rule() + " " + (reason.answer() == Reason.Answer.UNKNOWN ? "cannot be told" : "forbids it")
                            + ": " + reason.message());
        }
        decision.reasons().stream()
                .filter(reason -> reason.evidence().containsKey("override"))
                .forEach(reason -> line(text, 2, reason.rule() + " is " + reason.message()));
        String lead = decision.verdict() == Decision.Verdict.ALLOWED ? "" : "would be unblocked by: ";
        decision.unblockedBy().forEach(remedy -> line(text, 2, lead + remedy));
    }

    private static String described(Candidate candidate) {
        return candidate.kind()
                + node(candidate).map(node -> " on " + node).orElse("")
                + (candidate.resolves().isEmpty() ? "" : " (for " + String.join(", ", candidate.resolves()) + ")");
    }

    private static String meaning(Decision.Verdict verdict) {
        return switch (verdict) {
            case ALLOWED -> "allowed, every rule holds";
            case NEEDS_APPROVAL -> "needs a person's approval";
            case WAITING -> "waiting, nobody has to do anything yet";
            case REFUSED -> "refused";
        };
    }

    private static void section(StringBuilder text, String title, String content) {
        line(text, 0, title + ":" + (content.isEmpty() ? "" : " " + content));
    }

    private static void line(StringBuilder text, int depth, String line) {
        text.append("  ".repeat(depth)).append(PlainText.escaped(line)).append('\n');
    }
}
