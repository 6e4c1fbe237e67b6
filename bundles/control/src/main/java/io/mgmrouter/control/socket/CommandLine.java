package io.mgmrouter.control.socket;

import io.mgmrouter.control.CommandException;
import java.util.ArrayList;
import java.util.List;

/**
 * A request taken apart.
 *
 * @param words what was typed, without {@code --json}
 * @param json true if the answer is wanted as JSON
 */
record CommandLine(List<String> words, boolean json) {

    private static final String JSON = "--json";

    CommandLine {
        words = List.copyOf(words);
    }

    /**
     * Splits at blanks; a part in double quotes keeps its blanks, and within it a backslash keeps the next character.
     *
     * @throws CommandException if a quote is not closed
     */
    static CommandLine parse(String line) throws CommandException {
        List<String> words = split(line);
        boolean json = words.contains(JSON);
        return new CommandLine(words.stream().filter(word -> !word.equals(JSON)).toList(), json);
    }

    private static List<String> split(String line) throws CommandException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean inWord = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                inWord = true;
            } else if (quoted || !Character.isWhitespace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (quoted) {
            throw new CommandException("a quote is not closed in: " + line);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
