package io.replicante.spec.datastore;

import io.replicante.spec.json.Nearest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds what a definition asks for and nothing reports: the answer would be Unknown for ever. Confined to one definition. */
final class FactLint {
    private final DatastoreDefinition definition;
    private final Reports reports;
    private final BiConsumer<String, String> found;

    private FactLint(DatastoreDefinition definition, Reports reports, BiConsumer<String, String> found) {
        this.definition = definition;
        this.reports = reports;
        this.found = found;
    }

    /** Looks, if the definition says what is reported. */
    static void of(DatastoreDefinition definition, BiConsumer<String, String> found) {
        definition.reports().ifPresent(reports -> new FactLint(definition, reports, found).run());
    }

    private void run() {
        Members.ConfigurationSource configuration = definition.members().configuration();
        attribute("members.configuration.from", true, configuration.from());
        if (!configuration.version().isEmpty()) {
            attribute("members.configuration.version", true, configuration.version());
        }
        attribute("members.configuration.member", false, configuration.member());
        definition.members().incarnation().ifPresent(name -> attribute("members.incarnation", false, name));
        definition.failureDomain().ifPresent(name -> attribute("failureDomain", false, name));
        definition.upkeep().repair().ifPresent(repair -> attribute("repair.began", true, repair.began()));
        Expressions.each(
                definition,
                (place, expression) ->
                        expression.asked().forEach(each -> attribute(place, each.ofStore(), each.name())));
    }

    private void attribute(String place, boolean ofStore, String name) {
        Set<String> here = ofStore ? reports.store() : reports.node();
        Set<String> there = ofStore ? reports.node() : reports.store();
        if (here.contains(name)) {
            return;
        }
        String kind = ofStore ? "store" : "node";
        String otherSide =
                "an attribute of the " + (ofStore ? "node: attributes, not extras" : "store: extras, not attributes");
        String hint = there.contains(name)
                ? "it is " + otherSide
                : nearest(name)
                        .map(each ->
                                "did you mean \"" + each + "\"" + (here.contains(each) ? "?" : ", " + otherSide + "?"))
                        .orElse("add it to reports." + kind);
        found.accept(place, "asks for \"" + name + "\", which no " + kind + " reports; " + hint);
    }

    /** Who mistook the name may have mistaken the side, too. */
    private Optional<String> nearest(String name) {
        Set<String> all = new HashSet<>(reports.store());
        all.addAll(reports.node());
        return Nearest.find(name, all);
    }
}
