package io.mgmrouter.igmp;

import java.util.Map;

/** Reads typed values out of configuration properties, and says in one sentence what is wrong with them. */
final class SettingsReader {

    private final String place;
    private final Map<String, Object> properties;

    /**
     * @param place whose configuration it is, as messages name it
     */
    SettingsReader(String place, Map<String, Object> properties) {
        this.place = place;
        this.properties = Map.copyOf(properties);
    }

    /** A whole number with its range and unit; {@code fallback} if it is not configured. */
    int integer(String key, int fallback, int min, int max, String unit) {
        Object value = properties.get(key);
        if (value == null) {
            return fallback;
        }
        long number = number(key, value, min, max, unit);
        if (number < min || number > max) {
            throw refused(key, value, min + " to " + max + unit(unit));
        }
        return (int) number;
    }

    /** A truth value; {@code fallback} if it is not configured. */
    boolean flag(String key, boolean fallback) {
        return switch (properties.get(key)) {
            case null -> fallback;
            case Boolean flag -> flag;
            case String text when text.equals("true") || text.equals("false") -> Boolean.parseBoolean(text);
            case Object other -> throw refused(key, other, "true or false");
        };
    }

    /** A text that must be there. */
    String text(String key) {
        if (properties.get(key) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalArgumentException(place + ": " + key + " is missing; give the name of an interface");
    }

    private long number(String key, Object value, int min, int max, String unit) {
        return switch (value) {
            case Integer number -> number;
            case Long number -> number;
            case Short number -> number;
            case Byte number -> number;
            case String text when text.strip().matches("-?\\d{1,18}") -> Long.parseLong(text.strip());
            default -> throw refused(key, value, "a whole number, " + min + " to " + max + unit(unit));
        };
    }

    IllegalArgumentException refused(String key, Object value, String allowed) {
        return new IllegalArgumentException(place + ": " + key + "=" + value + " is not allowed; allowed: " + allowed);
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }
}
