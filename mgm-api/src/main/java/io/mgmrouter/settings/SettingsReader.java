package io.mgmrouter.settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads typed values out of configuration properties. Every problem is an {@link IllegalArgumentException} whose
 * message is one sentence for the operator: where, which key, which value, what is allowed.
 */
public final class SettingsReader {

    private final String place;
    private final Map<String, Object> properties;

    /**
     * @param place whose configuration it is, as messages name it
     */
    public SettingsReader(String place, Map<String, Object> properties) {
        this.place = place;
        this.properties = Map.copyOf(properties);
    }

    /** A whole number with its range and unit; {@code fallback} if it is not configured. */
    public int integer(String key, int fallback, int min, int max, String unit) {
        return (int) whole(key, fallback, min, max, unit);
    }

    /** As {@link #integer}, of 64 bits. */
    public long whole(String key, long fallback, long min, long max, String unit) {
        Object value = properties.get(key);
        if (value == null) {
            return fallback;
        }
        long number = number(key, value, min, max, unit);
        if (number < min || number > max) {
            throw refused(key, value, min + " to " + max + unit(unit));
        }
        return number;
    }

    /** A truth value; {@code fallback} if it is not configured. */
    public boolean flag(String key, boolean fallback) {
        return switch (properties.get(key)) {
            case null -> fallback;
            case Boolean flag -> flag;
            case String text when text.equals("true") || text.equals("false") -> Boolean.parseBoolean(text);
            case Object other -> throw refused(key, other, "true or false");
        };
    }

    /** One of some words; {@code fallback} if it is not configured. */
    public String choice(String key, String fallback, String... words) {
        Object value = properties.getOrDefault(key, fallback);
        if (Stream.of(words).noneMatch(value::equals)) {
            throw refused(key, value, String.join(", ", words));
        }
        return (String) value;
    }

    /**
     * A list of rules; {@code fallback} if it is not configured.
     *
     * @param parse reads one; throws {@link IllegalArgumentException} with what is wrong about it
     * @param syntax how one is written
     */
    public <T> List<T> list(String key, List<T> fallback, String syntax, Function<String, T> parse) {
        return properties.containsKey(key)
                ? texts(key, properties.get(key), syntax)
                        .map(text -> parsed(key, text, syntax, parse))
                        .toList()
                : fallback;
    }

    private Stream<String> texts(String key, Object value, String syntax) {
        return switch (value) {
            case String text -> Stream.of(text);
            case String[] texts -> Stream.of(texts);
            case Collection<?> texts -> texts.stream().map(String::valueOf);
            default -> throw refused(key, value, "a list of " + syntax);
        };
    }

    private <T> T parsed(String key, String text, String syntax, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    place + ": " + key + "=\"" + text + "\" is not allowed, " + e.getMessage() + "; allowed: " + syntax,
                    e);
        }
    }

    /** True if the key is configured. */
    public boolean has(String key) {
        return properties.containsKey(key);
    }

    /**
     * One value that is written as a text.
     *
     * @param parse reads it; throws {@link IllegalArgumentException} with what is wrong about it
     * @param syntax how it is written
     */
    public <T> T value(String key, T fallback, String syntax, Function<String, T> parse) {
        return has(key) ? parsed(key, String.valueOf(properties.get(key)), syntax, parse) : fallback;
    }

    /**
     * A text that must be there.
     *
     * @param what it is, as an operator is asked for it: {@code the name of an interface}
     */
    public String text(String key, String what) {
        if (properties.get(key) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalArgumentException(place + ": " + key + " is missing; give " + what);
    }

    private long number(String key, Object value, long min, long max, String unit) {
        return switch (value) {
            case Integer number -> number;
            case Long number -> number;
            case Short number -> number;
            case Byte number -> number;
            case String text when text.strip().matches("-?\\d{1,18}") -> Long.parseLong(text.strip());
            default -> throw refused(key, value, "a whole number, " + min + " to " + max + unit(unit));
        };
    }

    /** What to throw about a value that is read by other means. */
    public IllegalArgumentException refused(String key, Object value, String allowed) {
        return new IllegalArgumentException(place + ": " + key + "=" + value + " is not allowed; allowed: " + allowed);
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }
}
