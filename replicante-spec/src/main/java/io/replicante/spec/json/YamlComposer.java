package io.replicante.spec.json;

import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;

/**
 * Composes the documents of a YAML stream, one at a time. Confined to one thread.
 *
 * <p>Plain values are those of JSON: {@code true}, {@code false}, {@code null} or {@code ~}, and numbers as JSON writes them.
 * Everything else is text, also {@code yes}, {@code 010}, {@code 0x1F} and {@code 1_000}, of which versions of YAML disagree.
 * Aliases stand for what was completed before; tags other than {@code !!str} and merge keys are refused.
 */
final class YamlComposer {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,99})");
    private static final Pattern FRACTION =
            Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][-+]?[0-9]{1,4})?");
    private static final Set<String> EMPTY = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final String STRING_TAG = "tag:yaml.org,2002:str";

    private record Anchored(Element element, long size, int height) {}

    private final Iterator<Event> events;
    private final Budget budget;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int line = 1;

    YamlComposer(String text, Budget budget) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.events = new Yaml(new SafeConstructor(options))
                .parse(new StringReader(text))
                .iterator();
        this.budget = budget;
    }

    /**
     * The next document.
     *
     * @return the document, or null at the end
     * @throws SyntaxException if the rest cannot be read
     */
    @Nullable
    Element next() {
        Event event = take();
        while (!(event instanceof DocumentStartEvent)) {
            if (event instanceof StreamEndEvent) {
                return null;
            }
            event = take();
        }
        anchors.clear();
        budget.document(line);
        Element document = element(take(), 1).element();
        if (!(take() instanceof DocumentEndEvent)) {
            throw new SyntaxException(line, "more follows where the document should end");
        }
        return document;
    }

    private Event take() {
        try {
            Event event = events.next();
            line = line(event.getStartMark());
            return event;
        } catch (MarkedYAMLException malformed) {
            throw new SyntaxException(line(malformed.getProblemMark()), "is not YAML: " + malformed.getProblem());
        } catch (YAMLException malformed) {
            throw new SyntaxException(line, "is not YAML: " + malformed.getMessage());
        }
    }

    private int line(@Nullable Mark mark) {
        return mark == null ? line : mark.getLine() + 1;
    }

    private Anchored element(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            Anchored target = anchors.get(alias.getAnchor());
            if (target == null) {
                throw new SyntaxException(line, "*" + alias.getAnchor() + " stands for nothing that ends before it");
            }
            budget.spend(line, target.size());
            budget.descend(line, depth + target.height() - 1);
            return target;
        }
        budget.spend(line, 1);
        budget.descend(line, depth);
        Anchored composed = event instanceof ScalarEvent scalar
                ? new Anchored(scalar(scalar), 1, 1)
                : collection((CollectionStartEvent) event, depth);
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, composed);
        }
        return composed;
    }

    private Anchored collection(CollectionStartEvent start, int depth) {
        if (start.getTag() != null && !start.getImplicit()) {
            throw new SyntaxException(line, "the tag " + start.getTag() + " has no meaning here");
        }
        return start instanceof SequenceStartEvent ? sequence(depth) : mapping((MappingStartEvent) start, depth);
    }

    private Anchored sequence(int depth) {
        int begin = line;
        long size = 1;
        int height = 0;
        List<Element> elements = new ArrayList<>();
        for (Event event = take(); !(event instanceof SequenceEndEvent); event = take()) {
            Anchored each = element(event, depth + 1);
            size += each.size();
            height = Math.max(height, each.height());
            elements.add(each.element());
        }
        return new Anchored(new Element.Sequence(begin, elements), size, height + 1);
    }

    private Anchored mapping(MappingStartEvent start, int depth) {
        int begin = line(start.getStartMark());
        long size = 1;
        int height = 0;
        List<Element.Entry> entries = new ArrayList<>();
        for (Event event = take(); !(event instanceof MappingEndEvent); event = take()) {
            int keyLine = line;
            Element key = element(event, depth + 1).element();
            if (!(key instanceof Element.Scalar scalar)) {
                throw new SyntaxException(keyLine, "a key must be a text, not " + key.kind());
            }
            if (scalar.written().equals("<<") && isPlain(event)) {
                throw new SyntaxException(keyLine, "merge keys (<<) are not supported");
            }
            Anchored value = element(take(), depth + 1);
            size += 1 + value.size();
            height = Math.max(height, value.height());
            entries.add(new Element.Entry(keyLine, scalar.written(), value.element()));
        }
        return new Anchored(new Element.Mapping(begin, entries), size, height + 1);
    }

    private static boolean isPlain(Event event) {
        return event instanceof ScalarEvent scalar && scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
    }

    private Element scalar(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag();
        if (tag != null && !tag.equals("!") && !tag.equals(STRING_TAG)) {
            throw new SyntaxException(line, "the tag " + tag + " has no meaning here");
        }
        boolean plain = tag == null && isPlain(event);
        return new Element.Scalar(line, plain ? resolve(text) : text, text);
    }

    private static Object resolve(String text) {
        if (EMPTY.contains(text)) {
            return Element.Empty.EMPTY;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return new BigInteger(text);
        }
        if (FRACTION.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
            return Double.parseDouble(text);
        }
        return text;
    }
}
