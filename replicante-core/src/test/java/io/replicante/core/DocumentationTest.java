package io.replicante.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicante.core.check.FindingCodes;
import io.replicante.core.document.DocumentKind;
import io.replicante.core.plan.Planner;
import io.replicante.core.state.Candidate;
import io.replicante.core.state.Reason;
import io.replicante.core.state.WorkClass;
import io.replicante.core.telemetry.LogKeys;
import io.replicante.core.telemetry.Meters;
import io.replicante.core.telemetry.Spans;
import io.replicante.core.world.World;
import io.replicante.spec.agent.ActionKinds;
import io.replicante.spec.datastore.DefinitionCheck;
import io.replicante.spec.datastore.Definitions;
import io.replicante.spec.event.EventCodes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The specification names what the code has, and nothing else. */
class DocumentationTest {
    private static final Pattern CODE_ROWS = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
    private static final Pattern KIND_ROWS = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");
    private static final Pattern RULE_ROWS = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([VRA]+)[, ]");
    private static final Pattern REMEDY_ROWS = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");

    @Test
    void namesEveryFinding() throws IOException {
        Set<String> codes = Stream.concat(
                        constants(FindingCodes.class),
                        Definitions.bundled().all().stream()
                                .flatMap(definition -> definition.checks().stream())
                                .map(DefinitionCheck::code))
                .collect(Collectors.toSet());

        assertThat(rows(CODE_ROWS, page("findings.md"))).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void namesEveryEvent() throws IOException {
        assertThat(rows(CODE_ROWS, page("events.md")))
                .containsExactlyInAnyOrderElementsOf(constants(EventCodes.class).toList());
    }

    @Test
    void namesEveryRuleWithTheWorkThatItIsAskedFor() throws IOException {
        World world = World.healthy(3);
        world.dispatches = false;
        world.request(world.leader, ActionKinds.STORE_RESTART);
        world.follower().kill();
        world.run(3);
        String rules = section(page("safety.md"), "### The rules");

        assertThat(rulesFor("V", rules)).isEqualTo(asked(world, WorkClass.VOLUNTARY, ActionKinds.STORE_RESTART));
        assertThat(rulesFor("R", rules)).isEqualTo(asked(world, WorkClass.REDUNDANCY, Candidate.PROVISION));
    }

    @Test
    void namesEveryRemedyInTheOrderInWhichTheyAreAsked() throws IOException {
        String remedies = section(page("findings.md"), "## Remedies");

        assertThat(REMEDY_ROWS.matcher(remedies).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(Planner.with(List.of()).remedies());
    }

    @Test
    void namesEveryKindOfDocument() throws IOException {
        Set<String> kinds = Stream.of(DocumentKind.class.getFields())
                .filter(field -> !field.getName().endsWith("_PAUSE"))
                .map(DocumentationTest::text)
                .collect(Collectors.toSet());

        assertThat(rows(KIND_ROWS, section(page("documents.md"), "## Kinds"))).isEqualTo(kinds);
    }

    @Test
    void namesEverySpanMeterAndLogKey() throws IOException {
        Set<String> quoted = rows(QUOTED, page("telemetry.md"));

        assertThat(Stream.of(Spans.class, Meters.class, LogKeys.class).flatMap(DocumentationTest::constants))
                .allSatisfy(name -> assertThat(quoted).contains(name));
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("..", "replicante-spec", "docs", name));
    }

    private static String section(String page, String heading) {
        assertThat(page).contains(heading + "\n");
        String rest = page.substring(page.indexOf(heading) + heading.length());
        int next = rest.indexOf("\n#");
        return next < 0 ? rest : rest.substring(0, next);
    }

    private static Set<String> rows(Pattern pattern, String page) {
        return pattern.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rulesFor(String work, String rules) {
        return RULE_ROWS
                .matcher(rules)
                .results()
                .filter(row -> row.group(2).contains(work))
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> asked(World world, WorkClass work, String kind) {
        return world.decisions(kind).stream()
                .filter(decision -> decision.candidate().work() == work)
                .flatMap(decision -> decision.reasons().stream())
                .map(Reason::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> constants(Class<?> type) {
        return Stream.of(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(DocumentationTest::text);
    }

    private static String text(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException notPublic) {
            throw new AssertionError(constant + " is not public", notPublic);
        }
    }
}
