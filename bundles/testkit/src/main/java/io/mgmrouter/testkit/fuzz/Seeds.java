package io.mgmrouter.testkit.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Inputs as text: a line is a name, a colon and hexadecimal octets, with spaces wherever they help. Lines that begin
 * with {@code #}, and empty ones, are for the reader.
 */
public final class Seeds {

    private static final HexFormat HEX = HexFormat.of();

    private Seeds() {}

    /**
     * One input.
     *
     * @param name what it is
     * @param octets the input; not to be changed
     */
    public record Seed(String name, byte[] octets) {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Reads the file with the class's simple name, {@code .hex}, beside the class.
     *
     * @throws IllegalArgumentException if there is no such file, or a line is not of the form; the message has the line
     */
    public static List<Seed> of(Class<?> target) {
        String file = target.getSimpleName() + ".hex";
        try (InputStream in = target.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no seeds: " + file + " is not beside " + target);
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Seed> read(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Seeds::seed)
                .toList();
    }

    /** The octets as a line of a file of seeds. */
    static String line(String name, byte[] octets) {
        return name + ": " + HEX.formatHex(octets);
    }

    private static Seed seed(String line) {
        int colon = line.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not of the form `name: octets`: " + line);
        }
        return new Seed(
                line.substring(0, colon), HEX.parseHex(line.substring(colon + 1).replace(" ", "")));
    }
}
