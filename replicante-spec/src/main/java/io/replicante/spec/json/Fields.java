package io.replicante.spec.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mapping strictly, field by field. What is wrong is noted with its path and line, and reading goes on with a
 * harmless stand-in, so that one reading finds everything. Confined to one thread.
 *
 * <p>Ask for every field that there may be, then {@link #build} what they make: it also reports fields that nobody asked for.
 */
public final class Fields {
    private final String path;
    private final Element.Mapping mapping;
    private final Problems problems;
    private final int problemsBefore;
    private final Map<String, Element.Entry> entries = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    Fields(String path, Element.Mapping mapping, Problems problems) {
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
        this.problemsBefore = problems.count();
        for (Element.Entry entry : mapping.entries()) {
            Element.Entry first = entries.putIfAbsent(entry.key(), entry);
            if (first != null) {
                problems.add(path(entry.key()), entry.line(), "is there twice, first on line " + first.line());
            }
        }
    }

    /**
     * The line on which the mapping begins.
     *
     * @return the line, from 1
     */
    public int line() {
        return mapping.line();
    }

    /**
     * These fields over others: a field that both have is taken from here, except that mappings are laid over each other in the
     * same way, key by key. Lists and single values are taken whole.
     *
     * @param base what is used where nothing is said here; its lines are those of its own input
     * @return the fields of both, at the path of these
     */
    public Fields over(Fields base) {
        return new Fields(path, Overlay.of(mapping, base.mapping), problems);
    }

    /**
     * Where a field is.
     *
     * @param name the field
     * @return its path
     */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /**
     * Whether a field is there and not empty.
     *
     * @param name the field
     * @return true when it has a value of any kind
     */
    public boolean has(String name) {
        return find(name) != null;
    }

    /**
     * The names of all fields.
     *
     * @return the names in the order of writing
     */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * Notes a problem with a field.
     *
     * @param name the field, there or not
     * @param reason what is wrong
     */
    public void problem(String name, String reason) {
        Element.Entry entry = entries.get(name);
        problems.add(path(name), entry == null ? mapping.line() : entry.line(), reason);
    }

    /**
     * Notes a problem with the mapping as a whole.
     *
     * @param reason what is wrong
     */
    public void problem(String reason) {
        problems.add(path, mapping.line(), reason);
    }

    /**
     * A text that must be there.
     *
     * @param name the field
     * @return the text
     */
    public String text(String name) {
        return required(name, optionalText(name)).orElse("");
    }

    /**
     * A text that may be there.
     *
     * @param name the field
     * @return the text, never blank
     */
    public Optional<String> optionalText(String name) {
        return parse(name, Values::text);
    }

    /**
     * A text that may be there and may be blank.
     *
     * @param name the field
     * @return the text as it was written; empty when there is none, which a blank one is not
     */
    public Optional<String> optionalBlankableText(String name) {
        return parse(name, Values::blankableText);
    }

    /**
     * A name that must be there: a short text without control characters.
     *
     * @param name the field
     * @return the name
     */
    public String name(String name) {
        return required(name, optionalName(name)).orElse("");
    }

    /**
     * A name that may be there: a short text without control characters.
     *
     * @param name the field
     * @return the name
     */
    public Optional<String> optionalName(String name) {
        return parse(name, element -> Values.name(Values.text(element)));
    }

    /**
     * A text that must be there and means something.
     *
     * @param name the field
     * @param parser makes the meaning of the text, or throws {@link IllegalArgumentException} with the reason
     * @param <T> what it means
     * @return the meaning, or empty after a problem
     */
    public <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return required(name, optionalParsed(name, parser));
    }

    /**
     * A text that may be there and means something.
     *
     * @param name the field
     * @param parser makes the meaning of the text, or throws {@link IllegalArgumentException} with the reason
     * @param <T> what it means
     * @return the meaning
     */
    public <T> Optional<T> optionalParsed(String name, Function<String, T> parser) {
        return parse(name, element -> parser.apply(Values.text(element)));
    }

    /**
     * A truth value that may be there.
     *
     * @param name the field
     * @param otherwise stands for a field that is not there
     * @return the value
     */
    public boolean flag(String name, boolean otherwise) {
        return parse(name, Values::flag).orElse(otherwise);
    }

    /**
     * A whole number that may be there.
     *
     * @param name the field
     * @param min the least
     * @param max the greatest
     * @return the number
     */
    public OptionalInt optionalInteger(String name, int min, int max) {
        Optional<Integer> number = parse(name, element -> Values.integer(element, min, max));
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    /**
     * A whole number that must be there.
     *
     * @param name the field
     * @param min the least
     * @param max the greatest
     * @return the number
     */
    public int integer(String name, int min, int max) {
        return required(name, parse(name, element -> Values.integer(element, min, max)))
                .orElse(min);
    }

    /**
     * A whole number that may be there.
     *
     * @param name the field
     * @param min the least
     * @param max the greatest
     * @param otherwise stands for a field that is not there
     * @return the number
     */
    public int integer(String name, int min, int max, int otherwise) {
        return optionalInteger(name, min, max).orElse(otherwise);
    }

    /**
     * An ISO-8601 duration such as {@code PT1M30S} that must be there.
     *
     * @param name the field
     * @param min the least
     * @return the duration
     */
    public Duration duration(String name, Duration min) {
        return required(name, optionalDuration(name, min)).orElse(min);
    }

    /**
     * An ISO-8601 duration such as {@code PT1M30S} that may be there.
     *
     * @param name the field
     * @param min the least
     * @return the duration
     */
    public Optional<Duration> optionalDuration(String name, Duration min) {
        return parse(name, element -> Values.duration(element, min));
    }

    /**
     * One of several words that must be there.
     *
     * @param name the field
     * @param words what each word means
     * @param <T> what words mean
     * @return the meaning, or empty after a problem
     */
    public <T> Optional<T> choice(String name, Map<String, T> words) {
        return required(name, optionalChoice(name, words));
    }

    /**
     * One of several words that may be there.
     *
     * @param name the field
     * @param words what each word means
     * @param <T> what words mean
     * @return the meaning
     */
    public <T> Optional<T> optionalChoice(String name, Map<String, T> words) {
        return optionalParsed(name, word -> {
            T meaning = words.get(word);
            if (meaning == null) {
                throw new IllegalArgumentException("\"" + word + "\" is not known" + Nearest.to(word, words.keySet()));
            }
            return meaning;
        });
    }

    /**
     * A mapping that must be there.
     *
     * @param name the field
     * @return its fields, or empty after a problem
     */
    public Optional<Fields> object(String name) {
        return required(name, optionalObject(name));
    }

    /**
     * A mapping that may be there.
     *
     * @param name the field
     * @return its fields
     */
    public Optional<Fields> optionalObject(String name) {
        return parse(name, element -> fields(path(name), element));
    }

    /**
     * A mapping from names to mappings; one that is not there has no entries.
     *
     * @param name the field
     * @return the mappings by name
     */
    public Map<String, Fields> objectsByName(String name) {
        Map<String, Fields> byName = new LinkedHashMap<>();
        optionalObject(name)
                .ifPresent(all -> all.names().forEach(key -> {
                    Optional<Fields> each = all.object(key);
                    all.checkName(key);
                    each.ifPresent(fields -> byName.put(key, fields));
                }));
        return byName;
    }

    private void checkName(String key) {
        try {
            Values.name(key);
        } catch (IllegalArgumentException unusable) {
            problem(key, "the name " + unusable.getMessage());
        }
    }

    /**
     * A list of mappings; one that is not there is empty.
     *
     * @param name the field
     * @return the mappings
     */
    public List<Fields> objects(String name) {
        return list(name, (place, element) -> fields(place, element));
    }

    /**
     * A list of texts; one that is not there is empty.
     *
     * @param name the field
     * @return the texts, none of them blank
     */
    public List<String> texts(String name) {
        return parsedList(name, text -> text);
    }

    /**
     * A list of texts that mean something; one that is not there is empty.
     *
     * @param name the field
     * @param parser makes the meaning of a text, or throws {@link IllegalArgumentException} with the reason
     * @param <T> what a text means
     * @return the meanings
     */
    public <T> List<T> parsedList(String name, Function<String, T> parser) {
        return list(name, (place, element) -> parser.apply(Values.text(element)));
    }

    /**
     * Whether the field is a single text rather than a list or a mapping.
     *
     * @param name the field
     * @return true for a text
     */
    public boolean isText(String name) {
        Element element = find(name);
        return element != null && Values.of(element) instanceof String;
    }

    /**
     * Whether the field is a list without elements.
     *
     * @param name the field
     * @return true for an empty list
     */
    public boolean isEmptyList(String name) {
        return find(name) instanceof Element.Sequence sequence
                && sequence.elements().isEmpty();
    }

    /**
     * A mapping of any content that may be there, as JSON.
     *
     * @param name the field
     * @return the content; empty when it is not there
     */
    public ObjectNode free(String name) {
        return parse(name, element -> new FreeJson(problems).object(path(name), element))
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /**
     * Ends the reading of this mapping: reports fields that nobody asked for, and makes the result if nothing was wrong.
     *
     * @param maker makes the result; an {@link IllegalArgumentException} from it is a problem of this mapping
     * @param <T> the result
     * @return the result, or empty when there was a problem in this mapping since its reading began
     */
    public <T> Optional<T> build(Supplier<T> maker) {
        for (Element.Entry entry : mapping.entries()) {
            if (!asked.contains(entry.key())) {
                problems.add(path(entry.key()), entry.line(), "is not known here" + Nearest.to(entry.key(), asked));
            }
        }
        if (problems.count() > problemsBefore) {
            return Optional.empty();
        }
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException refused) {
            problems.add(path, mapping.line(), String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private interface ElementReader<T> {
        T read(String place, Element element);
    }

    private <T> List<T> list(String name, ElementReader<T> reader) {
        List<T> list = new ArrayList<>();
        Element element = find(name);
        if (element instanceof Element.Sequence sequence) {
            for (int i = 0; i < sequence.elements().size(); i++) {
                Element each = sequence.elements().get(i);
                String place = path(name) + "[" + i + "]";
                try {
                    list.add(reader.read(place, each));
                } catch (IllegalArgumentException refused) {
                    problems.add(place, each.line(), String.valueOf(refused.getMessage()));
                }
            }
        } else if (element != null) {
            problem(name, "must be a list, not " + element.kind());
        }
        return list;
    }

    private @Nullable Element find(String name) {
        asked.add(name);
        Element.Entry entry = entries.get(name);
        if (entry == null || Values.of(entry.value()) instanceof Element.Empty) {
            return null;
        }
        return entry.value();
    }

    private <T> Optional<T> parse(String name, Function<Element, T> parser) {
        Element element = find(name);
        if (element == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(element));
        } catch (IllegalArgumentException refused) {
            problems.add(path(name), element.line(), String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private <T> Optional<T> required(String name, Optional<T> value) {
        if (find(name) == null) {
            problem(name, "is required");
        }
        return value;
    }

    private Fields fields(String place, Element element) {
        if (element instanceof Element.Mapping nested) {
            return new Fields(place, nested, problems);
        }
        throw new IllegalArgumentException("must be a mapping, not " + element.kind());
    }
}
