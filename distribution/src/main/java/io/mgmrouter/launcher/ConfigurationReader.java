package io.mgmrouter.launcher;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a configuration file, remembering on which line everything stands. */
final class ConfigurationReader {

    /** Keys of the Configurator itself, such as {@code :configurator:resource-version}; nothing of ours. */
    private static final String RESERVED = ":configurator:";

    /** How the parser calls things, and how everybody else does. */
    private static final Map<String, String> TOKENS = Map.of(
            "CURLYOPEN", "{", "CURLYCLOSE", "}", "SQUAREOPEN", "[", "SQUARECLOSE", "]", "COMMA", "a comma", "COLON",
            "a colon", "STRING", "a text in quotes", "EOF", "the end of the file");

    private final Path file;
    private final JsonParser parser;

    private ConfigurationReader(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** @throws StartFailure with exit code 78 if the file cannot be read or is not of the right form */
    static Configuration read(Path file) throws StartFailure {
        String text = JsonComments.blanked(text(file));
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            return new ConfigurationReader(file, parser).configuration();
        } catch (JsonParsingException e) {
            throw wrong(file, e.getLocation().getLineNumber(), "this is not JSON: " + problem(e));
        }
    }

    private static String text(Path file) throws StartFailure {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String reason = Files.exists(file) ? "cannot be read (" + e + ")" : "does not exist";
            throw new StartFailure(
                    StartFailure.CONFIGURATION,
                    List.of("the configuration file " + file + " " + reason + "; name another one with --conf"));
        }
    }

    private Configuration configuration() throws StartFailure {
        if (parser.next() != Event.START_OBJECT) {
            throw wrong("a JSON object is expected: { \"PID\": { \"key\": value } }");
        }
        List<Configuration.Entry> entries = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        while (parser.next() == Event.KEY_NAME) {
            String pid = parser.getString();
            refuseTwice(pid, seen);
            if (pid.startsWith(RESERVED)) {
                parser.next();
                parser.getValue();
            } else {
                entries.add(entry(pid));
            }
        }
        parser.hasNext(); // Complains about anything behind the end.
        return new Configuration(file, entries);
    }

    private Configuration.Entry entry(String pid) throws StartFailure {
        int line = line();
        if (parser.next() != Event.START_OBJECT) {
            throw wrong("behind \"" + pid + "\" a JSON object is expected: { \"key\": value }");
        }
        List<Configuration.Setting> settings = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        while (parser.next() == Event.KEY_NAME) {
            String typed = parser.getString();
            Configuration.Setting setting = setting(typed);
            refuseTwice(setting.key(), seen);
            if (!typed.startsWith(RESERVED)) {
                settings.add(setting);
            }
        }
        return new Configuration.Entry(pid, settings, line);
    }

    private Configuration.Setting setting(String typed) {
        int line = line();
        parser.next();
        int colon = typed.lastIndexOf(':');
        return colon <= 0
                ? new Configuration.Setting(typed, "", parser.getValue(), line)
                : new Configuration.Setting(
                        typed.substring(0, colon), typed.substring(colon + 1), parser.getValue(), line);
    }

    private void refuseTwice(String name, Map<String, Integer> seen) throws StartFailure {
        Integer before = seen.put(name, line());
        if (before != null) {
            throw wrong("\"" + name + "\" stands on line " + before + " already");
        }
    }

    private int line() {
        return (int) parser.getLocation().getLineNumber();
    }

    private StartFailure wrong(String sentence) {
        return wrong(file, line(), sentence);
    }

    private static StartFailure wrong(Path file, long line, String sentence) {
        return new StartFailure(StartFailure.CONFIGURATION, List.of(file + " line " + line + ": " + sentence));
    }

    /** In the words of a reader, and without the place, which stands in front already. */
    private static String problem(JsonParsingException e) {
        String text = e.getMessage().replaceAll("\\s*(at|on)? ?[\\[(]line no=[^\\])]*[\\])]", "").replaceAll("\\s+", " ").strip();
        for (Map.Entry<String, String> token : TOKENS.entrySet()) {
            text = text.replaceAll("\\b" + token.getKey() + "\\b", token.getValue());
        }
        return text.replaceAll("Invalid token=(.*)\\. Expected tokens are: \\[(.*)\\]", "$1 where this is expected: $2");
    }
}
