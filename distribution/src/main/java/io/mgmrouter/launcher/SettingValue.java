package io.mgmrouter.launcher;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Optional;

/** A JSON value as the value of a configuration key. */
final class SettingValue {

    /** The value is not allowed; the message says what is, as the rest of a sentence: "must be ...". */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private SettingValue() {}

    /**
     * The value as Configuration Admin stores it.
     *
     * @throws Refused if it is not of the type, out of range, or not among the options
     */
    static Object of(JsonValue value, Metatype.Attribute attribute) throws Refused {
        if (!(value instanceof JsonArray list)) {
            return single(value, attribute);
        }
        if (!attribute.many()) {
            throw new Refused("must be one value, not a list");
        }
        Object[] values = (Object[]) Array.newInstance(type(attribute), list.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = single(list.get(i), attribute);
        }
        return values;
    }

    /** A value of a key that no metatype describes, such as {@code service.ranking}. */
    static Object untyped(JsonValue value) {
        return switch (value) {
            case JsonString string -> string.getString();
            case JsonNumber number when number.isIntegral() -> number.intValue();
            case JsonNumber number -> number.doubleValue();
            default -> value.toString();
        };
    }

    private static Object single(JsonValue value, Metatype.Attribute attribute) throws Refused {
        Object read = switch (attribute.type()) {
            case "Integer", "Long", "Short", "Byte" -> whole(value, attribute);
            case "Double", "Float" -> number(value, attribute).doubleValue();
            case "Boolean" -> truth(value);
            default -> text(value);
        };
        if (!attribute.options().isEmpty() && !attribute.options().contains(read.toString())) {
            throw new Refused("must be one of " + String.join(", ", attribute.options()) + ", not " + shown(value));
        }
        return read;
    }

    /** Within the range of its type even if no other range is given. */
    private static Object whole(JsonValue value, Metatype.Attribute attribute) throws Refused {
        if (!(value instanceof JsonNumber number) || !number.isIntegral()) {
            throw new Refused("must be a whole number" + range(attribute) + ", not " + shown(value));
        }
        BigDecimal whole = number(value, attribute);
        try {
            return switch (attribute.type()) {
                case "Long" -> whole.longValueExact();
                case "Short" -> (int) whole.shortValueExact();
                case "Byte" -> (int) whole.byteValueExact();
                default -> whole.intValueExact();
            };
        } catch (ArithmeticException _) {
            throw new Refused(
                    "must be a number of type " + attribute.type() + range(attribute) + ", not " + shown(value));
        }
    }

    private static BigDecimal number(JsonValue value, Metatype.Attribute attribute) throws Refused {
        if (!(value instanceof JsonNumber number)) {
            throw new Refused("must be a number" + range(attribute) + ", not " + shown(value));
        }
        BigDecimal read = number.bigDecimalValue();
        if (isBeyond(attribute.min(), read, -1) || isBeyond(attribute.max(), read, 1)) {
            throw new Refused("must be" + range(attribute) + ", not " + shown(value));
        }
        return read;
    }

    private static boolean isBeyond(Optional<String> limit, BigDecimal value, int side) {
        return limit.filter(l -> value.compareTo(new BigDecimal(l)) == side).isPresent();
    }

    private static Boolean truth(JsonValue value) throws Refused {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new Refused("must be true or false, not " + shown(value));
        };
    }

    private static String text(JsonValue value) throws Refused {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new Refused("must be a text in double quotes, not " + shown(value));
    }

    private static String range(Metatype.Attribute attribute) {
        return attribute.min().isPresent() && attribute.max().isPresent()
                ? " " + attribute.min().get() + " to " + attribute.max().get()
                : attribute.min().map(min -> " at least " + min).orElse("")
                        + attribute.max().map(max -> " at most " + max).orElse("");
    }

    private static Class<?> type(Metatype.Attribute attribute) {
        return switch (attribute.type()) {
            case "Long" -> Long.class;
            case "Integer", "Short", "Byte" -> Integer.class;
            case "Double", "Float" -> Double.class;
            case "Boolean" -> Boolean.class;
            default -> String.class;
        };
    }

    private static String shown(JsonValue value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
